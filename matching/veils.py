"""Whose name the readers of an opening may see, and what of a person's words is covered for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from accounts.domain.consent import told_of_naming
from bases.models import Opening
from experts.choices import Section
from experts.models import Profile
from matching.choices import IntroductionState
from matching.domain.sections import quotable
from matching.models import Introduction
from matching.names import Names, names_of, only_addresses


class Blind(StrEnum):
    """Who says that an opening's people are read without names; either is enough."""

    INSTITUTION = "institution"
    PROGRAMME = "programme"
    NOBODY = "nobody"


def blind_by(opening: Opening) -> Blind:
    """The institution is named first. The programme: the opening's own, or that of its project."""
    if opening.institution.reads_blind:
        return Blind.INSTITUTION
    project = opening.project
    programmes = [opening.programme, project.programme if project else None]
    blind = any(programme is not None and programme.reads_blind for programme in programmes)
    return Blind.PROGRAMME if blind else Blind.NOBODY


@dataclass(frozen=True, slots=True)
class Veils:
    """Primary keys of profiles: who agreed to meet, and who is named before that."""

    met: frozenset[int]
    named: frozenset[int] = frozenset()

    def name(self, profile: Profile) -> str:
        """ "" where it is covered. Of whoever was erased there is no name to cover."""
        shown = profile.pk in self.met | self.named or not profile.name
        return profile.display_name if shown else ""

    def over(self, profile: Profile) -> Names | None:
        """What of their words is covered: all that says who they are, ways to reach them, or nothing."""
        if profile.pk in self.met:
            return None
        return only_addresses() if profile.pk in self.named else names_of(profile)


def veils_of(opening: Opening, people: Iterable[Profile]) -> Veils:
    """Two queries. `people` have their visibility prefetched.

    Before both sides agreed to meet, somebody is named where nobody reads blind, and they opened their name to
    institutions, and they agreed to a wording that tells them so.
    """
    rows = Introduction.objects.filter(opening=opening, state=IntroductionState.ACCEPTED)
    met = frozenset(rows.values_list("profile_id", flat=True))
    if blind_by(opening) is not Blind.NOBODY:
        return Veils(met)
    willing = {
        person.user_id: person.pk for person in people if person.user_id and Section.NAME in quotable(person)
    }
    return Veils(met, frozenset(willing[user] for user in told_of_naming(willing)))
