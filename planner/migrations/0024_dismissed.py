from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planner', '0023_check_ins'),
    ]

    operations = [
        migrations.AddField(
            model_name='reminder',
            name='dismissed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.CheckConstraint(condition=models.Q(('dismissed_at__isnull', True), ('ended_at__isnull', False), _connector='OR'), name='only_what_is_over_is_dismissed'),
        ),
    ]
