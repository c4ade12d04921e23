from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("planner", "0015_talks"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(fields=["person", "uid"], name="reminder_by_uid"),
        ),
    ]
