"""A list is kept, so that each rank can be explained afterwards: scores, reasons, and where its evidence stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from bases.models import Opening
from experts.models import Profile
from matching.choices import MatchState
from matching.domain.references import as_references
from matching.models import Match
from matching.types import Part, Ranked, Reason, Shortlist

REPLACED = [
    "rank", "total", "parts", "eligible", "reasons", "strength", "affinity", "evidence", "engine", "computed_at",
]  # fmt: skip


def store_matches(opening: Opening, shortlist: Shortlist[Profile]) -> int:
    """Store the list in place of the one before -> how many rows it has.

    What people decided stays: a match keeps its state, and one that is no longer in the list goes only if it was a
    mere proposal. Four queries, whatever the length.
    """
    engine, at = shortlist.engine, shortlist.computed_at
    lines = (*shortlist.ranked, *shortlist.ineligible)
    rows = [as_stored(opening, one, engine=engine, at=at) for one in lines]
    with transaction.atomic():
        # Two lists of one opening are stored one after the other: their rows would be locked in two orders.
        Opening.objects.select_for_update(no_key=True).get(pk=opening.pk)
        gone = Match.objects.filter(opening=opening, state=MatchState.PROPOSED)
        gone.exclude(profile__in=[row.profile_id for row in rows]).delete()
        Match.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["opening", "profile"], update_fields=REPLACED
        )
    return len(rows)


def as_stored(opening: Opening, one: Ranked[Profile], *, engine: str, at: datetime) -> Match:
    """A line of a list as a row that is not saved. `at` is aware."""
    return Match(
        opening=opening,
        profile=one.subject,
        rank=one.rank,
        total=one.score.total,
        parts=[part_as_json(part) for part in one.score.parts],
        eligible=one.eligibility.eligible,
        reasons=[_discreet(reason) for reason in one.eligibility.reasons],
        strength=one.score.strength.value,
        affinity=round(one.score.affinity, 6),
        evidence=as_references(one.evidence, one.points),
        engine=engine,
        computed_at=at,
    )


def _discreet(reason: Reason) -> Mapping[str, Any]:
    """Whether the rule is met, without what the person wrote: they may change or close it tomorrow."""
    return reason_as_json(replace(reason, text=reason.discreet or reason.text))


def part_as_json(part: Part) -> Mapping[str, Any]:
    return {
        "name": part.name,
        "value": part.value,
        "weight": round(part.weight, 4),
        "text": {"zh": part.text.zh, "en": part.text.en},
    }


def reason_as_json(reason: Reason) -> Mapping[str, Any]:
    return {
        "code": reason.code,
        "verdict": reason.verdict.value,
        "text": {"zh": reason.text.zh, "en": reason.text.en},
        "remedy": {"zh": reason.remedy.zh, "en": reason.remedy.en} if reason.remedy else None,
    }
