"""Triggers for what a check constraint cannot see: the row as it was before.

Altering a table on SQLite makes it anew, without its triggers: a later migration of such a model repeats the operation
(`tests/taxonomy/test_triggers.py` fails when one is missing).
"""

from __future__ import annotations

from collections.abc import Callable

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_CREATE = {
    "sqlite": """
        CREATE TRIGGER {table}_remembers_its_state BEFORE UPDATE OF state ON {table}
        WHEN NEW.state <> OLD.state AND NEW.came_from <> OLD.state
        BEGIN SELECT RAISE(ABORT, '{table}: came_from must be the state before'); END;
    """,
    "postgresql": """
        CREATE OR REPLACE FUNCTION refuse_forgotten_state() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = TG_TABLE_NAME || ': came_from must be the state before'; END $$;
        CREATE TRIGGER {table}_remembers_its_state BEFORE UPDATE OF state ON {table} FOR EACH ROW
        WHEN (NEW.state <> OLD.state AND NEW.came_from <> OLD.state) EXECUTE FUNCTION refuse_forgotten_state();
    """,
}
_DROP = {
    "sqlite": "DROP TRIGGER IF EXISTS {table}_remembers_its_state;",
    "postgresql": "DROP TRIGGER IF EXISTS {table}_remembers_its_state ON {table};",
}


def remember_states(*tables: str) -> migrations.RunPython:
    """Refuse an UPDATE of `state` that does not write the state before into `came_from`.

    Together with the check of `taxonomy.transitions.transition_is_legal` no UPDATE at all can take an illegal step.
    """
    return migrations.RunPython(_each(tables, _DROP, _CREATE), _each(tables, _DROP))


def _each(
    tables: tuple[str, ...], *statements: dict[str, str]
) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    def run(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            for statement in statements:
                editor.execute(statement[editor.connection.vendor].format(table=table))

    return run
