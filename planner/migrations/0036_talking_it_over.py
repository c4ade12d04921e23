import django.db.models.deletion
import planner.models.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("planner", "0035_messages_shared"),
    ]

    operations = [
        migrations.AddField(
            model_name='checkin',
            name='archived_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name='Repair',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('uid', models.TextField()),
                ('recurrence_id', models.CharField(blank=True, max_length=20)),
                ('spoken', models.PositiveSmallIntegerField(default=0)),
                ('began_at', models.DateTimeField(null=True)),
                ('paused_at', models.DateTimeField(null=True)),
                ('couple', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='repairs', to='planner.couple')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('couple', 'uid', 'recurrence_id'), name='an_occurrence_is_talked_over_in_one_place'), models.CheckConstraint(condition=models.Q(('began_at__isnull', True), ('paused_at__isnull', True), _connector='OR'), name='what_is_paused_is_not_going_on'), models.CheckConstraint(condition=models.Q(('spoken__lt', 6)), name='the_last_part_is_written_not_said_aloud')],
            },
        ),
        migrations.CreateModel(
            name='RepairLine',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('uid', models.TextField()),
                ('recurrence_id', models.CharField(blank=True, max_length=20)),
                ('part', models.CharField(choices=[('felt', 'felt'), ('my_side', 'my_side'), ('said_back', 'said_back'), ('touched', 'touched'), ('my_part', 'my_part'), ('next_time', 'next_time')], max_length=10)),
                ('text', planner.models.fields.EncryptedTextField(default='')),
                ('done_at', models.DateTimeField(null=True)),
                ('shared_at', models.DateTimeField(null=True)),
                ('archived_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='repair_lines', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('archived_at__isnull', True)), fields=('owner', 'uid', 'recurrence_id', 'part'), name='a_person_has_one_line_in_a_part_of_the_talk'), models.CheckConstraint(condition=models.Q(('part__in', ['felt', 'my_side', 'said_back', 'touched', 'my_part', 'next_time'])), name='a_line_belongs_to_a_part_of_the_talk'), models.CheckConstraint(condition=models.Q(('shared_at__isnull', True), ('done_at__isnull', False), _connector='OR'), name='a_line_is_shared_once_it_is_done')],
            },
        ),
    ]
