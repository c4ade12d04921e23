import django.db.models.deletion
import planner.models.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("planner", "0033_own_lines_and_reflections"),
    ]

    operations = [
        migrations.CreateModel(
            name='StandingDraft',
            fields=[
                ('writer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, serialize=False, to=settings.AUTH_USER_MODEL)),
                ('base_number', models.PositiveIntegerField(default=0)),
                ('content', planner.models.fields.EncryptedTextField()),
            ],
        ),
        migrations.CreateModel(
            name='PersonNote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', planner.models.fields.EncryptedTextField()),
                ('note', planner.models.fields.EncryptedTextField(default='')),
                ('created_at', models.DateTimeField()),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='person_notes', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='StandingAgreement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('agreed_number', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('couple', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='standing_agreements', to='planner.couple')),
            ],
        ),
        migrations.CreateModel(
            name='StandingVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('content', planner.models.fields.EncryptedTextField()),
                ('created_at', models.DateTimeField()),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('standing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='planner.standingagreement')),
            ],
        ),
        migrations.CreateModel(
            name='StandingYes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveIntegerField()),
                ('is_yes', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='planner.standingversion')),
            ],
        ),
        migrations.CreateModel(
            name='Help',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('is_quiet', models.BooleanField(default=False)),
                ('position', models.PositiveIntegerField()),
                ('text', planner.models.fields.EncryptedTextField()),
                ('shared_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='helps', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('owner', 'is_quiet', 'position'), name='what_helps_a_partner_is_in_order'), models.CheckConstraint(condition=models.Q(('is_quiet', False), ('shared_at__isnull', True), _connector='OR'), name='quiet_helps_are_never_shared')],
            },
        ),
        migrations.AddConstraint(
            model_name='standingagreement',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('couple',), name='a_couple_has_one_standing_agreement'),
        ),
        migrations.AddConstraint(
            model_name='standingagreement',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('agreed_number__gte', 1), _connector='OR'), name='only_what_both_held_to_outlives_the_couple'),
        ),
        migrations.AddConstraint(
            model_name='standingversion',
            constraint=models.UniqueConstraint(fields=('standing', 'number'), name='standing_versions_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='standingversion',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='standing_versions_count_from_one'),
        ),
        migrations.AddConstraint(
            model_name='standingyes',
            constraint=models.UniqueConstraint(fields=('version', 'person', 'sequence'), name='standing_yeses_are_in_order'),
        ),
        migrations.AddConstraint(
            model_name='standingyes',
            constraint=models.CheckConstraint(condition=models.Q(('is_yes', True), ('sequence__gte', 2), _connector='OR'), name='a_standing_yes_comes_before_its_taking_back'),
        ),
    ]
