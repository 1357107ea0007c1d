"""Days between two moments, counted by the database."""

from __future__ import annotations

from typing import Any

from django.db.models import FloatField, Func


class Days(Func):
    """`Days(start, end)` -> a number of days with its fraction; NULL where one of both is."""

    arity = 2
    output_field = FloatField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(-julianday(%(expressions)s))"
        return self.as_sql(compiler, connection, template=template, arg_joiner=") + julianday(", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(-EXTRACT(EPOCH FROM (%(expressions)s)) / 86400.0)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=") - (", **context)
