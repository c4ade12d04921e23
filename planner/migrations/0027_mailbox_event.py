import planner.models.fields
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('planner', '0026_digests'),
    ]

    operations = [
        migrations.AddField(
            model_name='mailboxmessage',
            name='event',
            field=planner.models.fields.EncryptedTextField(default=''),
        ),
    ]
