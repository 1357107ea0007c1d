"""What each side reads of the other: veiled until both said yes, contact data only while the introduction stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from accounts.models import User
from bases.choices import StaffRole
from bases.shown import Shown
from experts.choices import Section
from experts.domain.visibility import INTRODUCED, sections_open_to
from experts.models import Affiliation, ProfileText, Publication
from introductions.domain.explaining import explained
from introductions.domain.reach import is_reachable
from introductions.models import IntroductionEvent
from matching.blind import veiled_evidence, veiled_headline
from matching.choices import IntroductionState, Side
from matching.domain.stored import StoredMatch
from matching.models import Introduction
from matching.names import Names
from matching.veils import veils_of

MOST_PAPERS = 20


@dataclass(frozen=True, slots=True)
class Person:
    """The candidate as the host reads them. `name`, `email`: "" while they are covered."""

    name: str
    headline: Shown | None
    email: str = ""
    affiliation: str = ""
    orcid: str = ""
    texts: Sequence[ProfileText] = ()
    affiliations: Sequence[Affiliation] = ()
    publications: Sequence[Publication] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    email: str


def met(introduction: Introduction) -> bool:
    """Both said yes, and neither took it back."""
    return introduction.state == IntroductionState.ACCEPTED


def stands(introduction: Introduction) -> bool:
    """Whether anything of the person is shown: both said yes, or it waits and the person still agrees."""
    if introduction.state == IntroductionState.OFFERED:
        return is_reachable(introduction.profile)
    return met(introduction)


def person_of(introduction: Introduction, *, contact: bool) -> Person:
    """For the host; `contact=False` for officers, who need no address."""
    profile = introduction.profile
    prefetch_related_objects([profile], "texts", "visibility", "publications", "affiliations")
    if not stands(introduction):
        return Person("", None)
    if not (met(introduction) and contact):
        veils = veils_of(introduction.opening, [profile])
        return Person(veils.name(profile), veiled_headline(profile, veils.over(profile)))
    shown = sections_open_to(INTRODUCED, profile)
    papers = sorted(profile.publications.all(), key=lambda one: (-(one.year or 0), one.pk))
    return Person(
        profile.display_name,
        veiled_headline(profile, None),
        email=profile.user.email if profile.user else "",
        affiliation=profile.affiliation if Section.AFFILIATIONS in shown else "",
        orcid=(profile.orcid or "") if Section.IDENTIFIERS in shown else "",
        texts=list(profile.texts.all()) if Section.BIOGRAPHY in shown else (),
        affiliations=list(profile.affiliations.all()) if Section.AFFILIATIONS in shown else (),
        publications=papers[:MOST_PAPERS] if Section.PUBLICATIONS in shown else (),
    )


def hosts_of(introduction: Introduction) -> list[Contact]:
    """For the person: who of the host took part in it, else its owners."""
    if not met(introduction):
        return []
    staff = introduction.opening.institution.staff_memberships.filter(user__is_active=True)
    took_part = IntroductionEvent.objects.filter(
        introduction=introduction, side=Side.HOST, by__isnull=False
    ).values("by")
    rows = staff.filter(user__in=took_part) or staff.filter(role=StaffRole.OWNER)
    return [_contact(row.user) for row in rows.select_related("user").order_by("pk")]


def reasons_of(introduction: Introduction, *, own: bool) -> StoredMatch | None:
    """Why the pair was ranked as it was. `own`: the reader is the person."""
    if not own and not stands(introduction):
        return None
    found = explained(introduction, own=own)
    if found is None or own:
        return found
    names = veils_of(introduction.opening, [introduction.profile]).over(introduction.profile)
    return _veiled(found, names)


def called(introduction: Introduction) -> str:
    """In a list of the host: the name once both met, else none."""
    return introduction.profile.display_name if met(introduction) else _("A candidate")


def _veiled(found: StoredMatch, names: Names | None) -> StoredMatch:
    return replace(found, found=found.found.each(lambda piece: veiled_evidence(piece, names)))


def _contact(user: User) -> Contact:
    return Contact(user.name or user.email, user.email)
