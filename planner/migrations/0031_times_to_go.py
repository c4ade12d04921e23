import django.db.models.deletion
import planner.models.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("planner", "0030_visits_and_first_steps"),
    ]

    operations = [
        migrations.CreateModel(
            name='Phrase',
            fields=[
                ('couple', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='phrase', serialize=False, to='planner.couple')),
                ('words', planner.models.fields.EncryptedTextField()),
                ('chosen_at', models.DateTimeField()),
                ('chosen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='TimeToGo',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('pending', 'Pending'), ('leased', 'Leased'), ('sending', 'Sending'), ('sent', 'Sent'), ('cancelled', 'Cancelled'), ('missed', 'Missed'), ('dead', 'Dead'), ('unknown', 'Unknown')], default='pending', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=40)),
                ('next_at', models.DateTimeField()),
                ('lease_token', models.UUIDField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('is_uncertain', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('key', models.UUIDField()),
                ('channel', models.CharField(choices=[('email', 'Email'), ('sms', 'Sms'), ('push', 'Push')], max_length=5)),
                ('failed_by', models.CharField(blank=True, max_length=20)),
                ('coming_at', models.DateTimeField(null=True)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='times_to_go', to='planner.plan')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ('pending', 'leased', 'sending'))), fields=['next_at', 'id'], name='timetogo_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lease_token__isnull', False), ('state__in', ('leased', 'sending'))), models.Q(models.Q(('state__in', ('leased', 'sending')), _negated=True), ('lease_token__isnull', True)), _connector='OR'), name='timetogo_is_leased_only_while_worked_on'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ('pending', 'leased', 'sending'))), models.Q(models.Q(('state__in', ('pending', 'leased', 'sending')), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='timetogo_has_an_end_once_it_is_over'), models.UniqueConstraint(fields=('sender', 'key'), name='a_tap_is_one_call'), models.UniqueConstraint(condition=models.Q(('state__in', ('pending', 'leased', 'sending'))), fields=('plan', 'sender'), name='one_call_is_on_its_way_at_a_time'), models.CheckConstraint(condition=models.Q(('sender', models.F('recipient')), _negated=True), name='a_call_is_to_the_other'), models.CheckConstraint(condition=models.Q(('coming_at__isnull', True), ('coming_at__gte', models.F('created_at')), _connector='OR'), name='nobody_comes_before_they_are_called')],
            },
        ),
    ]
