from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planner', '0002_subscriptions'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='visibility_before',
            field=models.CharField(blank=True, choices=[('shared', 'Shared'), ('busy', 'Busy'), ('private', 'Private')], default='', max_length=8),
        ),
        migrations.AddField(
            model_name='import',
            name='applies_at_once',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='import',
            name='done_count',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='import',
            name='seen_version',
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='import',
            name='size_bytes',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='import',
            name='total_count',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name='import',
            name='stage',
            field=models.CharField(choices=[('received', 'Received'), ('comparing', 'Comparing'), ('ready', 'Ready'), ('applying', 'Applying'), ('applied', 'Applied'), ('refused', 'Refused'), ('discarded', 'Discarded')], default='received', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('visibility_before', ''), ('visibility', 'private'), _connector='OR'), name='only_a_private_event_is_held_back'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(('done_count__lte', models.F('total_count'))), name='an_import_does_no_more_than_it_has_to'),
        ),
    ]
