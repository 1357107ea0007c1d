"""What of somebody's dealings with others ends when they are erased, by name, as they read it before they ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from bases.models import Opening
from exchanges.choices import VersionState
from exchanges.models import Signature
from experts.choices import NominationState
from experts.models import Nomination
from matching.choices import ExchangeState, IntroductionState, OutcomeState, Side
from matching.models import Introduction, Outcome
from nominations.domain.links import is_there
from outcomes.choices import OutcomeStep
from privacy.inventory import row_of, rows_of
from privacy.person import person_of

TAKEN_BACK = (OutcomeStep.TAKE_BACK, OutcomeStep.RECONSIDER)


@dataclass(frozen=True, slots=True)
class Ending:
    """In the active language. `what`: a stay, say, and how it stands; `about`: the opening and its host; `but`: what
    may happen before."""

    what: str
    about: str
    address: str
    but: str = ""


def at_once(user: User) -> list[Ending]:
    """What is public ends when they ask. It can be agreed to again."""
    rows = Outcome.objects.filter(exchange__profile__user=user, person_released_at__isnull=False)
    return [_story(row) for row in _outcomes(rows)]


def with_them(user: User) -> list[Ending]:
    """What goes on until they are erased, and ends then."""
    return [*_introductions(user), *_recommendations(user)]


def taken_back(user: User, *, since: datetime) -> list[Ending]:
    """Stories that ended `since` they asked, and to which they have not agreed again."""
    rows = Outcome.objects.filter(
        exchange__profile__user=user,
        person_released_at__isnull=True,
        events__step__in=TAKEN_BACK,
        events__side=Side.PERSON,
        events__at__gte=since,
    )
    return [_story(row) for row in _outcomes(rows.distinct())]


def _outcomes(rows: object) -> Iterator[Outcome]:
    yield from (
        rows.select_related("exchange__introduction__opening__institution")  # type: ignore[attr-defined]
        .prefetch_related(
            "exchange__introduction__opening__texts",
            "exchange__introduction__opening__institution__texts",
        )
        .order_by("pk")
    )


def _story(row: Outcome) -> Ending:
    what = _("Story of a stay, released") if row.state == OutcomeState.RELEASED else _("Story of a stay")
    return Ending(what, _name(row.exchange.introduction.opening), reverse("outcomes:outcome", args=[row.pk]))


def _introductions(user: User) -> Iterator[Ending]:
    running = Introduction.objects.filter(
        Q(exchange__isnull=True) | Q(exchange__state=ExchangeState.PLANNED),
        profile__user=user,
        state__in=(IntroductionState.OFFERED, IntroductionState.ACCEPTED),
    )
    signed = set(
        Signature.objects.filter(
            version__exchange__profile__user=user, version__state=VersionState.PROPOSED, side=Side.PERSON
        ).values_list("version__exchange", flat=True)
    )
    rows = running.select_related("opening__institution", "exchange")
    for row in rows.prefetch_related("opening__texts", "opening__institution__texts").order_by("pk"):
        stay = getattr(row, "exchange", None)
        if stay is None:
            what = _("Introduction: %(state)s") % {"state": row.get_state_display()}
            yield Ending(what, _name(row.opening), reverse("introductions:introduction", args=[row.pk]))
            continue
        but = (
            _("You have signed. Once the host signs as well, the stay has to be cancelled first.")
            if stay.pk in signed
            else ""
        )
        what = _("Stay: %(state)s") % {"state": stay.get_state_display()}
        yield Ending(what, _name(row.opening), reverse("exchanges:exchange", args=[stay.pk]), but)


def _recommendations(user: User) -> Iterator[Ending]:
    theirs = rows_of(row_of("experts.nomination"), person_of(user)).values("pk")
    rows = Nomination.objects.filter(pk__in=theirs, state=NominationState.SENT)
    texts = ("opening__texts", "opening__institution__texts")
    for row in rows.select_related("opening__institution").prefetch_related(*texts).order_by("pk"):
        if is_there(row):
            about = _name(row.opening) if row.opening else ""
            address = reverse("nominations:about_me_one", args=[row.pk])
            yield Ending(_("Recommendation that waits for your answer"), about, address)


def _name(opening: Opening) -> str:
    return f"{opening.label} · {opening.institution.label}"
