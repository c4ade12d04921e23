from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planner', '0017_texts'),
    ]

    operations = [
        migrations.CreateModel(
            name='LaneRest',
            fields=[
                ('lane', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('rests_until', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('rests_until__isnull', True), ('failures__gte', 1), _connector='OR'), name='a_lane_rests_after_failures_only')],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lane', models.CharField(max_length=20)),
                ('what', models.CharField(max_length=20)),
                ('count', models.BigIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('lane', 'what'), name='a_lane_counts_a_thing_in_one_place'), models.CheckConstraint(condition=models.Q(('count__gte', 0)), name='what_is_counted_grows')],
            },
        ),
    ]
