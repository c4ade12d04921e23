import django.db.models.deletion
import planner.models.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('name', models.CharField(blank=True, max_length=80)),
                ('tzid', models.CharField(default='UTC', max_length=64)),
                ('language', models.CharField(default='en', max_length=12)),
                ('quiet_from', models.TimeField(blank=True, null=True)),
                ('quiet_until', models.TimeField(blank=True, null=True)),
                ('is_demo', models.BooleanField(default=False)),
                ('is_active', models.BooleanField(default=True)),
                ('is_staff', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(null=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
        ),
        migrations.CreateModel(
            name='Couple',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('name', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('beat_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ViewVersion',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, serialize=False, to=settings.AUTH_USER_MODEL)),
                ('version', models.PositiveBigIntegerField(default=1)),
                ('changed_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', planner.models.fields.EncryptedTextField()),
                ('token_hash', models.BinaryField(max_length=32, unique=True)),
                ('created_at', models.DateTimeField()),
                ('last_used_on', models.DateField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Calendar',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', planner.models.fields.EncryptedTextField()),
                ('source', models.CharField(choices=[('own', 'Own'), ('import', 'Import'), ('subscription', 'Subscription')], max_length=12)),
                ('visibility', models.CharField(choices=[('shared', 'Shared'), ('busy', 'Busy'), ('private', 'Private')], max_length=8)),
                ('created_at', models.DateTimeField()),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calendars', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('uid', models.TextField()),
                ('ics', planner.models.fields.EncryptedTextField()),
                ('compiled', planner.models.fields.EncryptedTextField()),
                ('fingerprint', models.CharField(max_length=64)),
                ('source_fingerprint', models.CharField(blank=True, max_length=64)),
                ('first_start_at', models.DateTimeField()),
                ('last_end_at', models.DateTimeField(null=True)),
                ('is_recurring', models.BooleanField()),
                ('visibility', models.CharField(choices=[('shared', 'Shared'), ('busy', 'Busy'), ('private', 'Private')], max_length=8)),
                ('world', models.CharField(choices=[('mine', 'Mine'), ('yours', 'Yours'), ('ours', 'Ours')], default='mine', max_length=6)),
                ('kind', models.CharField(choices=[('work_party', 'Work Party'), ('family', 'Family'), ('friends', 'Friends'), ('celebration', 'Celebration'), ('travel', 'Travel'), ('medical', 'Medical'), ('us', 'Us'), ('other', 'Other')], default='other', max_length=12)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='planner.calendar')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', planner.models.fields.EncryptedTextField()),
                ('token_hash', models.BinaryField(max_length=32, unique=True)),
                ('created_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('last_used_on', models.DateField(null=True)),
                ('body', planner.models.fields.EncryptedBytesField(default=b'')),
                ('body_version', models.PositiveBigIntegerField(default=0)),
                ('body_changed_at', models.DateTimeField(null=True)),
                ('etag', models.CharField(blank=True, max_length=64)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feeds', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Flag',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('uid', models.TextField()),
                ('recurrence_id', models.CharField(blank=True, max_length=20)),
                ('level', models.PositiveSmallIntegerField()),
                ('level_shared_at', models.DateTimeField(null=True)),
                ('note', planner.models.fields.EncryptedTextField(default='')),
                ('note_shared_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='flags', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='FlagReason',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('chip', planner.models.fields.EncryptedTextField()),
                ('text', planner.models.fields.EncryptedTextField(default='')),
                ('position', models.PositiveSmallIntegerField()),
                ('shared_at', models.DateTimeField(null=True)),
                ('flag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reasons', to='planner.flag')),
            ],
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('pending', 'Pending'), ('leased', 'Leased'), ('sending', 'Sending'), ('sent', 'Sent'), ('cancelled', 'Cancelled'), ('missed', 'Missed'), ('dead', 'Dead'), ('unknown', 'Unknown')], default='pending', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=40)),
                ('next_at', models.DateTimeField()),
                ('lease_token', models.UUIDField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('is_uncertain', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('stage', models.CharField(choices=[('received', 'Received'), ('ready', 'Ready'), ('applied', 'Applied'), ('refused', 'Refused'), ('discarded', 'Discarded')], default='received', max_length=10)),
                ('filename', planner.models.fields.EncryptedTextField()),
                ('data', planner.models.fields.EncryptedBytesField()),
                ('parsed', planner.models.fields.EncryptedTextField(default='')),
                ('result', planner.models.fields.EncryptedTextField(default='')),
                ('error_code', models.CharField(blank=True, max_length=40)),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imports', to='planner.calendar')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imports', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', planner.models.fields.EncryptedTextField()),
                ('token_hash', models.BinaryField(max_length=32, unique=True)),
                ('state', models.CharField(choices=[('open', 'Open'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('revoked', 'Revoked')], default='open', max_length=10)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('couple', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='planner.couple')),
                ('inviter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='MailboxMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80, unique=True)),
                ('channel', models.CharField(choices=[('email', 'Email'), ('sms', 'Sms'), ('push', 'Push')], max_length=5)),
                ('to', planner.models.fields.EncryptedTextField()),
                ('subject', planner.models.fields.EncryptedTextField(default='')),
                ('text', planner.models.fields.EncryptedTextField(default='')),
                ('html', planner.models.fields.EncryptedTextField(default='')),
                ('created_at', models.DateTimeField()),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mailbox', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.TextField()),
                ('recurrence_id', models.CharField(blank=True, max_length=20)),
                ('created_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Matters',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('uid', models.TextField()),
                ('recurrence_id', models.CharField(blank=True, max_length=20)),
                ('level', models.PositiveSmallIntegerField()),
                ('level_shared_at', models.DateTimeField(null=True)),
                ('why', planner.models.fields.EncryptedTextField(default='')),
                ('why_shared_at', models.DateTimeField(null=True)),
                ('changed_at', models.DateTimeField()),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matters', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='OutboxMail',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('pending', 'Pending'), ('leased', 'Leased'), ('sending', 'Sending'), ('sent', 'Sent'), ('cancelled', 'Cancelled'), ('missed', 'Missed'), ('dead', 'Dead'), ('unknown', 'Unknown')], default='pending', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=40)),
                ('next_at', models.DateTimeField()),
                ('lease_token', models.UUIDField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('is_uncertain', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('kind', models.CharField(max_length=12)),
                ('to', planner.models.fields.EncryptedTextField()),
                ('subject', planner.models.fields.EncryptedTextField(default='')),
                ('text', planner.models.fields.EncryptedTextField(default='')),
                ('html', planner.models.fields.EncryptedTextField(default='')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='outbox', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('uid', models.TextField()),
                ('recurrence_id', models.CharField(blank=True, max_length=20)),
                ('title', planner.models.fields.EncryptedTextField(default='')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('table_number', models.PositiveIntegerField(default=0)),
                ('agreed_number', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('couple', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='planner.couple')),
            ],
        ),
        migrations.CreateModel(
            name='PlanDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('base_number', models.PositiveIntegerField(default=0)),
                ('title', planner.models.fields.EncryptedTextField(default='')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('content', planner.models.fields.EncryptedTextField()),
                ('changed_at', models.DateTimeField()),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='planner.plan')),
                ('writer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='PlanVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('content', planner.models.fields.EncryptedTextField()),
                ('created_at', models.DateTimeField()),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='planner.plan')),
            ],
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveIntegerField()),
                ('is_yes', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='planner.planversion')),
            ],
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('pending', 'Pending'), ('leased', 'Leased'), ('sending', 'Sending'), ('sent', 'Sent'), ('cancelled', 'Cancelled'), ('missed', 'Missed'), ('dead', 'Dead'), ('unknown', 'Unknown')], default='pending', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=40)),
                ('next_at', models.DateTimeField()),
                ('lease_token', models.UUIDField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('is_uncertain', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('uid', models.TextField()),
                ('recurrence_id', models.CharField(blank=True, max_length=20)),
                ('step', models.CharField(choices=[('early', 'Early'), ('talk', 'Talk'), ('talk-now', 'Talk Now'), ('last-call', 'Last Call'), ('read-through', 'Read Through'), ('card', 'Card'), ('check-in', 'Check In'), ('repair', 'Repair'), ('news', 'News')], max_length=12)),
                ('channel', models.CharField(choices=[('email', 'Email'), ('sms', 'Sms'), ('push', 'Push')], max_length=5)),
                ('schedule_version', models.PositiveIntegerField()),
                ('anchor_local', models.CharField(max_length=26)),
                ('tzid', models.CharField(max_length=64)),
                ('due_at', models.DateTimeField()),
                ('event_on', models.DateField()),
                ('about', models.CharField(blank=True, choices=[('moved', 'Moved')], max_length=8)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempt', models.PositiveSmallIntegerField()),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, max_length=12)),
                ('detail', models.CharField(blank=True, max_length=80)),
                ('reminder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='planner.reminder')),
            ],
        ),
        migrations.CreateModel(
            name='Schedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.TextField()),
                ('recurrence_id', models.CharField(blank=True, max_length=20)),
                ('version', models.PositiveIntegerField(default=1)),
                ('starts_at', models.DateTimeField()),
                ('start_on', models.DateField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='schedules', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='UnsubscribeLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('early', 'Early'), ('talk', 'Talk'), ('talk-now', 'Talk Now'), ('last-call', 'Last Call'), ('read-through', 'Read Through'), ('card', 'Card'), ('check-in', 'Check In'), ('repair', 'Repair'), ('news', 'News')], max_length=12)),
                ('token_hash', models.BinaryField(max_length=32, unique=True)),
                ('unsubscribed_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, serialize=False, to=settings.AUTH_USER_MODEL)),
                ('slot', models.PositiveSmallIntegerField()),
                ('joined_at', models.DateTimeField()),
                ('left_alone_at', models.DateTimeField(null=True)),
                ('couple', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='planner.couple')),
            ],
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('quiet_from__isnull', True), ('quiet_until__isnull', True)), models.Q(('quiet_from__isnull', False), ('quiet_until__isnull', False)), _connector='OR'), name='quiet_hours_have_both_ends_or_none'),
        ),
        migrations.AddConstraint(
            model_name='calendar',
            constraint=models.UniqueConstraint(condition=models.Q(('source', 'own')), fields=('owner',), name='a_person_has_one_calendar_of_their_own'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('is_recurring', False)), fields=['owner', 'first_start_at'], name='event_once_by_start'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('is_recurring', True)), fields=['owner'], name='event_recurring'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['owner', 'uid'], name='event_by_uid'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.UniqueConstraint(fields=('calendar', 'uid'), name='a_calendar_holds_a_uid_once'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('last_end_at__isnull', True), ('last_end_at__gte', models.F('first_start_at')), _connector='OR'), name='an_event_does_not_end_before_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ['shared', 'busy', 'private'])), name='an_event_is_shared_busy_or_private'),
        ),
        migrations.AddConstraint(
            model_name='feed',
            constraint=models.CheckConstraint(condition=models.Q(('body_version', 0), models.Q(('body_changed_at__isnull', False), models.Q(('etag', ''), _negated=True)), _connector='OR'), name='a_rendered_feed_has_its_validators'),
        ),
        migrations.AddConstraint(
            model_name='flag',
            constraint=models.UniqueConstraint(fields=('owner', 'uid', 'recurrence_id'), name='a_person_flags_an_occurrence_once'),
        ),
        migrations.AddConstraint(
            model_name='flag',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', (1, 2, 3))), name='a_flag_has_a_level_from_1_to_3'),
        ),
        migrations.AddConstraint(
            model_name='flagreason',
            constraint=models.UniqueConstraint(fields=('flag', 'position'), name='a_flags_reasons_are_in_order'),
        ),
        migrations.AddIndex(
            model_name='import',
            index=models.Index(condition=models.Q(('state__in', ('pending', 'leased', 'sending'))), fields=['next_at', 'id'], name='import_due'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lease_token__isnull', False), ('state__in', ('leased', 'sending'))), models.Q(models.Q(('state__in', ('leased', 'sending')), _negated=True), ('lease_token__isnull', True)), _connector='OR'), name='import_is_leased_only_while_worked_on'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ('pending', 'leased', 'sending'))), models.Q(models.Q(('state__in', ('pending', 'leased', 'sending')), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='import_has_an_end_once_it_is_over'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('couple',), name='a_couple_has_one_open_invitation'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='an_invitation_expires_after_it_was_made'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='only_an_answered_invitation_has_an_answer_time'),
        ),
        migrations.AddIndex(
            model_name='mailboxmessage',
            index=models.Index(fields=['person', '-created_at'], name='mailbox_by_person'),
        ),
        migrations.AddConstraint(
            model_name='mark',
            constraint=models.UniqueConstraint(fields=('person', 'uid', 'recurrence_id'), name='a_person_marks_an_occurrence_once'),
        ),
        migrations.AddConstraint(
            model_name='matters',
            constraint=models.UniqueConstraint(fields=('owner', 'uid', 'recurrence_id'), name='an_occurrence_matters_once_to_a_person'),
        ),
        migrations.AddConstraint(
            model_name='matters',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', (1, 2, 3))), name='mattering_is_low_medium_or_high'),
        ),
        migrations.AddIndex(
            model_name='outboxmail',
            index=models.Index(condition=models.Q(('state__in', ('pending', 'leased', 'sending'))), fields=['next_at', 'id'], name='outboxmail_due'),
        ),
        migrations.AddConstraint(
            model_name='outboxmail',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lease_token__isnull', False), ('state__in', ('leased', 'sending'))), models.Q(models.Q(('state__in', ('leased', 'sending')), _negated=True), ('lease_token__isnull', True)), _connector='OR'), name='outboxmail_is_leased_only_while_worked_on'),
        ),
        migrations.AddConstraint(
            model_name='outboxmail',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ('pending', 'leased', 'sending'))), models.Q(models.Q(('state__in', ('pending', 'leased', 'sending')), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='outboxmail_has_an_end_once_it_is_over'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('couple', 'uid', 'recurrence_id'), name='a_couple_has_one_plan_for_an_occurrence'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('agreed_number__gte', 1), _connector='OR'), name='only_an_agreed_plan_outlives_the_couple'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_number__lte', models.F('table_number'))), name='what_is_agreed_is_on_the_table_or_older'),
        ),
        migrations.AddConstraint(
            model_name='plandraft',
            constraint=models.UniqueConstraint(fields=('plan', 'writer'), name='a_partner_has_one_draft_of_a_plan'),
        ),
        migrations.AddConstraint(
            model_name='planversion',
            constraint=models.UniqueConstraint(fields=('plan', 'number'), name='a_plans_versions_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='planversion',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='versions_count_from_one'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.UniqueConstraint(fields=('version', 'person', 'sequence'), name='a_yes_and_its_taking_back_are_in_order'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('is_yes', True), ('sequence__gte', 2), _connector='OR'), name='a_yes_comes_before_its_taking_back'),
        ),
        migrations.AddIndex(
            model_name='reminder',
            index=models.Index(condition=models.Q(('state__in', ('pending', 'leased', 'sending'))), fields=['channel', 'next_at', 'id'], name='reminder_due'),
        ),
        migrations.AddIndex(
            model_name='reminder',
            index=models.Index(fields=['person', 'due_at'], name='reminder_log'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lease_token__isnull', False), ('state__in', ('leased', 'sending'))), models.Q(models.Q(('state__in', ('leased', 'sending')), _negated=True), ('lease_token__isnull', True)), _connector='OR'), name='reminder_is_leased_only_while_worked_on'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ('pending', 'leased', 'sending'))), models.Q(models.Q(('state__in', ('pending', 'leased', 'sending')), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='reminder_has_an_end_once_it_is_over'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(condition=models.Q(('step', 'news'), _negated=True), fields=('person', 'uid', 'recurrence_id', 'step', 'channel', 'schedule_version'), name='a_step_is_sent_once_per_schedule_version'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(condition=models.Q(('attempts', 0), ('state__in', ('pending', 'leased')), ('step', 'news')), fields=('person', 'uid', 'recurrence_id', 'channel'), name='news_of_an_occurrence_is_merged_until_sent'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('reminder', 'attempt'), name='attempts_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='schedule',
            constraint=models.UniqueConstraint(fields=('person', 'uid', 'recurrence_id'), name='a_person_has_one_schedule_for_an_occurrence'),
        ),
        migrations.AddConstraint(
            model_name='unsubscribelink',
            constraint=models.UniqueConstraint(fields=('person', 'step'), name='a_person_has_one_link_per_step'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('couple', 'slot'), name='a_place_in_a_couple_holds_one_person'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('slot__in', (1, 2))), name='a_couple_has_two_places'),
        ),
    ]
