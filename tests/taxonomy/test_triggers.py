"""Triggers stand in the database for every table with states: on SQLite, altering a table would lose them silently."""

import pytest
from django.apps import apps
from django.db import connection

pytestmark = pytest.mark.django_db


def triggers() -> set[str]:
    statement = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return {name for (name,) in cursor.fetchall()}


def test_every_table_with_states_has_its_trigger() -> None:
    tables = {
        model._meta.db_table
        for model in apps.get_models()
        if {"state", "came_from"} <= {field.name for field in model._meta.fields}
    }
    assert len(tables) >= 7
    assert {f"{table}_remembers_its_state" for table in tables} <= triggers()


def test_audit_has_its_trigger() -> None:
    assert "audit_event_is_append_only" in triggers()


def test_stays_are_kept_apart() -> None:
    names = {"exchange_keeps_its_person", "exchange_follows_its_introduction"}
    if connection.vendor == "sqlite":
        names |= {"exchange_begins_with_its_person", "stays_begin_apart", "stays_are_kept_apart"}
    assert names <= triggers()
