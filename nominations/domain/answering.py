"""The person's yes: a profile from what they corrected, and the consents they gave at that moment, one by one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.domain.consent import agree
from accounts.domain.steps import lock
from accounts.models import Purpose, User
from experts.domain.parts.person import begin_profile
from experts.domain.parts.work import SUFFIX, WORK
from experts.domain.profiles import activate_profile
from experts.models import Nomination, Profile
from nominations.choices import NominationStep
from nominations.domain.claiming import claim, send_welcome
from nominations.domain.ending import tell_nominator
from nominations.domain.rights import require_person
from nominations.domain.steps import require, take
from nominations.way import PERSON
from taxonomy.choices import Language
from taxonomy.transitions import IllegalTransition

COMPARED = ("name", "native_name", "affiliation", "country", "orcid")


@dataclass(frozen=True)
class Yes:
    """What the person said. `person`: as `begin_profile` takes it; needed of whoever has no profile yet."""

    person: Mapping[str, Any] = field(default_factory=dict)
    fields: Collection[Any] = ()
    headline: str = ""
    purposes: Collection[Purpose] = ()


@transaction.atomic
def accept(nomination: Nomination, yes: Yes, *, by: User | None, token: str = "") -> Profile:
    """Raises NotTheirStep, HasAccount, experts' Refused, and IllegalTransition where it was answered or ran out."""
    lock(nomination)
    require_person(nomination, by=by, token=token)
    require(nomination, NominationStep.ACCEPT)
    require_in_time(nomination)
    language = get_language() or nomination.language
    user = by or claim(nomination, name=str(yes.person["name"]), language=language)
    known = Profile.objects.filter(user=user).first()
    profile = known or _begin(user, yes, language=language)
    corrected = known is None and _corrected(nomination, yes)
    take(
        nomination,
        NominationStep.CORRECT if corrected else NominationStep.ACCEPT,
        by=user,
        side=PERSON,
        profile=profile,
        answered_at=timezone.now(),
        email="",  # the account has it, and gives it to nobody without the person's yes
        email_key="",
    )
    agree(user, yes.purposes, by=user)
    if known is None and yes.headline and yes.fields and Purpose.MATCHING in yes.purposes:
        activate_profile(profile, by=user)
    if by is None:
        send_welcome(user, nomination)
    tell_nominator(nomination, "nomination_accepted")
    return profile


def require_in_time(nomination: Nomination) -> None:
    if nomination.expires_at and nomination.expires_at <= timezone.now():
        raise IllegalTransition(_("The time to answer is over; what was written is deleted."))


def _begin(user: User, yes: Yes, *, language: str) -> Profile:
    profile = begin_profile(user, yes.person)
    if yes.headline or yes.fields:
        suffix = SUFFIX[Language.ZH if language.startswith("zh") else Language.EN]
        said = {"fields": list(yes.fields), f"headline_{suffix}": yes.headline}
        WORK.write(profile, WORK.read(profile) | said)
    return profile


def _corrected(nomination: Nomination, yes: Yes) -> bool:
    written = {name: str(getattr(nomination, name)) for name in COMPARED}
    same_fields = set(yes.fields) == set(nomination.fields.values_list("pk", flat=True))
    return not same_fields or any(str(yes.person.get(name) or "") != written[name] for name in COMPARED)
