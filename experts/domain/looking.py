"""What each kind of reader sees of one's own profile, and why they may see nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.consent_texts import naming_versions
from accounts.models import Consent, Purpose
from experts.choices import Audience, ProfileState, Section
from experts.domain.visibility import EVERYONE, INSTITUTIONS, INTRODUCED, sections_open_to
from experts.models import Profile


class Viewer(models.TextChoices):
    INSTITUTIONS = "institutions", _("A verified institution")
    NAMED = "named", _("An institution that reads with names")
    INTRODUCED = "introduced", _("An institution after an introduction")
    ATTACHES = "attaches", _("A science attaché")
    EVERYONE = "everyone", _("Everyone")


AUDIENCES: dict[Viewer, frozenset[Audience]] = {
    Viewer.INSTITUTIONS: INSTITUTIONS,
    Viewer.NAMED: INSTITUTIONS,
    Viewer.INTRODUCED: INTRODUCED,
    Viewer.ATTACHES: INSTITUTIONS,
    Viewer.EVERYONE: EVERYONE,
}
NEEDS = {
    Viewer.INSTITUTIONS: Purpose.INSTITUTIONS,
    Viewer.NAMED: Purpose.INSTITUTIONS,
    Viewer.INTRODUCED: Purpose.INSTITUTIONS,
    Viewer.ATTACHES: Purpose.ATTACHES,
    Viewer.EVERYONE: Purpose.FEATURED,
}
WHY_NOT = {
    Viewer.INSTITUTIONS: _("They see nothing: you have not agreed to be shown to institutions."),
    Viewer.NAMED: _("They see nothing: you have not agreed to be shown to institutions."),
    Viewer.INTRODUCED: _("They see nothing: you have not agreed to be shown to institutions."),
    Viewer.ATTACHES: _("They see nothing: you have not agreed to be contacted by science attachés."),
    Viewer.EVERYONE: _("Nobody sees anything: you have not agreed to be featured on public pages."),
}
# What says who somebody is.
TELLING = {Section.NAME, Section.AFFILIATIONS, Section.IDENTIFIERS, Section.NATIONALITIES}
NOT_ACTIVE = _("They see nothing: your profile is not active.")
NOT_MATCHED = _("They see nothing: you have not agreed to be matched.")
NO_PUBLIC_NAME = _("Nobody sees anything: only who shows their name to everyone is featured.")


@dataclass(frozen=True, slots=True)
class Seen:
    """`sections`: what they may read. `blind`: names, addresses and countries are covered wherever they stand;
    `unreachable`: addresses alone are."""

    sections: frozenset[Section]
    blind: bool = False
    unreachable: bool = False
    why_not: Promise | str = ""


def look(profile: Profile, viewer: Viewer) -> Seen:
    """What `viewer` sees at this moment: the same rules as `visible_to` and `visible_sections`."""
    why_not = _why_not(profile, viewer)
    if why_not:
        return Seen(frozenset(), why_not=why_not)
    sections = sections_open_to(AUDIENCES[viewer], profile)
    if viewer == Viewer.NAMED and Section.NAME in sections and _agreed_to_be_named(profile):
        return Seen(sections - (TELLING - {Section.NAME}), unreachable=True)
    if viewer in (
        Viewer.INSTITUTIONS,
        Viewer.NAMED,
    ):  # before both sides agree to meet, lists are read without names
        return Seen(sections - TELLING, blind=True)
    return Seen(sections, blind=Section.NAME not in sections)


def _agreed_to_be_named(profile: Profile) -> bool:
    """To a wording that tells of it."""
    agreed = Consent.objects.live().filter(purpose=Purpose.INSTITUTIONS, version__in=naming_versions())
    return agreed.filter(user=profile.user_id).exists()


def _why_not(profile: Profile, viewer: Viewer) -> Promise | str:
    if profile.state != ProfileState.ACTIVE:
        return NOT_ACTIVE
    if not Profile.objects.matchable().filter(pk=profile.pk).exists():
        return NOT_MATCHED
    if profile.user is None or not profile.user.consents.live().filter(purpose=NEEDS[viewer]).exists():
        return WHY_NOT[viewer]
    if viewer == Viewer.EVERYONE and Section.NAME not in sections_open_to(EVERYONE, profile):
        return NO_PUBLIC_NAME
    return ""
