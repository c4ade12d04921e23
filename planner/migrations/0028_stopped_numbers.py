from django.db import migrations, models


def _keep_what_was_said(apps, schema_editor):
    phones = apps.get_model('planner', 'Phone').objects.filter(stopped_at__isnull=False)
    stopped = {bytes(phone.number_hash): phone.stopped_at for phone in phones}
    numbers = apps.get_model('planner', 'StoppedNumber').objects
    numbers.bulk_create(numbers.model(number_hash=key, stopped_at=at) for key, at in stopped.items())


class Migration(migrations.Migration):

    dependencies = [
        ('planner', '0027_mailbox_event'),
    ]

    operations = [
        migrations.CreateModel(
            name='StoppedNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number_hash', models.BinaryField(max_length=32)),
                ('stopped_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('number_hash',), name='a_number_is_stopped_once')],
            },
        ),
        migrations.RunPython(_keep_what_was_said, migrations.RunPython.noop),
    ]
