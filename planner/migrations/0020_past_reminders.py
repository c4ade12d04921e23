import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


# A row of the queue is changed four times in its life: a table of millions wants to be swept long before a fifth of it
# is dead.
_OFTEN = "ALTER TABLE planner_reminder SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.02)"
_AS_BEFORE = "ALTER TABLE planner_reminder RESET (autovacuum_vacuum_scale_factor, autovacuum_analyze_scale_factor)"


def vacuum_often(apps, schema_editor):
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(_OFTEN)


def vacuum_as_before(apps, schema_editor):
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(_AS_BEFORE)


class Migration(migrations.Migration):

    dependencies = [
        ('planner', '0019_suspensions'),
    ]

    operations = [
        migrations.CreateModel(
            name='PastReminder',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('uid', models.TextField()),
                ('recurrence_id', models.CharField(blank=True, max_length=20)),
                ('step', models.CharField(choices=[('early', 'Early'), ('talk', 'Talk'), ('talk-now', 'Talk Now'), ('last-call', 'Last Call'), ('read-through', 'Read Through'), ('card', 'Card'), ('check-in', 'Check In'), ('repair', 'Repair'), ('news', 'News')], max_length=12)),
                ('channel', models.CharField(choices=[('email', 'Email'), ('sms', 'Sms'), ('push', 'Push')], max_length=5)),
                ('state', models.CharField(choices=[('pending', 'Pending'), ('leased', 'Leased'), ('sending', 'Sending'), ('sent', 'Sent'), ('cancelled', 'Cancelled'), ('missed', 'Missed'), ('dead', 'Dead'), ('unknown', 'Unknown')], max_length=10)),
                ('reason', models.CharField(blank=True, max_length=40)),
                ('attempts', models.PositiveSmallIntegerField()),
                ('due_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField()),
            ],
        ),
        migrations.AddIndex(
            model_name='reminder',
            index=models.Index(condition=models.Q(('state__in', ('pending', 'leased', 'sending')), _negated=True), fields=['ended_at'], name='reminder_end'),
        ),
        migrations.AddField(
            model_name='pastreminder',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='past_reminders', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='pastreminder',
            index=models.Index(fields=['person', '-ended_at'], name='past_reminder_log'),
        ),
        migrations.AddIndex(
            model_name='pastreminder',
            index=models.Index(fields=['ended_at'], name='past_reminder_end'),
        ),
        migrations.AddConstraint(
            model_name='pastreminder',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('pending', 'leased', 'sending')), _negated=True), name='a_past_reminder_is_over'),
        ),
        migrations.RunPython(vacuum_often, vacuum_as_before),
    ]
