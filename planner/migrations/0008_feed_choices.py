from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planner', '0007_undo'),
    ]

    operations = [
        migrations.AddField(
            model_name='feed',
            name='scope',
            field=models.CharField(choices=[('all', 'All'), ('flagged', 'Flagged'), ('ours', 'Ours')], default='all', max_length=8),
        ),
        migrations.AddField(
            model_name='feed',
            name='with_alarms',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='feed',
            name='with_subscriptions',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='feed',
            name='with_titles',
            field=models.BooleanField(default=True),
        ),
        migrations.AddConstraint(
            model_name='feed',
            constraint=models.CheckConstraint(condition=models.Q(('scope__in', ['all', 'flagged', 'ours'])), name='a_feed_holds_all_flagged_or_our_events'),
        ),
    ]
