from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planner', '0018_lanes'),
    ]

    operations = [
        migrations.CreateModel(
            name='MailEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.BinaryField(max_length=32)),
                ('heard_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='suspension',
            name='lifted_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name='suspension',
            constraint=models.CheckConstraint(condition=models.Q(('lifted_at__isnull', True), ('lifted_at__gte', models.F('since')), _connector='OR'), name='a_channel_is_lifted_after_it_was_suspended'),
        ),
        migrations.AddConstraint(
            model_name='mailevent',
            constraint=models.UniqueConstraint(fields=('digest',), name='a_bounce_is_heard_once'),
        ),
    ]
