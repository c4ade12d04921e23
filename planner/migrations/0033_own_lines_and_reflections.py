import django.db.models.deletion
import planner.models.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("planner", "0032_spares_of_a_draft"),
    ]

    operations = [
        migrations.CreateModel(
            name='Reflection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sequence', models.PositiveIntegerField()),
                ('text', planner.models.fields.EncryptedTextField()),
                ('at', models.DateTimeField()),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reflections', to='planner.planversion')),
                ('writer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='OwnLines',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('uid', models.TextField()),
                ('recurrence_id', models.CharField(blank=True, max_length=20)),
                ('coping', planner.models.fields.EncryptedTextField(default='')),
                ('quiet_helps', planner.models.fields.EncryptedTextField(default='')),
                ('changed_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='own_lines', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'own lines',
                'constraints': [models.UniqueConstraint(fields=('person', 'uid', 'recurrence_id'), name='a_person_keeps_own_lines_once_for_an_occurrence')],
            },
        ),
        migrations.CreateModel(
            name='ReflectionAnswer',
            fields=[
                ('reflection', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='answer', serialize=False, to='planner.reflection')),
                ('is_it', models.BooleanField()),
                ('text', planner.models.fields.EncryptedTextField(default='')),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddConstraint(
            model_name='reflection',
            constraint=models.UniqueConstraint(fields=('version', 'writer', 'sequence'), name='what_a_partner_heard_is_in_order'),
        ),
        migrations.AddConstraint(
            model_name='reflection',
            constraint=models.CheckConstraint(condition=models.Q(('sequence__gte', 1)), name='what_was_heard_counts_from_one'),
        ),
    ]
