"""How long what is kept: rules as data (`privacy/data/retention.toml`), read, checked, counted and applied."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from accounts.domain.one_by_one import one_by_one
from privacy.domain.forgetting import forget_files
from privacy.models import RetentionRun
from taxonomy.choices import Language

PLACE = Path(__file__).parent / "data" / "retention.toml"
DELETE, ELSEWHERE, KEEP = "delete", "elsewhere", "keep"


@dataclass(frozen=True, slots=True)
class Rule:
    """`days` after `since` a row of `model` that `where` picks out is deleted.

    "elsewhere": a task of its own does so (`by`); "keep": it stays, and the words say why. `days` is a number, or the
    address of one in the code, so that it stands in one place.
    """

    key: str
    model: str
    what: str
    zh: str
    en: str
    days: int = 0
    since: str = ""
    where: tuple[tuple[str, Any], ...] = ()
    by: str = ""

    def words(self, language: str) -> str:
        template = self.zh if language.startswith(Language.ZH[:2]) else self.en
        return template.format(days=self.days)

    @property
    def applied(self) -> bool:
        return self.what == DELETE

    def due(self, now: datetime) -> models.QuerySet[Any]:
        """What the rule finds at `now`."""
        model = apps.get_model(self.model)
        field = model._meta.get_field(self.since.partition("__")[0])
        edge: Any = now - timedelta(days=self.days)
        if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
            edge = edge.date()
        rows = model._base_manager.filter(**{f"{self.since}__lte": edge}, **dict(self.where))
        return rows.order_by("pk")


@cache
def rules() -> tuple[Rule, ...]:
    """In the order of the file."""
    with PLACE.open("rb") as file:
        return tuple(_rule(row) for row in tomllib.load(file)["rule"])


def count(now: datetime) -> dict[str, int]:
    """Key of a rule -> how many rows are due; nothing is changed."""
    return {rule.key: rule.due(now).count() for rule in rules() if rule.applied}


def apply(*, dry: bool = False) -> RetentionRun:
    """Apply every rule, or only count; the run and its figures are kept. What fails does not stop the others."""
    now = timezone.now()
    if dry:
        return RetentionRun.objects.create(at=now, dry=True, figures=count(now))
    figures: dict[str, int] = {}
    try:
        with one_by_one() as run:
            for rule in rules():
                if rule.applied:
                    with run.step(f"retention {rule.key}"):
                        figures[rule.key] = _apply(rule, now)
    finally:
        done = RetentionRun.objects.create(at=now, figures=figures)
    return done


@transaction.atomic
def _apply(rule: Rule, now: datetime) -> int:
    rows = rule.due(now)
    number = rows.count()
    forget_files(rows)
    rows.delete()
    return number


def _rule(row: dict[str, Any]) -> Rule:
    days = row.pop("days", 0)
    where = tuple(row.pop("where", {}).items())
    return Rule(**row, where=where, days=_number(days) if isinstance(days, str) else days)


def _number(address: str) -> int:
    """ "accounts.domain.offers:KEPT_DAYS" -> 30. Of a timedelta its days."""
    module, _, name = address.partition(":")
    value = getattr(import_module(module), name)
    return value.days if isinstance(value, timedelta) else int(value)
