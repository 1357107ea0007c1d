"""What an import proposes, beside what a profile says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from experts.importing import tidy
from experts.importing.record import Record, Work
from experts.models import Profile
from taxonomy.choices import Language


class Standing(models.TextChoices):
    """How a proposed value stands to the profile."""

    NEW = "new", _("New")
    MORE = "more", _("Adds to yours")
    OTHER = "other", _("Differs from yours")
    SAME = "same", _("Already there")
    CANNOT = "cannot", _("Cannot be taken")


@dataclass(frozen=True, slots=True)
class Line:
    """A proposed value beside the present one. `kind` and `value` say what taking it writes."""

    key: str
    kind: str  # "field", "text" or the name of a related model
    label: Any
    present: str
    proposed: str
    place: str
    standing: Standing
    value: Any = None
    row: int | None = None  # the row that it replaces
    language: str = ""  # of the value
    why: Any = ""  # it cannot be taken
    ticked: bool = False

    @property
    def language_name(self) -> str:
        return str(Language(self.language).label) if self.language else ""

    @property
    def can_be_taken(self) -> bool:
        return self.standing in (Standing.NEW, Standing.MORE, Standing.OTHER)


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A publication of the import. One without a title can be taken once somebody writes it."""

    key: str
    work: Work
    is_there: bool
    ticked: bool

    @property
    def language(self) -> str:
        return language_of(self.work.title)

    @property
    def needs_title(self) -> bool:
        return not self.work.title


@dataclass(frozen=True)
class Plan:
    """Everything that an import proposes. `seen` changes with whatever of the profile it was compared with."""

    record: Record
    profile: Profile | None
    lines: Sequence[Line]
    works: Sequence[WorkLine]
    seen: str = field(init=False)

    def __post_init__(self) -> None:
        told = [(line.key, line.present, line.standing.value) for line in self.lines]
        told += [(line.key, "", str(line.is_there)) for line in self.works]
        object.__setattr__(self, "seen", sha256(repr(told).encode()).hexdigest()[:32])

    @property
    def new_works(self) -> list[WorkLine]:
        return [line for line in self.works if not line.is_there]

    @property
    def is_empty(self) -> bool:
        """Nothing of it is left to take."""
        return not self.new_works and not any(line.can_be_taken for line in self.lines)


def language_of(text: str) -> str:
    return Language.ZH if tidy.is_chinese(text) else Language.EN


def column_of(name: str, model: type[models.Model] = Profile) -> models.Field[Any, Any]:
    column = model._meta.get_field(name)
    assert isinstance(column, models.Field)
    return column


def standing_of(before: str, after: str, why: Any) -> Standing:
    if _spaced(before) == _spaced(after):
        return Standing.SAME
    if why:
        return Standing.CANNOT
    return Standing.OTHER if before else Standing.NEW


def _spaced(text: str) -> str:
    return " ".join(text.split())


def too_long(limit: int) -> str:
    return gettext("It has more than %(limit)d characters.") % {"limit": limit}
