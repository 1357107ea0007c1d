"""Openings for a person."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import prefetch_related_objects
from django.utils import timezone

from accounts.audience import Visitor
from bases.models import Opening
from experts.models import Profile
from matching.domain import evidence, parts
from matching.domain.asked import asked_by_profile
from matching.domain.candidates import SIZE, look, number, room_for
from matching.domain.eligibility import eligibility
from matching.domain.engine import affinity_model, engine_version
from matching.domain.ranking import split
from matching.domain.scoring import calibrated, score
from matching.domain.standing import standing_of_openings
from matching.domain.stays import best_fit
from matching.types import Ranked, Shortlist
from search.backends.registry import get_backend
from search.documents import OF_A_PROFILE, document_id

OF_AN_OPENING = ("texts", "base__texts", "project__texts", "fields", "challenges", "required_languages")


def openings_for(
    profile: Profile, *, reader: Visitor | None = None, top: int = 20, explain: bool = True
) -> Shortlist[Opening]:
    """Openings that take applications now and fit a person. `reader`: whoever looks; without one, the system itself.

    Raises IndexUnavailable and EncoderUnavailable.
    """
    prefetch_related_objects([profile], *OF_A_PROFILE)
    backend, now, own = get_backend(), timezone.now(), _is(reader, profile)
    model = affinity_model(backend, "opening")
    asked = asked_by_profile(profile, backend)
    ids = _open(look(backend, "opening", asked, size=room_for(SIZE)), reader)
    rows = (
        Opening.objects.filter(pk__in=ids)
        .for_cards()
        .select_related("institution", "base", "project", "framework")
    )
    openings = {document_id("opening", one.pk): one for one in rows.prefetch_related(*OF_AN_OPENING)}
    standing = standing_of_openings(profile, [one.pk for one in openings.values()])
    judged = []
    for affinity in model.openings(asked.passages, backend.fetch(sorted(openings))):
        opening = openings[affinity.id]
        fit = best_fit(opening, profile.stays.all(), today=timezone.localdate(now))
        near, partners = calibrated(affinity.total), parts.partners_of(opening)
        found = score(
            parts.parts_of(opening, profile, affinity=near, fit=fit, partners=partners),
            affinity=affinity.total,
        )
        may = eligibility(opening, profile, now=now, standing=standing(opening.pk), fit=fit, own=own)
        judged.append(Ranked(0, opening, found, may))
    ranked, ineligible = split(judged, top=top)
    if explain and ranked:
        ranked = evidence.for_openings(profile, ranked, own=own, backend=backend)
    return Shortlist(
        ranked, ineligible, pool=len(backend.digests("opening")), engine=engine_version(), computed_at=now
    )


def _open(documents: Sequence[str], reader: Visitor | None) -> list[int]:
    """The best SIZE of these openings, nearest first, that take applications now and that `reader` may see."""
    rows = Opening.objects.open()
    if reader is not None:
        rows = rows.visible_to(reader)
    taking = set(rows.values_list("pk", flat=True))
    return [pk for pk in map(number, documents) if pk in taking][:SIZE]


def _is(reader: Visitor | None, profile: Profile) -> bool:
    return reader is not None and reader.is_authenticated and reader.pk == profile.user_id
