import planner.models.fields
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("planner", "0037_archived_one_by_one"),
    ]

    operations = [
        migrations.AddField(
            model_name='stoppednumber',
            name='number',
            field=planner.models.fields.EncryptedTextField(default=''),
        ),
    ]
