import django.db.models.deletion
import planner.models.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planner', '0022_horizons'),
    ]

    operations = [
        migrations.CreateModel(
            name='CheckIn',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('uid', models.TextField()),
                ('recurrence_id', models.CharField(blank=True, max_length=20)),
                ('felt', models.PositiveSmallIntegerField()),
                ('helped', models.PositiveSmallIntegerField(null=True)),
                ('line', planner.models.fields.EncryptedTextField(default='')),
                ('reveal', models.CharField(choices=[('together', 'Together'), ('now', 'Now'), ('never', 'Never')], max_length=8)),
                ('wants_to_talk_at', models.DateTimeField(null=True)),
                ('talked_over_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='check_ins', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('owner', 'uid', 'recurrence_id'), name='a_person_says_once_how_it_was'), models.CheckConstraint(condition=models.Q(('felt__in', (1, 2, 3))), name='it_was_good_mixed_or_hard'), models.CheckConstraint(condition=models.Q(('helped__isnull', True), ('helped__in', (1, 2, 3)), _connector='OR'), name='a_plan_helped_a_little_or_not'), models.CheckConstraint(condition=models.Q(('reveal__in', ('together', 'now', 'never'))), name='an_answer_is_shown_together_now_or_never'), models.CheckConstraint(condition=models.Q(models.Q(('reveal', 'never'), _negated=True), models.Q(('talked_over_at__isnull', True), ('wants_to_talk_at__isnull', True)), _connector='OR'), name='what_is_kept_to_oneself_is_not_talked_over'), models.CheckConstraint(condition=models.Q(('talked_over_at__isnull', True), ('wants_to_talk_at__isnull', False), _connector='OR'), name='only_what_they_wanted_to_talk_over_is_talked_over')],
            },
        ),
    ]
