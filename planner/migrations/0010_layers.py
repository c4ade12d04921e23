import django.db.models.deletion
import planner.models.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planner', '0009_exports'),
    ]

    operations = [
        migrations.CreateModel(
            name='LayerChoice',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, serialize=False, to=settings.AUTH_USER_MODEL)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('subdivision', models.CharField(blank=True, max_length=20)),
                ('shows_birthdays', models.BooleanField(default=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('country', ''), _negated=True), ('subdivision', ''), _connector='OR'), name='a_part_of_a_country_needs_the_country')],
            },
        ),
        migrations.CreateModel(
            name='Birthday',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', planner.models.fields.EncryptedTextField()),
                ('month', models.PositiveSmallIntegerField()),
                ('day', models.PositiveSmallIntegerField()),
                ('year', models.PositiveSmallIntegerField(null=True)),
                ('is_shared', models.BooleanField()),
                ('created_at', models.DateTimeField()),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='birthdays', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('month__range', (1, 12)), ('day__range', (1, 31)), models.Q(('day', 31), ('month__in', (4, 6, 9, 11)), _negated=True), models.Q(('day__gt', 29), ('month', 2), _negated=True)), name='a_birthday_is_on_a_day_of_the_year')],
            },
        ),
    ]
