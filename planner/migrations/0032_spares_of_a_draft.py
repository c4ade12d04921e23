import planner.models.fields
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("planner", "0031_times_to_go"),
    ]

    operations = [
        migrations.AddField(
            model_name='plandraft',
            name='spares',
            field=planner.models.fields.EncryptedTextField(default=''),
        ),
    ]
