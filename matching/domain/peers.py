"""People like this one, as far as they agreed to be shown to others."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects

from accounts.audience import Visitor
from accounts.models import Purpose
from bases.shown import Shown, shown
from experts.choices import Section
from experts.domain.visibility import EVERYONE, sections_open_to
from experts.models import Profile
from experts.querysets import consented
from matching.blind import veiled
from matching.domain.asked import asked_by_profile
from matching.domain.candidates import look, number
from matching.domain.engine import affinity_model, informative
from matching.domain.scoring import NEAR, calibrated
from matching.domain.sections import quotable
from matching.domain.shared_terms import shared_terms, side_of_profile, subjects_of
from matching.domain.text_side import Informative, Side
from matching.names import names_of
from matching.types import Marked
from search.backends.registry import get_backend
from search.documents import OF_A_PROFILE, document_id
from taxonomy.choices import CareerStage
from taxonomy.models import PriorityField

FIRST_LOOK = 100
EARLY = frozenset({CareerStage.R1, CareerStage.R2})  # they compare themselves with each other


@dataclass(frozen=True, slots=True)
class Peer:
    """Somebody near in work, without a number or an address that leads to them."""

    near: float  # 0–1
    stage: str  # of CareerStage
    fields: tuple[PriorityField, ...]
    terms: tuple[str, ...]  # what both write of, in the reader's own words
    name: str = ""  # these three: only of who agreed to public pages, and only what they opened to everyone
    country: str = ""
    headline: Shown | None = None


@dataclass(frozen=True, slots=True)
class Peers:
    """Nearest first. `alike`: at the reader's stage of a career; `others`: at the other one."""

    alike: tuple[Peer, ...] = ()
    others: tuple[Peer, ...] = ()
    unshown: int = 0  # near, too, but agreed to be shown to nobody
    people: tuple[Profile, ...] = ()  # who they are: noted as looks, and never shown


def peers_of(profile: Profile, *, reader: Visitor, top: int = 10) -> Peers:
    """People of the pool whose work is near to that of `profile`, for this person alone; at most `top` of each stage.

    No purpose of consent speaks of other researchers. So who agreed to be shown to institutions, which see no names
    either, appears as stage, field and shared terms; who agreed to public pages, with what they opened to everyone;
    who agreed to neither is counted. Somebody who is not in the pool sees nobody. Raises PermissionDenied for another
    reader, IndexUnavailable and EncoderUnavailable.
    """
    if not reader.is_authenticated or reader.pk != profile.user_id:
        raise PermissionDenied("People like this one are shown to the person alone.")
    if not Profile.objects.matchable().filter(pk=profile.pk).exists():
        return Peers()
    prefetch_related_objects([profile], *OF_A_PROFILE)
    backend = get_backend()
    asked = asked_by_profile(profile, backend)
    found = {number(id) for id in look(backend, "profile", asked, size=FIRST_LOOK)} - {profile.pk}
    rows = Profile.objects.matchable().filter(pk__in=found)
    rows = rows.annotate(featured=consented(Purpose.FEATURED), open=consented(Purpose.INSTITUTIONS))
    people = {
        row.pk: row
        for row in rows.prefetch_related("texts", "publications", "fields", "visibility", "affiliations")
    }
    block = backend.fetch([document_id("profile", pk) for pk in sorted(people)])
    affinities = affinity_model(backend, "profile").people(asked.passages, block)
    near = {number(one.id): calibrated(one.total) for one in affinities}
    nearest = sorted((pk for pk in near if near[pk] >= NEAR), key=lambda pk: (-near[pk], pk))
    shown_to_others = [pk for pk in nearest if _featured(people[pk]) or _open(people[pk])]
    telling = informative(backend)
    own = quotable(profile, own=True)
    mine, subjects = side_of_profile(profile, own, prose=False), subjects_of(profile, own)

    def wanted(*, early: bool) -> list[int]:
        return [pk for pk in shown_to_others if (people[pk].career_stage in EARLY) == early][:top]

    early = profile.career_stage in EARLY
    groups = [wanted(early=early), wanted(early=not early)]
    alike, others = (
        tuple(_card(people[pk], near[pk], mine, subjects, telling) for pk in keys) for keys in groups
    )
    seen = tuple(people[pk] for keys in groups for pk in keys)
    return Peers(alike, others, len(nearest) - len(shown_to_others), seen)


def _card(person: Profile, near: float, mine: Side, subjects: frozenset[str], telling: Informative) -> Peer:
    public = sections_open_to(EVERYONE, person) if _featured(person) else frozenset()
    # Who agreed to public pages alone shares no more than these show.
    opened = quotable(person) if _open(person) else public
    terms = shared_terms(
        mine,
        side_of_profile(person, opened),
        person,
        subjects=subjects | subjects_of(person, opened),
        informative=telling,
    )
    named = Section.NAME in public
    headline = shown(person, "headline") if Section.BIOGRAPHY in public else None
    if headline and not named:
        said = veiled(Marked(headline.text, headline.language), names_of(person))
        headline = Shown(said.text, said.language)
    return Peer(
        near=near,
        stage=person.career_stage,
        fields=tuple(person.fields.all()),
        terms=terms,
        name=person.display_name if named else "",
        country=str(person.country.name) if Section.AFFILIATIONS in public else "",
        headline=headline,
    )


def _featured(person: Profile) -> bool:
    return bool(person.featured)  # type: ignore[attr-defined]


def _open(person: Profile) -> bool:
    """To institutions."""
    return bool(person.open)  # type: ignore[attr-defined]
