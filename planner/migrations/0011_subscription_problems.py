import planner.models.fields
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('planner', '0010_layers'),
    ]

    operations = [
        migrations.AddField(
            model_name='subscription',
            name='problems',
            field=planner.models.fields.EncryptedTextField(default=''),
        ),
    ]
