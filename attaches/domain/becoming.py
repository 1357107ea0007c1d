"""How far nominations came, and what their hosts answered. Only reads: eight queries for any number of them.

A person who lets attachés find them lets whoever nominated them follow; what a host answered is told where they agreed
in words that say so (accounts.consent_texts).
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
from exchanges.choices import ExchangeStep
from experts.choices import NominationState
from experts.models import Nomination
from matching.choices import ExchangeState, IntroductionState, OutcomeState, Side
from matching.models import Exchange, Introduction, Outcome, SeenCandidate
from matching.models.introduction import LIVE
from outcomes.models import Evaluation

BEGUN = {ExchangeState.AGREED, ExchangeState.UNDER_WAY, ExchangeState.INTERRUPTED} | {
    ExchangeState.COMPLETED,
    ExchangeState.ENDED_EARLY,
}
REPORTED = {OutcomeState.COMPLETE, OutcomeState.RELEASED}


@dataclass(frozen=True, slots=True)
class Reached:
    stage: Stage
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Became:
    """`reached`: stages in their order. `closed`: the person does not let attachés follow them."""

    nomination: Nomination
    reached: tuple[Reached, ...] = ()
    answers: tuple[Introduction, ...] = ()  # to which a host said no, with what it wrote
    closed: bool = False
    again: str = ""  # whether the host would do it again, once both evaluations are open
    over: bool = False  # every introduction ended; nothing more will come of it

    @property
    def stage(self) -> Stage | None:
        return self.reached[-1].stage if self.reached else None

    @property
    def next(self) -> Stage | None:
        """The stage that comes next; None at the end, and where nothing may follow or be told."""
        order = list(Stage)
        if self.stage is None or self.closed or self.over or self.stage == order[-1]:
            return None
        return order[order.index(self.stage) + 1]

    @property
    def followed(self) -> bool:
        """The page tells steps that the person took since."""
        return len(self.reached) > 1 and not self.closed


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
    pairs = Q(nomination__in=[row.pk for row in nominations])
    for row in nominations:
        if row.opening_id and row.profile_id in known.following:
            pairs |= Q(opening=row.opening_id, profile=row.profile_id)
    for introduction in Introduction.objects.filter(pairs, profile__in=followed).order_by("created_at", "pk"):
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
    introductions = [
        one
        for one in known.introductions.get(profile, [])
        if one.nomination_id == nomination.pk or one.opening_id == nomination.opening_id
    ]
    seen = known.seen.get((nomination.opening_id or 0, profile))
    met = [
        one
        for one in introductions
        if one.state == IntroductionState.ACCEPTED or one.pk in known.exchanges  # that were called off, too
    ]
    exchange = _furthest([known.exchanges[one.pk] for one in met if one.pk in known.exchanges], known)
    if seen or introductions:
        reached.append(Reached(Stage.SEEN, seen or introductions[0].created_at))
    if met:
        moments = [one.host_accepted_at for one in met] + [one.person_accepted_at for one in met]
        reached.append(Reached(Stage.INTRODUCED, max((at for at in moments if at), default=None)))
    outcome = known.outcomes.get(exchange.pk) if exchange else None
    if exchange and exchange.state in BEGUN:
        reached.append(Reached(Stage.EXCHANGE, exchange.first_agreed))
        if outcome and outcome.state in REPORTED:
            reported = [at for at in (outcome.host_reported_at, outcome.person_reported_at) if at]
            reached.append(Reached(Stage.OUTCOME, max(reported, default=None)))
    told = known.following[profile] in intermediary_versions()
    answers = [one for one in introductions if told and _host_said_no(one)]
    alive = exchange or any(one.state in LIVE for one in introductions)
    again = known.again.get(outcome.pk, "") if outcome and told else ""
    over = bool(introductions) and not alive
    return Became(nomination, tuple(reached), tuple(answers), again=again, over=over)


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
