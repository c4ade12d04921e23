import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planner', '0024_dismissed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Nudge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.TextField()),
                ('nudged_at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='reminder',
            name='a_step_is_sent_once_per_schedule_version',
        ),
        migrations.AddField(
            model_name='ladderset',
            name='wants_nudge',
            field=models.BooleanField(default=True),
        ),
        migrations.AlterField(
            model_name='pastreminder',
            name='step',
            field=models.CharField(choices=[('early', 'Early'), ('talk', 'Talk'), ('talk-now', 'Talk Now'), ('last-call', 'Last Call'), ('read-through', 'Read Through'), ('card', 'Card'), ('check-in', 'Check In'), ('repair', 'Repair'), ('news', 'News'), ('nudge', 'Nudge')], max_length=12),
        ),
        migrations.AlterField(
            model_name='reminder',
            name='step',
            field=models.CharField(choices=[('early', 'Early'), ('talk', 'Talk'), ('talk-now', 'Talk Now'), ('last-call', 'Last Call'), ('read-through', 'Read Through'), ('card', 'Card'), ('check-in', 'Check In'), ('repair', 'Repair'), ('news', 'News'), ('nudge', 'Nudge')], max_length=12),
        ),
        migrations.AlterField(
            model_name='unsubscribelink',
            name='step',
            field=models.CharField(choices=[('early', 'Early'), ('talk', 'Talk'), ('talk-now', 'Talk Now'), ('last-call', 'Last Call'), ('read-through', 'Read Through'), ('card', 'Card'), ('check-in', 'Check In'), ('repair', 'Repair'), ('news', 'News'), ('nudge', 'Nudge')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('step__in', ('news', 'nudge', 'talk-now')), _negated=True), ('again_of', None)), fields=('person', 'uid', 'recurrence_id', 'step', 'channel', 'schedule_version'), name='a_step_is_sent_once_per_schedule_version'),
        ),
        migrations.AddField(
            model_name='nudge',
            name='sender',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nudges', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='nudge',
            constraint=models.UniqueConstraint(fields=('sender', 'uid'), name='a_nudge_about_an_event_is_counted_once'),
        ),
    ]
