"""The questions of the filter of openings: which openings each answer keeps, and what it is called.

How many each answer would show is counted over the same values: `bases/counting.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bases.choices import Direction
from bases.deadlines import within
from bases.models import Opening
from bases.querysets import OpeningQuerySet, lets_in
from bases.shown import HOME
from taxonomy.choices import CareerStage, Language, Province, SpokenLanguage, StayKind
from taxonomy.countries import country_names

# (fewest, most) months. A stay counts where any part of its range lies: 3 to 6 is a stay of up to 3 and of 4 to 6.
LENGTHS: Mapping[str, tuple[int, int]] = {"1-3": (1, 3), "4-6": (4, 6), "7-12": (7, 12), "13-": (13, 32_767)}
WINDOWS: Mapping[str, int] = {"7": 7, "30": 30, "90": 90}  # days until the deadline
DURATIONS = [
    ("1-3", _("Up to 3 months")),
    ("4-6", _("4 to 6 months")),
    ("7-12", _("7 to 12 months")),
    ("13-", _("More than a year")),
]
DEADLINES = [("7", _("Within 7 days")), ("30", _("Within 30 days")), ("90", _("Within 90 days"))]

Keep = Callable[[OpeningQuerySet, list[str]], OpeningQuerySet]


@dataclass(frozen=True, slots=True)
class Facet:
    """One question. `keep` gets openings and at least one chosen value, and returns those with any of them."""

    name: str
    label: str | Promise
    keep: Keep
    choices: Callable[[], Mapping[str, Any]] | None = (
        None  # value -> words, in order; none: rows, named by the reader
    )
    open: bool = False  # unfolded before anything is chosen
    all: str | Promise = ""  # where only one is chosen: what choosing none is called
    tag: str | Promise = "%(value)s"  # how a chosen value reads beside the list


def _of_row(path: str, **extra: Any) -> Keep:
    """Kept where a row at the end of `path` has one of the values, and `extra` holds of the same row."""

    def keep(openings: OpeningQuerySet, chosen: list[str]) -> OpeningQuerySet:
        rows = Opening.objects.filter(**{f"{path}__in": chosen}, **extra)
        return openings.filter(pk__in=rows.values("pk"))

    return keep


def _in_province(openings: OpeningQuerySet, chosen: list[str]) -> OpeningQuerySet:
    """An opening is where its base is; without one where its institution is."""
    here = Q(base__province__in=chosen) | Q(base__isnull=True, institution__province__in=chosen)
    return openings.filter(here, institution__country=HOME)


def _for_stages(openings: OpeningQuerySet, chosen: list[str]) -> OpeningQuerySet:
    """Asked of the list as text, which both databases write alike; an empty list takes everybody."""
    fits = Q(stages_written="[]")
    for stage in chosen:
        fits |= Q(stages_written__contains=f'"{stage}"')
    return openings.annotate(stages_written=Cast("career_stages", TextField())).filter(fits)


def _open_to(openings: OpeningQuerySet, chosen: list[str]) -> OpeningQuerySet:
    fits = Q()
    for code in chosen:
        fits |= lets_in(code)
    return openings.filter(fits)


def _of_length(openings: OpeningQuerySet, chosen: list[str]) -> OpeningQuerySet:
    fits = Q()
    for fewest, most in (LENGTHS[value] for value in chosen):
        fits |= Q(months_min__lte=most, months_max__gte=fewest)
    return openings.filter(fits)


def _closing(openings: OpeningQuerySet, chosen: list[str]) -> OpeningQuerySet:
    days = max(WINDOWS[value] for value in chosen)
    return openings.filter(deadline__lt=timezone.now() + within(days))


def _choices(pairs: Collection[tuple[str, Any]]) -> Callable[[], Mapping[str, Any]]:
    return lambda: dict(pairs)


FACETS = (
    Facet("field", _("Priority field"), _of_row("fields__pk"), open=True),
    Facet("kind", _("Kind of stay"), _of_row("kind"), _choices(StayKind.choices), open=True),
    Facet(
        "open_to",
        _("Your nationality"),
        _open_to,
        country_names,
        open=True,
        all=_("Any nationality"),
        tag=_("Open to nationals of %(value)s"),
    ),
    Facet("stage", _("Career stage"), _for_stages, _choices(CareerStage.choices), open=True),
    Facet(
        "deadline",
        _("Deadline"),
        _closing,
        _choices(DEADLINES),
        all=_("Any deadline"),
        tag=_("Deadline: %(value)s"),
    ),
    Facet("duration", _("Length of stay"), _of_length, _choices(DURATIONS)),
    Facet("direction", _("Direction"), _of_row("direction"), _choices(Direction.choices)),
    Facet("country", _("Country of the host"), _of_row("institution__country"), country_names),
    Facet("province", _("Province"), _in_province, _choices(Province.choices)),
    Facet(
        "works_in",
        _("Working language"),
        _of_row("required_languages__language"),
        _choices(SpokenLanguage.choices),
    ),
    Facet("challenge", _("Global challenge"), _of_row("challenges__pk")),
    Facet("programme", _("Programme"), _of_row("programme__slug"), all=_("All programmes")),
    Facet("base", _("Base"), _of_row("base__slug"), all=_("All bases")),
    Facet(
        "written_in",
        _("Written in"),
        _of_row("texts__language", texts__is_original=True),
        _choices(Language.choices),
    ),
)


def narrowed(openings: OpeningQuerySet, chosen: Mapping[str, list[str]]) -> OpeningQuerySet:
    """Openings that every facet keeps; one of which nothing is chosen keeps all."""
    for facet in FACETS:
        if values := chosen.get(facet.name):
            openings = facet.keep(openings, values)
    return openings
