"""What the inventory says of one model."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taxonomy.choices import Language as Language


class Use(models.TextChoices):
    """What data are for."""

    ACCOUNT = "account", _("Logging in, and reaching you")
    PROFILE = "profile", _("Finding exchanges that fit you")
    MATCHING = "matching", _("Comparing people with openings, and explaining it")
    CONTACT = "contact", _("Bringing both sides together")
    STAY = "stay", _("Agreeing on a stay, and holding it")
    OUTCOME = "outcome", _("Telling what came of a stay")
    ROLE = "role", _("Working here for an institution, an embassy or a programme")
    RIGHTS = "rights", _("What you decided about your data")
    SAFETY = "safety", _("Keeping the platform safe, and steps traceable")
    SITE = "site", _("Pages of the site")


class Erase(Enum):
    """What erasing a person does with a row."""

    DELETE = "delete"
    BLANK = "blank"  # the row stays for the other side and the figures; what identifies is emptied
    KEEP = "keep"  # it holds nothing that identifies, once the person's own row is gone


@dataclass(frozen=True, slots=True)
class Row:
    """What the inventory says of one model.

    `person`: lookups from the row to the account or profile that it is about ("self": it is their own row).
    `addressed`: lookups of e-mail addresses that make it theirs. `acted`: keys that only say who did something: the
    database cuts them with the account. `blank`: field → what is written in its place, in the rows that `only` names.
    `hidden`: fields that nobody is given, for they are secrets or somebody else's. `seen`: given only as far as
    `visible_to` lets the person read. `wrote`: lookups to whoever wrote the row: they are given it.
    `withheld`: why the rows are not in the export. `why`: something stays.
    """

    model: str
    use: Use
    person: tuple[str, ...] = ()
    erase: Erase = Erase.DELETE
    addressed: tuple[str, ...] = ()
    acted: tuple[str, ...] = ()
    blank: tuple[tuple[str, object], ...] = ()
    hidden: tuple[str, ...] = ()
    seen: bool = False
    wrote: tuple[str, ...] = ()
    only: tuple[tuple[str, object], ...] = ()
    withheld: Promise | str = ""
    why: Promise | str = ""

    @property
    def exported(self) -> bool:
        return not self.withheld and bool(self.person or self.addressed)
