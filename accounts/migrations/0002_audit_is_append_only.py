"""Audit events are never changed, whoever asks the database."""

from django.db import migrations

CREATE = {
    "sqlite": """
        CREATE TRIGGER audit_event_is_append_only BEFORE UPDATE ON accounts_auditevent
        BEGIN SELECT RAISE(ABORT, 'audit events cannot be changed'); END;
    """,
    "postgresql": """
        CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'audit events cannot be changed'; END $$;
        CREATE TRIGGER audit_event_is_append_only BEFORE UPDATE ON accounts_auditevent
        FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
    """,
}
DROP = {
    "sqlite": "DROP TRIGGER audit_event_is_append_only;",
    "postgresql": """
        DROP TRIGGER audit_event_is_append_only ON accounts_auditevent;
        DROP FUNCTION refuse_audit_change();
    """,
}


def create(apps, editor):
    editor.execute(CREATE[editor.connection.vendor])


def drop(apps, editor):
    editor.execute(DROP[editor.connection.vendor])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
