import django.db.models.deletion
import planner.models.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planner', '0016_reminder_by_uid'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReceivedText',
            fields=[
                ('provider_id', models.CharField(max_length=80, primary_key=True, serialize=False)),
                ('number_hash', models.BinaryField(max_length=32)),
                ('reply', models.CharField(max_length=6)),
                ('received_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['received_at'], name='received_by_age')],
            },
        ),
        migrations.CreateModel(
            name='OutboxText',
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
                ('kind', models.CharField(choices=[('code', 'Code'), ('test', 'Test'), ('answer', 'Answer')], max_length=6)),
                ('to', planner.models.fields.EncryptedTextField()),
                ('number_hash', models.BinaryField(max_length=32)),
                ('text', planner.models.fields.EncryptedTextField()),
                ('asked_on', models.DateField()),
                ('ordinal', models.PositiveSmallIntegerField()),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='outbox_texts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ('pending', 'leased', 'sending'))), fields=['next_at', 'id'], name='outboxtext_due'), models.Index(fields=['person', 'kind', 'created_at'], name='texts_by_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lease_token__isnull', False), ('state__in', ('leased', 'sending'))), models.Q(models.Q(('state__in', ('leased', 'sending')), _negated=True), ('lease_token__isnull', True)), _connector='OR'), name='outboxtext_is_leased_only_while_worked_on'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ('pending', 'leased', 'sending'))), models.Q(models.Q(('state__in', ('pending', 'leased', 'sending')), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='outboxtext_has_an_end_once_it_is_over'), models.UniqueConstraint(fields=('number_hash', 'kind', 'asked_on', 'ordinal'), name='a_text_is_one_of_the_few_of_its_day'), models.CheckConstraint(condition=models.Q(('ordinal__gte', 1), ('ordinal__lte', 10)), name='a_number_gets_few_texts_of_a_kind_a_day')],
            },
        ),
        migrations.CreateModel(
            name='SentText',
            fields=[
                ('key', models.UUIDField(primary_key=True, serialize=False)),
                ('number_hash', models.BinaryField(max_length=32)),
                ('text', planner.models.fields.EncryptedTextField(default='')),
                ('provider_id', models.CharField(blank=True, max_length=64)),
                ('status', models.CharField(choices=[('begun', 'Begun'), ('taken', 'Taken'), ('sent', 'Sent'), ('delivered', 'Delivered'), ('failed', 'Failed')], default='begun', max_length=9)),
                ('began_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['number_hash', '-began_at'], name='texts_to_a_number'), models.Index(fields=['began_at'], name='texts_by_age')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('provider_id', ''), _negated=True), fields=('provider_id',), name='a_provider_names_each_text_once')],
            },
        ),
    ]
