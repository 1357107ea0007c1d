"""Bases for a person: the third corner of project, talent and base."""

from __future__ import annotations

from django.db.models import prefetch_related_objects
from django.utils import timezone

from accounts.audience import Visitor
from bases.models import Base
from experts.models import Profile
from matching.domain import parts
from matching.domain.asked import asked_by_profile
from matching.domain.candidates import look, number
from matching.domain.engine import affinity_model, engine_version
from matching.domain.ranking import split
from matching.domain.scoring import calibrated, score
from matching.types import Eligibility, Ranked, Shortlist
from search.backends.registry import get_backend
from search.documents import OF_A_PROFILE, document_id

ANYBODY = Eligibility(())  # a base has no rules; its openings have


def bases_for(profile: Profile, *, reader: Visitor | None = None, top: int = 10) -> Shortlist[Base]:
    """Bases whose description and projects are near to a person's work.

    Raises IndexUnavailable and EncoderUnavailable.
    """
    prefetch_related_objects([profile], *OF_A_PROFILE)
    backend, now = get_backend(), timezone.now()
    asked = asked_by_profile(profile, backend)
    rows = Base.objects.matchable().filter(pk__in={number(id) for id in look(backend, "base", asked)})
    if reader is not None:
        rows = rows.visible_to(reader)
    bases = {document_id("base", base.pk): base for base in rows.for_cards()}
    judged = [
        Ranked(
            0,
            bases[affinity.id],
            score(
                [parts.research(calibrated(affinity.total)), parts.field(bases[affinity.id], profile)],
                affinity=affinity.total,
            ),
            ANYBODY,
        )
        for affinity in affinity_model(backend, "base").openings(asked.passages, backend.fetch(sorted(bases)))
    ]
    ranked, ineligible = split(judged, top=top)
    return Shortlist(
        ranked, ineligible, pool=len(backend.digests("base")), engine=engine_version(), computed_at=now
    )
