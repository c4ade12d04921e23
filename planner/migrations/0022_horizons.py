import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("planner", "0021_push_tests"),
    ]

    operations = [
        migrations.CreateModel(
            name="Horizon",
            fields=[
                (
                    "couple",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="horizon",
                        serialize=False,
                        to="planner.couple",
                    ),
                ),
                ("planned_until", models.DateTimeField(db_index=True)),
                ("zone_rules", models.CharField(max_length=64)),
            ],
        ),
    ]
