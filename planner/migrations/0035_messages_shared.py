from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("planner", "0034_standing_and_helps"),
    ]

    operations = [
        migrations.AddField(
            model_name='reminder',
            name='message_key',
            field=models.UUIDField(null=True),
        ),
        migrations.AddIndex(
            model_name='reminder',
            index=models.Index(condition=models.Q(('message_key__isnull', False)), fields=['message_key'], name='reminder_by_message'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.CheckConstraint(condition=models.Q(('message_key__isnull', True), ('attempts__gt', 0), _connector='OR'), name='only_what_has_begun_shares_a_message'),
        ),
    ]
