import planner.models.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planner', '0004_held_back'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='is_plain',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='event',
            name='other_text',
            field=planner.models.fields.EncryptedBytesField(default=b''),
        ),
        migrations.AddField(
            model_name='event',
            name='own_text',
            field=planner.models.fields.EncryptedBytesField(default=b''),
        ),
    ]
