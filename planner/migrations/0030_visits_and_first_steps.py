from django.db import migrations, models


def settle(apps, schema_editor):
    """Whoever is here already has begun long ago."""
    people = apps.get_model("planner", "Person").objects.filter(created_at__isnull=False)
    people.update(settled_at=models.F("created_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ("planner", "0029_lessons"),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='demo_until',
            field=models.DateTimeField(blank=True, db_index=True, null=True),
        ),
        migrations.AddField(
            model_name='person',
            name='settled_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='suspension',
            name='reason',
            field=models.CharField(choices=[('bounced', 'Bounced'), ('complained', 'Complained'), ('refused', 'Refused'), ('demo', 'Demo')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('demo_until__isnull', True), ('is_demo', True), _connector='OR'), name='only_a_demo_ends_by_itself'),
        ),
        migrations.RunPython(settle, migrations.RunPython.noop, elidable=True),
    ]
