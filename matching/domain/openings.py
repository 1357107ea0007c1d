"""Openings for a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import chain

from django.db.models import prefetch_related_objects
from django.utils import timezone

from accounts.audience import Visitor
from bases.models import Opening
from experts.models import Profile
from matching.domain import evidence
from matching.domain.asked import asked_by_profile
from matching.domain.candidates import SIZE, look, room_for
from matching.domain.chances import chances_of
from matching.domain.engine import affinity_model, engine_version
from matching.domain.near_openings import NearOpenings, taking
from matching.domain.points import laid_out
from matching.domain.raising import best_gains
from matching.domain.ranking import research_of, split
from matching.domain.reordering import Lists, moved_by, reordered
from matching.domain.scoring import NEAR
from matching.domain.sections import reads_own
from matching.domain.verdicts import NOTHING, said_by_person
from matching.domain.what_if import WhatIf
from matching.types import Ranked, Shortlist
from search.backends.registry import get_backend
from search.documents import OF_A_PROFILE, document_id


def openings_for(
    profile: Profile,
    *,
    reader: Visitor | None = None,
    top: int = 20,
    explain: bool = True,
    plain: bool = False,
) -> Shortlist[Opening]:
    """Openings that take applications now and fit a person. `reader`: whoever looks; without one, the system itself.

    What the person said of openings counts (matching.domain.verdicts), for nobody's eyes but their own, unless the list
    is asked for `plain`. Raises IndexUnavailable and EncoderUnavailable.
    """
    prefetch_related_objects([profile], *OF_A_PROFILE)
    backend, now, own = get_backend(), timezone.now(), reads_own(reader, profile)
    model = affinity_model(backend, "opening")
    asked = asked_by_profile(profile, backend)
    found = look(backend, "opening", asked, size=room_for(SIZE))
    said = NOTHING if plain or (reader is not None and not own) else said_by_person(profile)
    said = said.among(taking([document_id("opening", key) for key in said.all], reader)) if said else said
    ids = taking(found, reader)
    if said:
        anew = moved_by(asked, said, kind="opening", backend=backend, model=model)
        ids += taking(look(backend, "opening", anew, size=room_for(SIZE)), reader) + sorted(said.all)
    near = NearOpenings.read(profile, ids, backend=backend, model=model, now=now, own=own)
    if said:
        lists = reordered(near.judged(asked.passages), near.judged(anew.passages), said=said, top=top)
    else:
        lists = Lists(*split(near.judged(asked.passages), top=top))
    ranked = lists.ranked
    if explain and ranked:
        ranked = evidence.for_openings(profile, ranked, own=own, backend=backend)
        if own:
            what_if = WhatIf.of(asked.passages, backend)
            ranked = tuple(_with_gains(one, profile, what_if, timezone.localdate(now)) for one in ranked)
    return Shortlist(
        ranked,
        lists.ineligible,
        len(backend.digests("opening")),
        engine_version(),
        now,
        aside=lists.aside,
        verdicts=len(said.all),
    )


def _with_gains(one: Ranked[Opening], profile: Profile, what_if: WhatIf, today: date) -> Ranked[Opening]:
    """What would raise this match; nothing where the subjects are far apart, for no tick brings them together."""
    if research_of(one) < NEAR:
        return one
    missing = laid_out(one.evidence, one.points).missing
    chances = chain(
        what_if.said(one.subject, missing),
        what_if.described(one.subject),
        what_if.opened(one.subject, profile),
        chances_of(one.subject, profile, today=today),
    )
    return replace(one, gains=best_gains(one.score, chances))
