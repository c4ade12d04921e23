import datetime
import django.db.models.deletion
import planner.models.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planner', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Subscription',
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
                ('url', planner.models.fields.EncryptedTextField()),
                ('username', planner.models.fields.EncryptedTextField(default='')),
                ('password', planner.models.fields.EncryptedTextField(default='')),
                ('etag', planner.models.fields.EncryptedTextField(default='')),
                ('last_modified', planner.models.fields.EncryptedTextField(default='')),
                ('body_hash', models.CharField(blank=True, default='', max_length=64)),
                ('content_hash', models.CharField(blank=True, default='', max_length=64)),
                ('held', planner.models.fields.EncryptedBytesField(default=b'')),
                ('every', models.DurationField(default=datetime.timedelta(seconds=3600))),
                ('failures', models.PositiveSmallIntegerField(default=0)),
                ('error_code', models.CharField(blank=True, default='', max_length=40)),
                ('may_be_empty', models.BooleanField(default=False)),
                ('tried_at', models.DateTimeField(null=True)),
                ('fetched_at', models.DateTimeField(null=True)),
                ('read_at', models.DateTimeField(null=True)),
                ('doubted_at', models.DateTimeField(null=True)),
                ('calendar', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='subscription', to='planner.calendar')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ('pending', 'leased', 'sending'))), fields=['next_at', 'id'], name='subscription_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lease_token__isnull', False), ('state__in', ('leased', 'sending'))), models.Q(models.Q(('state__in', ('leased', 'sending')), _negated=True), ('lease_token__isnull', True)), _connector='OR'), name='subscription_is_leased_only_while_worked_on'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ('pending', 'leased', 'sending'))), models.Q(models.Q(('state__in', ('pending', 'leased', 'sending')), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='subscription_has_an_end_once_it_is_over'), models.CheckConstraint(condition=models.Q(('every__gte', datetime.timedelta(seconds=900)), ('every__lte', datetime.timedelta(days=1))), name='a_subscription_is_read_every_quarter_hour_to_every_day'), models.CheckConstraint(condition=models.Q(('content_hash', ''), ('fetched_at__isnull', False), _connector='OR'), name='a_subscription_that_holds_something_was_fetched')],
            },
        ),
    ]
