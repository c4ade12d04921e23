from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('planner', '0001_initial')]

    operations = [
        migrations.RemoveConstraint(model_name='plan', name='only_a_version_that_exists_is_agreed'),
        migrations.RenameField(model_name='plan', old_name='newest_number', new_name='table_number'),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(
                condition=models.Q(('agreed_number__lte', models.F('table_number'))),
                name='what_is_agreed_is_on_the_table_or_older',
            ),
        ),
        migrations.AddField(
            model_name='membership', name='left_alone_at', field=models.DateTimeField(null=True)
        ),
    ]
