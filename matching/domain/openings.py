"""Openings for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from django.db.models import prefetch_related_objects
from django.utils import timezone

from accounts.audience import Visitor
from bases.models import Opening
from experts.models import Profile
from matching.domain import evidence, parts
from matching.domain.asked import asked_by_profile
from matching.domain.candidates import SIZE, look, number, room_for
from matching.domain.chances import chances_of
from matching.domain.eligibility import eligibility
from matching.domain.engine import affinity_model, engine_version
from matching.domain.points import laid_out
from matching.domain.raising import best_gains
from matching.domain.ranking import research_of, split
from matching.domain.reordering import Lists, moved_by, reordered
from matching.domain.scoring import NEAR, calibrated, score
from matching.domain.sections import reads_own
from matching.domain.standing import standing_of_openings
from matching.domain.stays import best_fit
from matching.domain.verdicts import NOTHING, said_by_person
from matching.domain.what_if import WhatIf
from matching.types import Ranked, Shortlist
from search.backends.registry import get_backend
from search.documents import OF_A_PROFILE, document_id
from search.types import IndexedPassage

OF_AN_OPENING = ("texts", "base__texts", "project__texts", "fields", "challenges", "required_languages")


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
    said = said.among(_open([document_id("opening", key) for key in said.all], reader)) if said else said
    ids = _open(found, reader)
    if said:
        anew = moved_by(asked, said, kind="opening", backend=backend, model=model)
        ids += _open(look(backend, "opening", anew, size=room_for(SIZE)), reader) + sorted(said.all)
    rows = (
        Opening.objects.filter(pk__in=ids)
        .for_cards()
        .select_related("institution", "base", "project", "framework")
    )
    openings = {document_id("opening", one.pk): one for one in rows.prefetch_related(*OF_AN_OPENING)}
    standing = standing_of_openings(profile, [one.pk for one in openings.values()])
    block = backend.fetch(sorted(openings))

    def judged(passages: Sequence[IndexedPassage]) -> list[Ranked[Opening]]:
        found = []
        for affinity in model.openings(passages, block):
            opening = openings[affinity.id]
            fit = best_fit(opening, profile.stays.all(), today=timezone.localdate(now))
            near, partners = calibrated(affinity.total), parts.partners_of(opening)
            worth = score(
                parts.parts_of(opening, profile, affinity=near, fit=fit, partners=partners),
                affinity=affinity.total,
            )
            may = eligibility(opening, profile, now=now, standing=standing(opening.pk), fit=fit, own=own)
            found.append(Ranked(0, opening, worth, may))
        return found

    if said:
        lists = reordered(judged(asked.passages), judged(anew.passages), said=said, top=top)
    else:
        lists = Lists(*split(judged(asked.passages), top=top))
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


def _open(documents: Sequence[str], reader: Visitor | None) -> list[int]:
    """The best SIZE of these openings, nearest first, that take applications now and that `reader` may see."""
    rows = Opening.objects.open()
    if reader is not None:
        rows = rows.visible_to(reader)
    taking = set(rows.values_list("pk", flat=True))
    return [pk for pk in map(number, documents) if pk in taking][:SIZE]


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
