import django.db.models.deletion
import planner.models.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("planner", "0038_a_new_key_finds_stopped_numbers"),
    ]

    operations = [
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', planner.models.fields.EncryptedTextField()),
                ('url', planner.models.fields.EncryptedTextField()),
                ('secret', planner.models.fields.EncryptedTextField()),
                ('secret_before', planner.models.fields.EncryptedTextField(default='')),
                ('secret_before_until', models.DateTimeField(null=True)),
                ('kinds', models.JSONField(default=list)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('rests_until', models.DateTimeField(null=True)),
                ('failing_since', models.DateTimeField(null=True)),
                ('stopped_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='webhooks', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='WebhookMessage',
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
                ('kind', models.CharField(choices=[('reminder.due', 'reminder.due'), ('talk.now', 'talk.now'), ('event.soon', 'event.soon'), ('time_to_go.called', 'time_to_go.called'), ('plan.agreed', 'plan.agreed'), ('news.waiting', 'news.waiting'), ('webhook.test', 'webhook.test')], max_length=24)),
                ('key', models.UUIDField()),
                ('uid', models.TextField(blank=True)),
                ('recurrence_id', models.CharField(blank=True, max_length=20)),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='planner.webhook')),
            ],
        ),
        migrations.AddConstraint(
            model_name='webhook',
            constraint=models.CheckConstraint(condition=models.Q(('rests_until__isnull', True), ('failures__gte', 1), _connector='OR'), name='a_webhook_rests_after_failures_only'),
        ),
        migrations.AddConstraint(
            model_name='webhook',
            constraint=models.CheckConstraint(condition=models.Q(('stopped_at__isnull', True), ('failing_since__isnull', False), _connector='OR'), name='a_webhook_stops_after_it_failed'),
        ),
        migrations.AddIndex(
            model_name='webhookmessage',
            index=models.Index(condition=models.Q(('state__in', ('pending', 'leased', 'sending'))), fields=['next_at', 'id'], name='webhookmessage_due'),
        ),
        migrations.AddIndex(
            model_name='webhookmessage',
            index=models.Index(fields=['webhook', '-created_at'], name='webhook_log'),
        ),
        migrations.AddIndex(
            model_name='webhookmessage',
            index=models.Index(fields=['ended_at'], name='webhook_messages_by_age'),
        ),
        migrations.AddConstraint(
            model_name='webhookmessage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lease_token__isnull', False), ('state__in', ('leased', 'sending'))), models.Q(models.Q(('state__in', ('leased', 'sending')), _negated=True), ('lease_token__isnull', True)), _connector='OR'), name='webhookmessage_is_leased_only_while_worked_on'),
        ),
        migrations.AddConstraint(
            model_name='webhookmessage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ('pending', 'leased', 'sending'))), models.Q(models.Q(('state__in', ('pending', 'leased', 'sending')), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='webhookmessage_has_an_end_once_it_is_over'),
        ),
        migrations.AddConstraint(
            model_name='webhookmessage',
            constraint=models.UniqueConstraint(fields=('webhook', 'kind', 'key'), name='a_webhook_is_told_a_thing_once'),
        ),
        migrations.AddConstraint(
            model_name='webhookmessage',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['reminder.due', 'talk.now', 'event.soon', 'time_to_go.called', 'plan.agreed', 'news.waiting', 'webhook.test'])), name='a_webhook_is_told_what_there_is_to_tell'),
        ),
    ]
