import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planner', '0014_contacts'),
    ]

    operations = [
        migrations.CreateModel(
            name='OfferedSlots',
            fields=[
                ('reminder', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='offered', serialize=False, to='planner.reminder')),
                ('starts', models.JSONField()),
                ('offered_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Talk',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('uid', models.TextField()),
                ('recurrence_id', models.CharField(blank=True, max_length=20)),
                ('starts_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('suggested', 'Suggested'), ('accepted', 'Accepted'), ('answered', 'Answered'), ('moved', 'Moved'), ('withdrawn', 'Withdrawn'), ('overtaken', 'Overtaken'), ('over', 'Over')], default='suggested', max_length=10)),
                ('created_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='reminder',
            name='a_step_is_sent_once_per_schedule_version',
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('step__in', ('news', 'talk-now')), _negated=True), ('again_of', None)), fields=('person', 'uid', 'recurrence_id', 'step', 'channel', 'schedule_version'), name='a_step_is_sent_once_per_schedule_version'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(condition=models.Q(('again_of', None), ('step', 'talk-now')), fields=('person', 'uid', 'recurrence_id', 'channel', 'schedule_version', 'due_at'), name='a_talk_is_called_once_at_its_time'),
        ),
        migrations.AddField(
            model_name='talk',
            name='couple',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='talks', to='planner.couple'),
        ),
        migrations.AddField(
            model_name='talk',
            name='event',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='talk', to='planner.event'),
        ),
        migrations.AddField(
            model_name='talk',
            name='suggested_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='talk',
            index=models.Index(fields=['couple', 'uid', 'recurrence_id'], name='talk_by_occurrence'),
        ),
        migrations.AddConstraint(
            model_name='talk',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('suggested', 'accepted'))), fields=('couple', 'uid', 'recurrence_id'), name='an_occurrence_has_one_open_talk'),
        ),
        migrations.AddConstraint(
            model_name='talk',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ('suggested', 'accepted'))), models.Q(models.Q(('state__in', ('suggested', 'accepted')), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='an_open_talk_has_not_ended'),
        ),
        migrations.AddConstraint(
            model_name='talk',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('state', 'suggested'), _negated=True), ('accepted_at__isnull', True), _connector='OR'), models.Q(models.Q(('state', 'accepted'), _negated=True), ('accepted_at__isnull', False), _connector='OR')), name='a_suggested_talk_has_no_yes_and_an_accepted_one_has'),
        ),
        migrations.AddConstraint(
            model_name='talk',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), ('event__isnull', False), _connector='OR'), name='an_accepted_talk_stands_in_the_calendar'),
        ),
        migrations.AddConstraint(
            model_name='talk',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('accepted', 'over')), ('event__isnull', True), _connector='OR'), name='only_an_accepted_talk_stands_in_the_calendar'),
        ),
    ]
