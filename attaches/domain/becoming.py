"""How far nominations came, and what their hosts answered. Only reads: eleven queries for any number of them.

A person who lets attachés find them lets whoever nominated them follow; what a host answered is told where they agreed
in words that say so (accounts.consent_texts), and so is what came later by another way, once both sides accepted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Min, Q

from accounts.consent_texts import intermediary_versions
from accounts.models import Consent, Purpose
from attaches.choices import Stage
from attaches.domain.became import Became, Later, Reached
from exchanges.choices import ExchangeStep
from experts.choices import NominationState
from experts.models import Nomination
from matching.choices import ExchangeState, IntroductionState, OutcomeState, Side
from matching.models import Exchange, Introduction, Outcome, SeenCandidate
from matching.models.introduction import LIVE
from nominations.domain.credit import credit
from outcomes.models import Evaluation

BEGUN = {ExchangeState.AGREED, ExchangeState.UNDER_WAY, ExchangeState.INTERRUPTED} | {
    ExchangeState.COMPLETED,
    ExchangeState.ENDED_EARLY,
}
REPORTED = {OutcomeState.COMPLETE, OutcomeState.RELEASED}


@dataclass(slots=True)
class _Known:
    """What the database says of all of them."""

    following: dict[int, str] = field(default_factory=dict)  # user -> version of the live consent
    seen: dict[tuple[int, int], datetime] = field(default_factory=dict)  # (opening, profile) -> first look
    introductions: dict[int, list[Introduction]] = field(default_factory=dict)  # by profile
    exchanges: dict[int, Any] = field(
        default_factory=dict
    )  # by introduction; each with its day of `first_agreed`
    outcomes: dict[int, Outcome] = field(default_factory=dict)  # by exchange
    again: dict[int, str] = field(default_factory=dict)  # by outcome


def became(nominations: Sequence[Nomination]) -> list[Became]:
    """One for each, with its profile."""
    known = _read(nominations)
    return [_became(nomination, known) for nomination in nominations]


def _read(nominations: Sequence[Nomination]) -> _Known:
    known = _Known()
    people = {
        row.profile_id: row for row in nominations if row.profile_id and row.state == NominationState.ACCEPTED
    }
    if not people:
        return known
    consents = Consent.objects.live().filter(user__profile__in=people, purpose=Purpose.ATTACHES)
    known.following = dict(consents.values_list("user__profile", "version"))
    followed = [key for key in people if key in known.following]
    looks = SeenCandidate.objects.filter(profile__in=followed).order_by()
    for opening, profile, at in looks.values_list("look__opening", "profile").annotate(Min("since")):
        known.seen[opening, profile] = at
    keys = [row.pk for row in nominations]
    pairs = Q(nomination__in=keys)
    for row in nominations:
        if row.opening_id and row.profile_id in known.following:
            pairs |= Q(opening=row.opening_id, profile=row.profile_id)
    rows = Introduction.objects.annotate(credit=credit()).filter(
        pairs | Q(credit__in=keys), profile__in=followed
    )
    rows = rows.select_related("opening").prefetch_related("opening__texts")
    for introduction in rows.order_by("created_at", "pk"):
        known.introductions.setdefault(introduction.profile_id, []).append(introduction)
    numbers = [one.pk for rows in known.introductions.values() for one in rows]
    first = Min("events__at", filter=Q(events__step=ExchangeStep.AGREE))  # later versions are signed anew
    stays = Exchange.objects.filter(introduction__in=numbers).annotate(first_agreed=first)
    known.exchanges = {row.introduction_id: row for row in stays}
    outcomes = Outcome.objects.filter(exchange__in=[row.pk for row in known.exchanges.values()])
    known.outcomes = {row.exchange_id: row for row in outcomes}
    said = Evaluation.objects.open().filter(
        side=Side.HOST, outcome__in=[row.pk for row in known.outcomes.values()]
    )
    known.again = {row.outcome_id: str(row.get_again_display()) for row in said}
    return known


def _became(nomination: Nomination, known: _Known) -> Became:
    waiting = Reached(Stage.WAITING, nomination.created_at)
    if nomination.state == NominationState.SENT:
        return Became(nomination, (waiting,))
    profile = nomination.profile_id
    if nomination.state != NominationState.ACCEPTED or profile is None:
        return Became(nomination)
    reached = [waiting, Reached(Stage.CONSENTED, nomination.answered_at)]
    if profile not in known.following:
        return Became(nomination, tuple(reached), closed=True)
    every = known.introductions.get(profile, [])
    own = [
        one for one in every if nomination.pk == one.nomination_id or nomination.opening_id == one.opening_id
    ]
    seen = known.seen.get((nomination.opening_id or 0, profile))
    if seen or own:
        reached.append(Reached(Stage.SEEN, seen or own[0].created_at))
    exchange = _exchange_of(own, known)
    reached += _since_they_met(own, known)
    told = known.following[profile] in intermediary_versions()
    alive = exchange or any(one.state in LIVE for one in own)
    outcome = known.outcomes.get(exchange.pk) if exchange else None
    others = [one for one in every if told and one not in own and _credit(one) == nomination.pk]
    later = [Later(one, tuple(steps)) for one in others if (steps := _since_they_met([one], known))]
    return Became(
        nomination,
        tuple(reached),
        answers=tuple(one for one in own if told and _host_said_no(one)),
        again=known.again.get(outcome.pk, "") if outcome and told else "",
        over=bool(own) and not alive,
        later=tuple(later),
    )


def _since_they_met(introductions: Sequence[Introduction], known: _Known) -> list[Reached]:
    """From the yes of both sides on; nothing where neither led there."""
    met = _met(introductions, known)
    if not met:
        return []
    moments = [one.host_accepted_at for one in met] + [one.person_accepted_at for one in met]
    reached = [Reached(Stage.INTRODUCED, max((at for at in moments if at), default=None))]
    exchange = _exchange_of(met, known)
    if exchange and exchange.state in BEGUN:
        reached.append(Reached(Stage.EXCHANGE, exchange.first_agreed))
        outcome = known.outcomes.get(exchange.pk)
        if outcome and outcome.state in REPORTED:
            reported = [at for at in (outcome.host_reported_at, outcome.person_reported_at) if at]
            reached.append(Reached(Stage.OUTCOME, max(reported, default=None)))
    return reached


def _met(introductions: Sequence[Introduction], known: _Known) -> list[Introduction]:
    """Those that both accepted, called off since or not."""
    return [
        one for one in introductions if one.state == IntroductionState.ACCEPTED or one.pk in known.exchanges
    ]


def _credit(introduction: Introduction) -> int | None:
    """As `_read` annotated it."""
    key: int | None = introduction.credit  # type: ignore[attr-defined]
    return key


def _exchange_of(introductions: Sequence[Introduction], known: _Known) -> Any:
    return _furthest([known.exchanges[one.pk] for one in introductions if one.pk in known.exchanges], known)


def _furthest(exchanges: Sequence[Any], known: _Known) -> Any:
    """Of the stays that are to be or were, the one that came furthest."""

    def far(one: Exchange) -> tuple[bool, bool]:
        outcome = known.outcomes.get(one.pk)
        return bool(outcome and outcome.state in REPORTED), one.state in BEGUN

    standing = [one for one in exchanges if one.state != ExchangeState.CANCELLED]
    return max(standing, key=far, default=None)


def _host_said_no(introduction: Introduction) -> bool:
    """The person had said yes: what stands there as a reason is the host's."""
    return (
        introduction.state == IntroductionState.DECLINED
        and introduction.person_accepted_at is not None
        and introduction.host_accepted_at is None
    )
