import datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('planner', '0025_nudges'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='digest_at',
            field=models.TimeField(default=datetime.time(18, 0)),
        ),
        migrations.AddField(
            model_name='person',
            name='digest_weekday',
            field=models.PositiveSmallIntegerField(default=7),
        ),
        migrations.AlterField(
            model_name='pastreminder',
            name='step',
            field=models.CharField(choices=[('early', 'Early'), ('talk', 'Talk'), ('talk-now', 'Talk Now'), ('last-call', 'Last Call'), ('read-through', 'Read Through'), ('card', 'Card'), ('check-in', 'Check In'), ('repair', 'Repair'), ('news', 'News'), ('nudge', 'Nudge'), ('digest', 'Digest')], max_length=12),
        ),
        migrations.AlterField(
            model_name='reminder',
            name='step',
            field=models.CharField(choices=[('early', 'Early'), ('talk', 'Talk'), ('talk-now', 'Talk Now'), ('last-call', 'Last Call'), ('read-through', 'Read Through'), ('card', 'Card'), ('check-in', 'Check In'), ('repair', 'Repair'), ('news', 'News'), ('nudge', 'Nudge'), ('digest', 'Digest')], max_length=12),
        ),
        migrations.AlterField(
            model_name='unsubscribelink',
            name='step',
            field=models.CharField(choices=[('early', 'Early'), ('talk', 'Talk'), ('talk-now', 'Talk Now'), ('last-call', 'Last Call'), ('read-through', 'Read Through'), ('card', 'Card'), ('check-in', 'Check In'), ('repair', 'Repair'), ('news', 'News'), ('nudge', 'Nudge'), ('digest', 'Digest')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('digest_weekday__range', (1, 7))), name='the_digest_comes_on_a_day_of_the_week'),
        ),
    ]
