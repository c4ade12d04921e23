"""Events that joining made private are told from those that their owners keep private."""

from django.db import migrations
from django.db.models import Max


def remember(apps, schema_editor):
    """Of what was there before, nobody knows: all of it goes on being offered, as it was until now."""
    Event, Membership = apps.get_model("planner", "Event"), apps.get_model("planner", "Membership")
    for place in Membership.objects.all():
        couple = Membership.objects.filter(couple_id=place.couple_id)
        if couple.count() == 2:
            joined_at = couple.aggregate(at=Max("joined_at"))["at"]
            mine = Event.objects.filter(owner_id=place.person_id, visibility="private", created_at__lt=joined_at)
            mine.update(visibility_before="shared")


class Migration(migrations.Migration):
    dependencies = [("planner", "0003_imports_and_held_back")]

    operations = [migrations.RunPython(remember, migrations.RunPython.noop)]
