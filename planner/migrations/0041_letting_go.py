
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ("planner", "0040_tokens_with_scopes_and_kept_answers"),
    ]

    operations = [
        migrations.CreateModel(
            name='LetGo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='person',
            name='gone_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('gone_at__isnull', True), models.Q(('is_active', False), ('name', '')), _connector='OR'), name='whoever_is_gone_has_no_name_and_does_not_sign_in'),
        ),
        migrations.AddField(
            model_name='letgo',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='letgo',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='let_go', to='planner.plan'),
        ),
        migrations.AddConstraint(
            model_name='letgo',
            constraint=models.UniqueConstraint(fields=('plan', 'person'), name='a_plan_is_let_go_once'),
        ),
    ]
