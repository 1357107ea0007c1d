"""An institution registers, an officer answers, its owner mends what was returned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.domain.audit import record
from accounts.letters import send_letter
from accounts.models import User
from bases.choices import StaffRole, Verification
from bases.domain.files import Brought, store_file
from bases.domain.institutions import resubmit_institution, return_institution, verify_institution
from bases.domain.own_bases import TooMany
from bases.models import Institution, InstitutionText, StaffMembership
from taxonomy.choices import Language

MOST_WAITING = 3  # institutions that one person may have waiting at once


@dataclass(frozen=True, slots=True)
class Details:
    """What a form asks for. `texts`: language -> name, city and about; the first language is the original."""

    kind: str
    country: str
    province: str
    website: str
    ror: str
    proof: Brought | None
    fields: list[Any]
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@transaction.atomic
def register(details: Details, *, by: User) -> Institution:
    """A new institution that waits for an officer; whoever registers is its first owner.

    The same page sent twice makes one. Raises TooMany.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # so that two clicks come one after the other
    waiting = Institution.objects.filter(
        verification=Verification.PENDING,
        staff_memberships__user=by,
        staff_memberships__role=StaffRole.OWNER,
    )
    for other in waiting.prefetch_related("texts"):
        if _texts_of(other) == {language: dict(words) for language, words in details.texts.items()}:
            return other
    if waiting.count() >= MOST_WAITING:
        raise TooMany(
            _("%(number)d institutions of yours wait for an officer. Register the next once one is answered.")
            % {"number": MOST_WAITING}
        )
    institution = Institution(slug=_slug(details))
    _write(institution, details)
    membership = StaffMembership.objects.create(user=by, institution=institution, role=StaffRole.OWNER)
    record("institution registered", institution, by=by, after={"owner": membership.pk})
    if details.proof:
        store_file(institution, details.proof, by=by)
    return institution


@transaction.atomic
def correct(institution: Institution, details: Details, *, by: User) -> Institution:
    """What its owner changed; one that was returned waits for an officer again."""
    institution = Institution.objects.select_for_update(no_key=True).get(pk=institution.pk)
    _write(institution, details)
    if details.proof:
        store_file(institution, details.proof, by=by)
    record("institution corrected", institution, by=by)
    if institution.verification == Verification.RETURNED:
        resubmit_institution(institution, by=by)
    return institution


@transaction.atomic
def approve(institution: Institution, *, by: User) -> None:
    """Raises IllegalTransition when it was decided before."""
    verify_institution(institution, by=by)
    _tell(institution)


@transaction.atomic
def send_back(institution: Institution, *, reason: str, language: str, by: User) -> None:
    """Raises ReasonMissing, and IllegalTransition when it was decided before."""
    return_institution(institution, reason=reason, language=language, by=by)
    _tell(institution)


def _tell(institution: Institution) -> None:
    owners = institution.staff_memberships.filter(role=StaffRole.OWNER).select_related("user")
    for owner in owners:
        send_letter(
            "institution_decision", to=owner.user.email, language=owner.user.language, institution=institution
        )


def _write(institution: Institution, details: Details) -> None:
    institution.kind, institution.country = details.kind, details.country
    institution.province = details.province if details.country == "CN" else ""
    institution.website = details.website
    taken = (
        Institution.objects.filter(ror=details.ror).exclude(pk=institution.pk).exists()
        if details.ror
        else False
    )
    institution.ror = None if taken else details.ror or None
    institution.claimed_ror = details.ror if taken else ""  # an officer sees both and decides
    institution.save()
    institution.fields.set(details.fields)
    for number, (language, words) in enumerate(details.texts.items()):
        InstitutionText.objects.update_or_create(
            institution=institution, language=language, defaults={**words, "is_original": number == 0}
        )
    institution.texts.exclude(language__in=details.texts).delete()


def _texts_of(institution: Institution) -> dict[str, dict[str, str]]:
    return {
        text.language: {name: getattr(text, name) for name in ("name", "city", "about")}
        for text in institution.texts.all()
    }


def _slug(details: Details) -> str:
    """Of the English name, or of nothing but figures; never one that is taken."""
    name = slugify(details.texts.get(Language.EN, {}).get("name", ""))[:50].strip("-")
    taken = Institution.objects.filter(slug=name).exists() or name in RESERVED
    return f"{name or 'institution'}-{token_hex(3)}" if taken or not name else name


RESERVED = frozenset({"register", "ror", "waiting", "invitation"})  # words of bases/urls.py
