"""An institution writes about its bases. Recognising them is for officers: `bases.domain.recognition`."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.audience import Visitor, is_administrator
from accounts.domain.audit import record
from accounts.domain.editing import Part, Refused, Values
from accounts.domain.steps import lock
from accounts.models import User
from bases.choices import StaffRole
from bases.criteria import criteria_of
from bases.domain.versions import language_of, new_slug, read_texts, write_texts
from bases.models import Base, CriterionAnswer, Institution
from bases.querysets import EDITORS

TEXTS = ("name", "city", "about", "offer")
MOST = 100  # bases of one institution
ROLES = {"write": EDITORS, "read": tuple(StaffRole.values)}


class InUse(Exception):
    """Something hangs on it; the message says what, and what to do."""


class TooMany(Exception):
    """The institution has as many as it may."""


def may(user: Visitor, what: str, institution: Institution) -> bool:
    """`what`: "read" (the whole team) or "write" (owners and editors). Platform administrators do both."""
    if is_administrator(user):
        return True
    if not isinstance(user, User) or not user.is_active:
        return False
    return institution.staff_memberships.filter(user=user, role__in=ROLES[what]).exists()


def is_fixed(base: Base) -> bool:
    """An officer has looked at type, place and names: they stay what was recognised."""
    return base.recognised_on is not None


def fixed_names(base: Base) -> tuple[str, ...]:
    """Of the fields that its institution changes no more. A name that is missing in one language may be added."""
    if not is_fixed(base):
        return ()
    names = read_texts(base, ("name",))
    return ("kind", "province", *(name for name, value in names.items() if value))


def _read(base: Base) -> dict[str, Any]:
    return {
        "kind": base.kind,
        "province": base.province,
        "fields": list(base.fields.order_by("order").values_list("pk", flat=True)),
        **read_texts(base, TEXTS),
    }


def _write(base: Base, values: Values) -> None:
    now = _read(base) if base.pk else {}
    for name in fixed_names(base) if base.pk else ():
        if values[name] != now[name]:
            raise Refused(name, _("This was recognised as it stands; an officer changes it."))
    base.kind, base.province = values["kind"], values["province"]
    base.save()
    base.fields.set(values["fields"])
    write_texts(base, values, TEXTS)


BASE: Part[Base] = Part("base", _read, _write)


@transaction.atomic
def begin_base(institution: Institution, values: Values, *, by: User) -> Base:
    """A new candidate. The same page sent twice makes one. Raises TooMany."""
    lock(institution)
    theirs = Base.objects.filter(institution=institution)
    for other in theirs.filter(kind=values["kind"], province=values["province"]):
        if _read(other) == dict(values):
            return other
    if theirs.count() >= MOST:
        raise TooMany(
            _("An institution has at most %(number)d bases; remove one that is not needed.")
            % {"number": MOST}
        )
    base = Base(institution=institution, slug=new_slug(Base, values["name_en"], otherwise="base"))
    _write(base, values)
    record("base begun", base, by=by, after={"institution": institution.pk})
    return base


@transaction.atomic
def remove_base(base: Base, *, by: User) -> None:
    """A candidate on which nothing hangs. Raises InUse."""
    lock(base)
    if is_fixed(base):
        raise InUse(_("This base was recognised, and its history stays. An officer withdraws a recognition."))
    _require_unused(base)
    record("base removed", base, by=by, before={"institution": base.institution_id})
    base.delete()


def _require_unused(base: Base) -> None:
    if number := base.projects.count():
        raise InUse(
            ngettext(
                "%(number)d project is at this base. Remove it first.",
                "%(number)d projects are at this base. Remove them first.",
                number,
            )
            % {"number": number}
        )
    if number := base.openings.count():
        raise InUse(openings_hang(number))


def openings_hang(number: int) -> str:
    return ngettext(
        "%(number)d opening belongs to it, and stays even when it is closed.",
        "%(number)d openings belong to it, and stay even when they are closed.",
        number,
    ) % {"number": number}


def _read_answers(base: Base) -> dict[str, Any]:
    """Key of each criterion of the type of the base -> the answer."""
    known = dict(base.answers.values_list("criterion", "text"))
    return {criterion.key: known.get(criterion.key, "") for criterion in criteria_of(base.kind)}


def _write_answers(base: Base, values: Values) -> None:
    for key, text in values.items():
        if text:
            CriterionAnswer.objects.update_or_create(
                base=base, criterion=key, defaults={"text": text, "language": language_of(text)}
            )
        else:
            base.answers.filter(criterion=key).delete()


CRITERIA: Part[Base] = Part("criteria", _read_answers, _write_answers)
