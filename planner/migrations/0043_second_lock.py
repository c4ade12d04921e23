"""PostgreSQL itself refuses what would link two couples, or two people's own things. See docs/decisions.

An owner never changes, so a composite foreign key says that what lies in a calendar is its owner's. A place in a
couple does change, and what was agreed outlives it: a trigger asks only when a link is made or moved.

B608: all names that are put into SQL stand in this file.
"""

from dataclasses import dataclass

from django.db import migrations

PLAN = "planner_plan above WHERE above.id = NEW.plan_id"
VERSION = (
    "planner_planversion below JOIN planner_plan above ON above.id = below.plan_id WHERE below.id = NEW.version_id"
)
HEARD = (
    "planner_reflection heard JOIN planner_planversion below ON below.id = heard.version_id"
    " JOIN planner_plan above ON above.id = below.plan_id WHERE heard.id = NEW.reflection_id"
)
STANDING = "planner_standingagreement above WHERE above.id = NEW.standing_id"
STANDING_VERSION = (
    "planner_standingversion below JOIN planner_standingagreement above ON above.id = below.standing_id"
    " WHERE below.id = NEW.version_id"
)
TALK_OWNER = "(SELECT owner_id FROM planner_event WHERE id = NEW.event_id)"


@dataclass(frozen=True)
class Link:
    """In a row of `table`, `person` has a place in the couple that `couple` reads, or is null."""

    name: str
    table: str
    columns: tuple[str, ...]
    person: str
    couple: str

    def forwards(self):
        moved = " OR ".join(f"OLD.{one} IS DISTINCT FROM NEW.{one}" for one in self.columns)
        return (
            f"""
            CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE linked uuid := {self.person};
            BEGIN
              IF linked IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM planner_membership WHERE person_id = linked AND couple_id = ({self.couple})
              ) THEN
                RAISE EXCEPTION 'violates "{self.name}"'
                  USING ERRCODE = 'check_violation', CONSTRAINT = '{self.name}', TABLE = '{self.table}';
              END IF;
              RETURN NULL;
            END $$""",  # nosec B608
            f"""
            CREATE TRIGGER {self.name}_new AFTER INSERT ON {self.table}
            FOR EACH ROW EXECUTE FUNCTION {self.name}()""",
            f"""
            CREATE TRIGGER {self.name}_moved AFTER UPDATE OF {", ".join(self.columns)} ON {self.table}
            FOR EACH ROW WHEN ({moved}) EXECUTE FUNCTION {self.name}()""",
        )

    def backwards(self):
        return (f"DROP FUNCTION {self.name}() CASCADE",)


@dataclass(frozen=True)
class Owned:
    """What lies in a calendar is its owner's."""

    name: str
    table: str

    def forwards(self):
        return (
            f"""
            ALTER TABLE {self.table} ADD CONSTRAINT {self.name} FOREIGN KEY (calendar_id, owner_id)
            REFERENCES planner_calendar (id, owner_id) DEFERRABLE INITIALLY DEFERRED""",
        )

    def backwards(self):
        return (f"ALTER TABLE {self.table} DROP CONSTRAINT {self.name}",)


def _under(above):
    return f"SELECT above.couple_id FROM {above}"  # nosec B608


OWNED = (
    Owned("an_event_lies_in_its_owners_calendar", "planner_event"),
    Owned("an_import_fills_its_owners_calendar", "planner_import"),
    Owned("a_subscription_fills_its_owners_calendar", "planner_subscription"),
)

LINKS = (
    Link("only_partners_draft", "planner_plandraft", ("writer_id", "plan_id"), "NEW.writer_id", _under(PLAN)),
    Link("only_partners_propose", "planner_planversion", ("author_id", "plan_id"), "NEW.author_id", _under(PLAN)),
    Link("only_partners_agree", "planner_agreement", ("person_id", "version_id"), "NEW.person_id", _under(VERSION)),
    Link("only_partners_reflect", "planner_reflection", ("writer_id", "version_id"), "NEW.writer_id", _under(VERSION)),
    Link(
        "only_partners_answer_what_was_heard",
        "planner_reflectionanswer",
        ("person_id", "reflection_id"),
        "NEW.person_id",
        _under(HEARD),
    ),
    Link(
        "only_partners_propose_what_they_hold_to",
        "planner_standingversion",
        ("author_id", "standing_id"),
        "NEW.author_id",
        _under(STANDING),
    ),
    Link(
        "only_partners_hold_to_it",
        "planner_standingyes",
        ("person_id", "version_id"),
        "NEW.person_id",
        _under(STANDING_VERSION),
    ),
    Link(
        "only_partners_suggest_a_talk",
        "planner_talk",
        ("suggested_by_id", "couple_id"),
        "NEW.suggested_by_id",
        "NEW.couple_id",
    ),
    Link(
        "a_talk_stands_in_a_partners_calendar",
        "planner_talk",
        ("event_id", "couple_id"),
        TALK_OWNER,
        "NEW.couple_id",
    ),
    Link("only_partners_choose_the_phrase", "planner_phrase", ("chosen_by_id",), "NEW.chosen_by_id", "NEW.couple_id"),
    Link("only_partners_call", "planner_timetogo", ("sender_id", "plan_id"), "NEW.sender_id", _under(PLAN)),
    Link("only_partners_are_called", "planner_timetogo", ("recipient_id", "plan_id"), "NEW.recipient_id", _under(PLAN)),
    Link("only_partners_invite", "planner_invitation", ("inviter_id", "couple_id"), "NEW.inviter_id", "NEW.couple_id"),
)

KEY = "ALTER TABLE planner_calendar ADD CONSTRAINT a_calendar_has_one_owner UNIQUE (id, owner_id)"
STAYS = "what_a_couple_has_stays_theirs"
"""A plan or a standing agreement never goes to another couple: what hangs from it would go along unasked."""


def lock(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(KEY)
    for one in (*OWNED, *LINKS):
        for statement in one.forwards():
            schema_editor.execute(statement)
    schema_editor.execute(
        f"""
        CREATE FUNCTION {STAYS}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'violates "{STAYS}"' USING ERRCODE = 'check_violation', CONSTRAINT = '{STAYS}';
        END $$"""
    )
    for table in ("planner_plan", "planner_standingagreement"):
        schema_editor.execute(
            f"CREATE TRIGGER {STAYS} BEFORE UPDATE OF couple_id ON {table} FOR EACH ROW"
            f" WHEN (OLD.couple_id IS DISTINCT FROM NEW.couple_id) EXECUTE FUNCTION {STAYS}()"
        )


def unlock(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(f"DROP FUNCTION {STAYS}() CASCADE")
    for one in (*LINKS, *OWNED):
        for statement in one.backwards():
            schema_editor.execute(statement)
    schema_editor.execute("ALTER TABLE planner_calendar DROP CONSTRAINT a_calendar_has_one_owner")


class Migration(migrations.Migration):

    breaks_older_code = "on PostgreSQL, who accepts an invitation while drafting is refused until processes are new"
    holds = "on PostgreSQL, calendars, events, imports and subscriptions, while the new keys are checked"

    dependencies = [
        ("planner", "0042_security_log"),
    ]

    operations = [migrations.RunPython(lock, unlock)]
