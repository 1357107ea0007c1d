"""Pictures on the page of an institution or a base: added, shown, removed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.audience import Visitor
from accounts.domain.audit import record
from accounts.domain.steps import lock
from accounts.models import User
from bases.choices import PictureRole
from bases.domain.looks import one_look
from bases.domain.own_bases import TooMany
from bases.files.apart import draw_apart
from bases.models import Base, Institution, Picture

MOST = 8  # pictures of an institution or of a base, beside its logo
LONGEST = {PictureRole.LOGO.value: 480, PictureRole.PICTURE.value: 1600}  # pixels


@dataclass(frozen=True, slots=True)
class Shown:
    logo: Picture | None
    pictures: list[Picture]


def pictures_of(subject: Institution | Base) -> Shown:
    """In one query."""
    base = subject if isinstance(subject, Base) else None
    institution_id = subject.institution_id if isinstance(subject, Base) else subject.pk
    rows = list(Picture.objects.filter(institution=institution_id, base=base))
    logo = next((row for row in rows if row.role == PictureRole.LOGO), None)
    return Shown(logo, [row for row in rows if row.role == PictureRole.PICTURE])


def may_see(user: Visitor, picture: Picture) -> bool:
    """Whoever sees the page that it is on."""
    if picture.base_id:
        return Base.objects.visible_to(user).filter(pk=picture.base_id).exists()
    return Institution.objects.visible_to(user).filter(pk=picture.institution_id).exists()


def add_picture(
    subject: Institution | Base, data: bytes, *, role: str, alt_zh: str, alt_en: str, by: User
) -> Picture:
    """Draw it anew and store it; a new logo takes the place of the old one. The same sent twice is one.

    Raises limits.Refused, TooMany.
    """
    base = subject if isinstance(subject, Base) else None
    institution = subject.institution if isinstance(subject, Base) else subject
    theirs = Picture.objects.filter(institution=institution, base=base, role=role)
    if not theirs.filter(alt_zh=alt_zh, alt_en=alt_en).exists():  # it may be the same, sent twice
        _require_room(theirs, role)
    with one_look(by):
        drawn = draw_apart(data, LONGEST[role])
    row = Picture(
        institution=institution,
        base=base,
        role=role,
        alt_zh=alt_zh,
        alt_en=alt_en,
        digest=hashlib.sha256(drawn.data).hexdigest(),
        width=drawn.width,
        height=drawn.height,
    )
    with transaction.atomic():
        lock(subject)
        if there := theirs.filter(digest=row.digest, alt_zh=alt_zh, alt_en=alt_en).first():
            return there
        if role == PictureRole.LOGO:
            for old in theirs:
                remove_picture(old, by=by)
        _require_room(theirs, role)
        row.file.save("picture", ContentFile(drawn.data), save=False)
        row.save()
        record("picture added", row, by=by, after={"institution": institution.pk})
    return row


def _require_room(theirs: QuerySet[Picture], role: str) -> None:
    """Raises TooMany."""
    if role == PictureRole.PICTURE and theirs.count() >= MOST:
        raise TooMany(_("A page shows at most %(number)d pictures; remove one first.") % {"number": MOST})


@transaction.atomic
def remove_picture(picture: Picture, *, by: User) -> None:
    record("picture removed", picture, by=by, before={"institution": picture.institution_id})
    picture.delete()
