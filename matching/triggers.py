"""What the database itself refuses of exchanges: another person than the introduction's, and overlapping stays.

PostgreSQL excludes overlapping days by an index; SQLite, where one transaction writes at a time, asks in a trigger.
On SQLite a table that triggers of other tables name cannot be made anew: a later migration of `Exchange` or
`Introduction` puts `let_stays_overlap` before it and `keep_stays_apart` after it (`tests/taxonomy/test_triggers.py`
fails when a trigger is lost).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

Statements = Mapping[str, tuple[str, ...]]  # per kind of database

_BINDING = "('agreed', 'under_way', 'interrupted')"  # matching.choices.BINDING, as it is in these migrations
_PERSON = "SELECT profile_id FROM matching_introduction WHERE id = NEW.introduction_id"
_CARRY = "UPDATE matching_exchange SET profile_id = NEW.profile_id WHERE introduction_id = NEW.id;"
_ANOTHERS = f"""ON matching_exchange WHEN NEW.profile_id <> ({_PERSON})
    BEGIN SELECT RAISE(ABORT, 'exchange_keeps_its_person'); END"""
_OVERLAPPING = f"""ON matching_exchange WHEN NEW.state IN {_BINDING} AND EXISTS (
        SELECT 1 FROM matching_exchange AS other
        WHERE other.id <> NEW.id AND other.profile_id = NEW.profile_id AND other.state IN {_BINDING}
        AND other.starts_on <= NEW.ends_on AND other.ends_on >= NEW.starts_on
    ) BEGIN SELECT RAISE(ABORT, 'stays_do_not_overlap'); END"""

_KEEP: Statements = {
    "sqlite": (
        f"CREATE TRIGGER exchange_begins_with_its_person AFTER INSERT {_ANOTHERS}",
        f"CREATE TRIGGER exchange_keeps_its_person AFTER UPDATE OF profile_id, introduction_id {_ANOTHERS}",
        f"""CREATE TRIGGER exchange_follows_its_introduction AFTER UPDATE OF profile_id ON matching_introduction
            BEGIN {_CARRY} END""",
        f"CREATE TRIGGER stays_begin_apart AFTER INSERT {_OVERLAPPING}",
        f"CREATE TRIGGER stays_are_kept_apart AFTER UPDATE OF profile_id, state, starts_on, ends_on {_OVERLAPPING}",
    ),
    "postgresql": (
        "CREATE EXTENSION IF NOT EXISTS btree_gist",
        f"""ALTER TABLE matching_exchange ADD CONSTRAINT stays_do_not_overlap EXCLUDE USING gist
            (profile_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&) WHERE (state IN {_BINDING})""",
        f"""CREATE FUNCTION check_person_of_exchange() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF NEW.profile_id <> ({_PERSON}) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation',
            MESSAGE = 'exchange_keeps_its_person'; END IF; RETURN NULL; END $$""",
        """CREATE TRIGGER exchange_keeps_its_person AFTER INSERT OR UPDATE OF profile_id, introduction_id
            ON matching_exchange FOR EACH ROW EXECUTE FUNCTION check_person_of_exchange()""",
        f"""CREATE FUNCTION carry_person_to_exchange() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN {_CARRY} RETURN NULL; END $$""",
        """CREATE TRIGGER exchange_follows_its_introduction AFTER UPDATE OF profile_id ON matching_introduction
            FOR EACH ROW EXECUTE FUNCTION carry_person_to_exchange()""",
    ),
}
_LET: Statements = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS exchange_begins_with_its_person",
        "DROP TRIGGER IF EXISTS exchange_keeps_its_person",
        "DROP TRIGGER IF EXISTS exchange_follows_its_introduction",
        "DROP TRIGGER IF EXISTS stays_begin_apart",
        "DROP TRIGGER IF EXISTS stays_are_kept_apart",
    ),
    "postgresql": (
        "ALTER TABLE matching_exchange DROP CONSTRAINT IF EXISTS stays_do_not_overlap",
        "DROP TRIGGER IF EXISTS exchange_keeps_its_person ON matching_exchange",
        "DROP TRIGGER IF EXISTS exchange_follows_its_introduction ON matching_introduction",
        "DROP FUNCTION IF EXISTS check_person_of_exchange()",
        "DROP FUNCTION IF EXISTS carry_person_to_exchange()",
    ),
}


def keep_stays_apart() -> migrations.RunPython:
    return migrations.RunPython(_run(_LET, _KEEP), _run(_LET))


def let_stays_overlap() -> migrations.RunPython:
    """For the length of a migration."""
    return migrations.RunPython(_run(_LET), _run(_LET, _KEEP))


def _run(*several: Statements) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    def run(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for statements in several:
            for statement in statements[editor.connection.vendor]:
                editor.execute(statement)

    return run
