import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planner', '0012_ladder_sets'),
    ]

    operations = [
        migrations.CreateModel(
            name='Muted',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.TextField()),
                ('recurrence_id', models.CharField(blank=True, max_length=20)),
                ('created_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ReplyLink',
            fields=[
                ('reminder', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='reply_link', serialize=False, to='planner.reminder')),
                ('token_hash', models.BinaryField(max_length=32, unique=True)),
                ('expires_at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='reminder',
            name='a_step_is_sent_once_per_schedule_version',
        ),
        migrations.RemoveConstraint(
            model_name='reminder',
            name='news_of_an_occurrence_is_merged_until_sent',
        ),
        migrations.AddField(
            model_name='reminder',
            name='again_of',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='planner.reminder'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('step', 'news'), _negated=True), ('again_of', None)), fields=('person', 'uid', 'recurrence_id', 'step', 'channel', 'schedule_version'), name='a_step_is_sent_once_per_schedule_version'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(condition=models.Q(('again_of', None), ('attempts', 0), ('state__in', ('pending', 'leased')), ('step', 'news')), fields=('person', 'uid', 'recurrence_id', 'channel'), name='news_of_an_occurrence_is_merged_until_sent'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(fields=('again_of',), name='a_reminder_is_put_off_once'),
        ),
        migrations.AddField(
            model_name='muted',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='muted', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='muted',
            constraint=models.UniqueConstraint(fields=('person', 'uid', 'recurrence_id'), name='a_person_mutes_an_occurrence_once'),
        ),
    ]
