import datetime
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planner', '0011_subscription_problems'),
    ]

    operations = [
        migrations.CreateModel(
            name='LadderSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('work_party', 'Work Party'), ('family', 'Family'), ('friends', 'Friends'), ('celebration', 'Celebration'), ('travel', 'Travel'), ('medical', 'Medical'), ('us', 'Us'), ('other', 'Other'), ('all', 'all')], max_length=12)),
                ('wants_early', models.BooleanField(default=True)),
                ('wants_talk', models.BooleanField(default=True)),
                ('wants_talk_now', models.BooleanField(default=True)),
                ('wants_last_call', models.BooleanField(default=True)),
                ('wants_read_through', models.BooleanField(default=True)),
                ('wants_card', models.BooleanField(default=True)),
                ('wants_check_in', models.BooleanField(default=True)),
                ('wants_repair', models.BooleanField(default=True)),
                ('wants_news', models.BooleanField(default=True)),
                ('early_days', models.PositiveSmallIntegerField(default=14)),
                ('early_at', models.TimeField(default=datetime.time(18, 0))),
                ('talk_days', models.PositiveSmallIntegerField(default=7)),
                ('talk_at', models.TimeField(default=datetime.time(18, 0))),
                ('last_call_days', models.PositiveSmallIntegerField(default=3)),
                ('last_call_at', models.TimeField(default=datetime.time(18, 0))),
                ('read_through_days', models.PositiveSmallIntegerField(default=1)),
                ('read_through_at', models.TimeField(default=datetime.time(18, 0))),
                ('card_hours', models.PositiveSmallIntegerField(default=3)),
                ('check_in_at', models.TimeField(default=datetime.time(10, 0))),
                ('changed_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ladder_sets', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'kind'), name='a_person_has_one_ladder_for_a_kind_of_event'), models.CheckConstraint(condition=models.Q(('kind__in', ('work_party', 'family', 'friends', 'celebration', 'travel', 'medical', 'us', 'other', 'all'))), name='a_ladder_is_for_a_kind_of_event_or_all'), models.CheckConstraint(condition=models.Q(('early_days__range', (1, 28)), ('talk_days__range', (1, 28)), ('last_call_days__range', (1, 28))), name='invitations_come_one_to_28_days_before'), models.CheckConstraint(condition=models.Q(('read_through_days__range', (1, 7))), name='a_plan_is_read_one_to_7_days_before'), models.CheckConstraint(condition=models.Q(('card_hours__range', (1, 12))), name='a_card_comes_one_to_12_hours_before'), models.CheckConstraint(condition=models.Q(models.Q(('wants_early', False), ('wants_talk', False), ('early_days__gt', models.F('talk_days')), _connector='OR'), models.Q(('wants_talk', False), ('wants_last_call', False), ('talk_days__gt', models.F('last_call_days')), _connector='OR'), models.Q(('wants_early', False), ('wants_last_call', False), ('early_days__gt', models.F('last_call_days')), _connector='OR')), name='invitations_come_one_after_the_other')],
            },
        ),
    ]
