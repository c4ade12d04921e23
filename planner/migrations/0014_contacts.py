import django.db.models.deletion
import planner.models.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planner', '0013_replies'),
    ]

    operations = [
        migrations.CreateModel(
            name='Phone',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='phone', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('number', planner.models.fields.EncryptedTextField()),
                ('number_hash', models.BinaryField(db_index=True, max_length=32)),
                ('code_hash', models.BinaryField(max_length=32, null=True)),
                ('code_expires_at', models.DateTimeField(null=True)),
                ('code_tries', models.PositiveSmallIntegerField(default=0)),
                ('verified_at', models.DateTimeField(null=True)),
                ('stopped_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('code_expires_at__isnull', True), ('code_hash__isnull', True)), models.Q(('code_expires_at__isnull', False), ('code_hash__isnull', False)), _connector='OR'), name='a_code_has_an_end'), models.CheckConstraint(condition=models.Q(('code_tries__lte', 5)), name='a_code_is_tried_so_often_and_no_more')],
            },
        ),
        migrations.CreateModel(
            name='PushDevice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('endpoint', planner.models.fields.EncryptedTextField()),
                ('endpoint_hash', models.BinaryField(max_length=32, unique=True)),
                ('p256dh', planner.models.fields.EncryptedTextField()),
                ('auth', planner.models.fields.EncryptedTextField()),
                ('label', models.CharField(blank=True, max_length=80)),
                ('created_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='push_devices', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Suspension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('email', 'Email'), ('sms', 'Sms'), ('push', 'Push')], max_length=5)),
                ('reason', models.CharField(choices=[('bounced', 'Bounced'), ('complained', 'Complained'), ('refused', 'Refused')], max_length=10)),
                ('since', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suspensions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'channel'), name='a_channel_is_suspended_once')],
            },
        ),
    ]
