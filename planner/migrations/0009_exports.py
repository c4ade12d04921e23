import django.db.models.deletion
import planner.models.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planner', '0008_feed_choices'),
    ]

    operations = [
        migrations.CreateModel(
            name='Export',
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
                ('kind', models.CharField(choices=[('calendar', 'Calendar'), ('archive', 'Archive')], max_length=8)),
                ('with_subscriptions', models.BooleanField(default=False)),
                ('stage', models.CharField(choices=[('asked', 'Asked'), ('ready', 'Ready'), ('failed', 'Failed')], default='asked', max_length=6)),
                ('total_count', models.PositiveIntegerField(default=0)),
                ('done_count', models.PositiveIntegerField(default=0)),
                ('size_bytes', models.PositiveBigIntegerField(default=0)),
                ('others_digest', models.CharField(blank=True, default='', max_length=64)),
                ('expires_at', models.DateTimeField(null=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exports', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ExportPart',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('data', planner.models.fields.EncryptedBytesField()),
                ('export', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='planner.export')),
            ],
        ),
        migrations.AddIndex(
            model_name='export',
            index=models.Index(condition=models.Q(('state__in', ('pending', 'leased', 'sending'))), fields=['next_at', 'id'], name='export_due'),
        ),
        migrations.AddConstraint(
            model_name='export',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lease_token__isnull', False), ('state__in', ('leased', 'sending'))), models.Q(models.Q(('state__in', ('leased', 'sending')), _negated=True), ('lease_token__isnull', True)), _connector='OR'), name='export_is_leased_only_while_worked_on'),
        ),
        migrations.AddConstraint(
            model_name='export',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ('pending', 'leased', 'sending'))), models.Q(models.Q(('state__in', ('pending', 'leased', 'sending')), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='export_has_an_end_once_it_is_over'),
        ),
        migrations.AddConstraint(
            model_name='export',
            constraint=models.CheckConstraint(condition=models.Q(('done_count__lte', models.F('total_count'))), name='an_export_holds_no_more_than_there_is'),
        ),
        migrations.AddConstraint(
            model_name='export',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stage', 'ready'), _negated=True), ('expires_at__isnull', False), _connector='OR'), name='an_export_that_is_ready_comes_to_an_end'),
        ),
        migrations.AddConstraint(
            model_name='exportpart',
            constraint=models.UniqueConstraint(fields=('export', 'number'), name='an_exports_parts_are_in_order'),
        ),
    ]
