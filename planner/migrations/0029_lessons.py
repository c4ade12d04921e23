import django.db.models.deletion
import planner.models.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planner', '0028_stopped_numbers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('uid', models.TextField()),
                ('recurrence_id', models.CharField(blank=True, max_length=20)),
                ('kind', models.CharField(choices=[('work_party', 'Work Party'), ('family', 'Family'), ('friends', 'Friends'), ('celebration', 'Celebration'), ('travel', 'Travel'), ('medical', 'Medical'), ('us', 'Us'), ('other', 'Other')], max_length=12)),
                ('happened_at', models.DateTimeField()),
                ('text', planner.models.fields.EncryptedTextField()),
                ('shared_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lessons', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('owner', 'uid', 'recurrence_id'), name='a_person_keeps_one_lesson_of_an_occurrence'), models.CheckConstraint(condition=models.Q(('kind__in', ['work_party', 'family', 'friends', 'celebration', 'travel', 'medical', 'us', 'other'])), name='a_lesson_is_of_a_kind_of_event'), models.CheckConstraint(condition=models.Q(('shared_at__isnull', True), ('shared_at__gte', models.F('created_at')), _connector='OR'), name='a_lesson_is_shared_after_it_was_kept')],
            },
        ),
    ]
