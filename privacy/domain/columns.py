"""Columns of text, as the database lists them and not as models know them, so that nothing escapes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models

TEXTS = ("char", "text", "json")  # of types of columns
# What cannot be changed, what belongs to the database itself, and what follows from other tables.
TABLES_LEFT_OUT = re.compile(
    r"django_migrations|sqlite_.*|pg_.*|accounts_auditevent|.*_fts(_.*)?|.*ftsindexentry.*"
)
# Who other people are is nobody's to rewrite.
OF_OTHERS = {
    ("accounts_user", "email"),
    ("accounts_user", "name"),
    ("account_emailaddress", "email"),
    ("experts_profile", "name"),
    ("experts_profile", "native_name"),
    ("experts_profile", "orcid"),
}
TECHNICAL = re.compile(r"django_.*|auth_.*|wagtailsearch_.*|search_.*|socialaccount_.*")


@dataclass(frozen=True, slots=True)
class Column:
    """`limit`: characters that it holds; None: any number."""

    table: str
    key: str
    name: str
    kind: str
    limit: int | None

    @property
    def place(self) -> str:
        return f"{self.table}.{self.name}"


def text_columns() -> Iterator[Column]:
    with connection.cursor() as cursor:
        tables = [
            table.name for table in connection.introspection.get_table_list(cursor) if table.type == "t"
        ]
        for table in sorted(tables):
            if TABLES_LEFT_OUT.fullmatch(table):
                continue
            key = connection.introspection.get_primary_key_column(cursor, table)
            if key is None:
                continue
            for name, kind, limit in _columns(cursor, table):
                if name != key and (table, name) not in OF_OTHERS:
                    yield Column(table, key, name, kind, limit)


def prose_columns() -> Iterator[Column]:
    """Those in which people write sentences: no choice, slug, address or file, and nothing technical."""
    for column in text_columns():
        if not TECHNICAL.fullmatch(column.table) and not _is_a_value(column):
            yield column


@cache
def models_by_table() -> dict[str, type[models.Model]]:
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def field_of(column: Column) -> models.Field[Any, Any] | None:
    model = models_by_table().get(column.table)
    fields = model._meta.local_concrete_fields if model else ()
    return next((field for field in fields if field.column == column.name), None)


def _is_a_value(column: Column) -> bool:
    field = field_of(column)
    values = (models.SlugField, models.URLField, models.FileField, models.EmailField, models.ForeignKey)
    return field is not None and (bool(field.choices) or isinstance(field, values))


def _columns(cursor: Any, table: str) -> list[tuple[str, str, int | None]]:
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT column_name, data_type, character_maximum_length FROM information_schema.columns "
            "WHERE table_schema = current_schema() AND table_name = %s",
            [table],
        )
        found = cursor.fetchall()
    else:
        cursor.execute(f"PRAGMA table_info({connection.ops.quote_name(table)})")
        found = [(row[1], row[2], _limit(row[2])) for row in cursor.fetchall()]
    return [row for row in found if any(text in row[1].lower() for text in TEXTS)]


def _limit(kind: str) -> int | None:
    number = re.search(r"\((\d+)\)", kind)
    return int(number[1]) if number else None
