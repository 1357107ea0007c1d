"""The test database on PostgreSQL: a template in the server, migrated once, copied for each worker."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from psycopg import sql

from tests.support.database import digest
from tests.support.migrating import migrate_all


@contextmanager
def postgres_database() -> Iterator[None]:
    """A database of this run and worker, migrated, for as long as the block lasts; restored after commits."""
    name = connection.settings_dict["NAME"]
    with _server() as server:
        template = _template(server)
        _copy(server, template, to=name)

        def restore(_: object) -> None:
            """Stands in for Django's flush, which would also empty the tables that migrations fill."""
            connection.close()
            _copy(server, template, to=name)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(TransactionTestCase, "_fixture_teardown", restore)
            yield
        connection.close()
        _drop(server, name)


def _server() -> psycopg.Connection:
    """To the database of the settings, which itself is left alone."""
    known = settings.DATABASES["default"]
    return psycopg.connect(
        host=known["HOST"], port=known["PORT"] or 5432, user=known["USER"], password=known["PASSWORD"],
        dbname="postgres", autocommit=True,
    )  # fmt: skip


def _template(server: psycopg.Connection) -> str:
    name = f"template_{digest()}"
    server.execute("SELECT pg_advisory_lock(hashtext('talentbridge test template'))")
    try:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            _build(server, name)
    finally:
        server.execute("SELECT pg_advisory_unlock(hashtext('talentbridge test template'))")
    return name


def _build(server: psycopg.Connection, name: str) -> None:
    """Migrate a new database beside it and give that its name, whole."""
    fresh = f"{name}_{os.getpid()}"
    _drop(server, fresh)
    server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(fresh)))
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = fresh
    try:
        migrate_all()
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
    server.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(fresh), sql.Identifier(name))
    )


def _copy(server: psycopg.Connection, template: str, *, to: str) -> None:
    _drop(server, to)
    server.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(to), sql.Identifier(template))
    )


def _drop(server: psycopg.Connection, name: str) -> None:
    """Connections that a thread of a test forgot must not keep it."""
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
