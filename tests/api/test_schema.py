"""The schema says everything there is, and the page of it works under the policy."""

from io import StringIO
from pathlib import Path

import yaml
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse


def schema():
    out = StringIO()
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=out)
    return yaml.safe_load(out.getvalue())


def test_the_schema_is_valid_and_has_no_gaps():
    paths = schema()["paths"]

    assert {path.split("/")[3] for path in paths} == {
        *("events", "occurrences", "flags", "matters", "plans", "reminders", "feeds", "imports"),
        *(
            "slots",
            "layers",
            "birthdays",
            "undo",
            "subscriptions",
            "ladders",
            "talks",
            "lessons",
            "time-to-go",
            "check-ins",
            "devices",
            "me",
            "standing",
            "helps",
            "person-notes",
            "own-lines",
            "repairs",
            "archive",
            "webhooks",
            *("calendars", "couple", "digest", "exports", "invitations", "phone", "tokens"),
        ),
    }
    assert all(operation["operationId"] for methods in paths.values() for operation in methods.values())


def test_the_schema_is_served_to_anybody(client, db):
    answer = client.get("/api/schema/", headers={"Accept": "application/json"})

    assert answer.json()["info"]["title"] == "Alongside"
    assert answer.json()["paths"].keys() == schema()["paths"].keys()


def test_the_page_of_it_has_no_inline_script(client, db):
    answer = client.get(reverse("api:docs"))

    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    scripts = answer.content.decode().split("<script")[1:]
    assert answer.status_code == 200
    assert policy["default-src"] == "'self'"
    assert policy["style-src"] == "'self' 'unsafe-inline'"
    assert "script-src" not in policy
    assert len(scripts) == 3
    assert all(one.startswith(' src="/') and one.split(">", 1)[1].startswith("</script>") for one in scripts)


def test_other_answers_keep_the_strict_policy(client, db):
    assert "unsafe" not in client.get("/api/v1/events/")["Content-Security-Policy"]


def test_the_committed_schema_is_that_of_the_code():
    committed = yaml.safe_load((Path(settings.BASE_DIR) / "docs" / "openapi.yaml").read_text())

    # When this differs, `make schema` writes it anew.
    assert committed == schema()
