"""An institution registers, an officer answers, its owner mends what was returned."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.domain.audit import record
from accounts.domain.editing import Part, Refused, Values, change_part, mark_of
from accounts.domain.steps import lock
from accounts.models import User
from bases.choices import StaffRole, Verification
from bases.domain.deciding import require_seen
from bases.domain.files import Brought, Sent, files_of, look_at, place_for, store_file
from bases.domain.institutions import resubmit_institution, return_institution, verify_institution
from bases.domain.own_bases import TooMany
from bases.domain.versions import new_slug, read_texts, write_texts
from bases.models import Institution, StaffMembership
from notices.choices import Topic
from notices.domain.telling import tell

TEXTS = ("name", "city", "about")
# What an officer looked at: once verified, nobody becomes another institution by editing.
CHECKED = ("name_zh", "name_en", "kind", "country", "province", "website", "ror")
RESERVED = frozenset({"register", "ror", "waiting", "invitation"})  # words of bases/urls.py
MOST_WAITING = 3  # institutions that one person may have waiting at once


def _read(institution: Institution) -> dict[str, Any]:
    return {
        "kind": institution.kind,
        "country": institution.country.code,
        "province": institution.province,
        "website": institution.website,
        "ror": institution.ror or institution.claimed_ror,
        "fields_of_work": list(institution.fields.order_by("order").values_list("pk", flat=True)),
        **read_texts(institution, TEXTS),
    }


def _write(institution: Institution, values: Values) -> None:
    if institution.pk and institution.verification == Verification.VERIFIED:
        now = _read(institution)
        for name in CHECKED:
            if values[name] != now[name]:
                raise Refused(name, _("This was verified as it stands; an officer changes it."))
    for name in ("kind", "country", "province", "website"):
        setattr(institution, name, values[name])
    others = Institution.objects.exclude(pk=institution.pk)
    taken = bool(values["ror"]) and others.filter(ror=values["ror"]).exists()
    institution.ror = None if taken else values["ror"] or None
    institution.claimed_ror = values["ror"] if taken else ""  # an officer sees both and decides
    try:
        institution.save()
    except IntegrityError:
        if not values["ror"]:
            raise
        institution.ror, institution.claimed_ror = None, values["ror"]  # another took it at this moment
        institution.save()
    institution.fields.set(values["fields_of_work"])
    write_texts(institution, values, TEXTS)


INSTITUTION: Part[Institution] = Part("institution", _read, _write)


def register(values: Values, *, proof: Sent | None, by: User) -> Institution:
    """A new institution that waits for an officer; whoever registers is its first owner.

    The same page sent twice makes one. Raises TooMany, and limits.Refused for the proof.
    """
    if there := _place_for(values, by=by):
        return there
    return _register(values, proof=look_at(proof, by=by) if proof else None, by=by)


@transaction.atomic
def _register(values: Values, *, proof: Brought | None, by: User) -> Institution:
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # so that two clicks come one after the other
    if there := _place_for(values, by=by):
        return there
    institution = Institution(slug=_slug(values))
    _write(institution, values)
    membership = StaffMembership.objects.create(user=by, institution=institution, role=StaffRole.OWNER)
    record("institution registered", institution, by=by, after={"owner": membership.pk})
    if proof:
        store_file(institution, proof, by=by)
    return institution


def _place_for(values: Values, *, by: User) -> Institution | None:
    """The same institution where it was registered before; None where there is room for it. Raises TooMany."""
    waiting = Institution.objects.filter(
        verification=Verification.PENDING,
        staff_memberships__user=by,
        staff_memberships__role=StaffRole.OWNER,
    )
    for other in waiting:
        if _read(other) == dict(values):
            return other
    if waiting.count() >= MOST_WAITING:
        raise TooMany(
            _("%(number)d institutions of yours wait for an officer. Register the next once one is answered.")
            % {"number": MOST_WAITING}
        )
    return None


def correct(
    institution: Institution, values: Values, *, proof: Sent | None, seen: str, by: User
) -> Institution:
    """What its owner changed; one that was returned waits for an officer again.

    Raises ChangedMeanwhile, and Refused for what was verified meanwhile; for the
    proof TooMany and limits.Refused.
    """
    new = proof if proof and not place_for(institution, proof.data) else None
    return _correct(institution, values, proof=look_at(new, by=by) if new else None, seen=seen, by=by)


@transaction.atomic
def _correct(
    institution: Institution, values: Values, *, proof: Brought | None, seen: str, by: User
) -> Institution:
    change_part(institution, INSTITUTION, values, seen=seen, by=by)
    if proof:
        store_file(institution, proof, by=by)
    if institution.verification == Verification.RETURNED:
        resubmit_institution(institution, by=by)
    return institution


def mark_for_officers(institution: Institution) -> str:
    """Of all that they decide on."""
    return mark_of(_decided_on(institution))


def _decided_on(institution: Institution) -> dict[str, Any]:
    return {"institution": _read(institution), "proof": [file.pk for file in files_of(institution)]}


@transaction.atomic
def approve(institution: Institution, *, seen: str, by: User) -> None:
    """`seen`: what `mark_for_officers` gave for the page. Raises SeenChanged.

    Raises IllegalTransition when it was decided before.
    """
    lock(institution)
    require_seen(seen, _decided_on(institution))
    verify_institution(institution, by=by)
    _tell(institution)


@transaction.atomic
def send_back(institution: Institution, *, seen: str, reason: str, language: str, by: User) -> None:
    """As `approve`. Raises ReasonMissing as well."""
    lock(institution)
    require_seen(seen, _decided_on(institution))
    return_institution(institution, reason=reason, language=language, by=by)
    _tell(institution)


def _tell(institution: Institution) -> None:
    address = reverse("bases:institution", args=[institution.slug])
    owners = institution.staff_memberships.filter(role=StaffRole.OWNER).select_related("user")
    for owner in owners:
        tell(owner.user, Topic.OPENINGS, "institution_decision", address=address, institution=institution)


def _slug(values: Values) -> str:
    """Of the English name; never a word of bases/urls.py."""
    name = values["name_en"]
    return new_slug(Institution, "" if slugify(name) in RESERVED else name, otherwise="institution")
