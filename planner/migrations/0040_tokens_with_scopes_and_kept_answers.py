

import django.db.models.deletion
import planner.models.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("planner", "0039_webhooks"),
    ]

    operations = [
        migrations.CreateModel(
            name='KeptAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key_hash', models.BinaryField(max_length=32)),
                ('asked', planner.models.fields.EncryptedBytesField()),
                ('lease', models.UUIDField()),
                ('lease_until', models.DateTimeField()),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('said', planner.models.fields.EncryptedTextField(default='')),
                ('expires_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='apitoken',
            name='expires_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='apitoken',
            name='scopes',
            field=models.CharField(db_default='read write', max_length=120),
        ),
        migrations.AddConstraint(
            model_name='apitoken',
            constraint=models.CheckConstraint(condition=models.Q(('scopes', ''), _negated=True), name='a_token_is_good_for_something'),
        ),
        migrations.AddConstraint(
            model_name='apitoken',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__isnull', True), ('expires_at__gt', models.F('created_at')), _connector='OR'), name='a_token_expires_after_it_was_made'),
        ),
        migrations.AddField(
            model_name='keptanswer',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='keptanswer',
            index=models.Index(fields=['expires_at'], name='kept_answer_by_end'),
        ),
        migrations.AddConstraint(
            model_name='keptanswer',
            constraint=models.UniqueConstraint(fields=('person', 'key_hash'), name='a_person_uses_an_idempotency_key_once'),
        ),
    ]
