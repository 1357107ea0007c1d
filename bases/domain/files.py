"""Files that an institution hands in: taken, read and removed. Each of it is audited, none of it is public."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audience import Visitor, is_administrator
from accounts.domain.audit import record
from accounts.domain.steps import lock
from accounts.models import User
from bases.choices import FilePurpose, StaffRole, Verification
from bases.domain.deciding import is_officer_of
from bases.domain.looks import one_look
from bases.domain.own_bases import InUse, TooMany, is_fixed, may
from bases.files.apart import kind_apart
from bases.files.limits import ENDINGS
from bases.models import Base, Institution, PrivateFile

MOST = 20  # files of an institution or of a base
LONGEST_NAME = 100  # characters


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it came."""

    data: bytes
    name: str


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that was looked at: what it is called by whoever sent it, and its kind, a key of ENDINGS."""

    data: bytes
    name: str
    kind: str


def may_keep(user: Visitor, subject: Institution | Base) -> bool:
    """Proof is for owners, as the institution is; papers of a base for those who write about it."""
    if isinstance(subject, Base):
        return may(user, "write", subject.institution)
    if is_administrator(user):
        return True
    return (
        isinstance(user, User) and subject.staff_memberships.filter(user=user, role=StaffRole.OWNER).exists()
    )


def may_read(user: Visitor, file: PrivateFile) -> bool:
    """The team of the institution, and officers of its scope."""
    return may(user, "read", file.institution) or is_officer_of(user, file.institution)


def clean_name(name: str, kind: str) -> str:
    """What it was called, as a plain text: no path, no control characters, the ending of what it is."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    plain = "".join(character for character in last if unicodedata.category(character)[0] != "C")
    stem = plain.rpartition(".")[0] or plain
    return f"{stem.strip('. ')[:LONGEST_NAME] or _('document')}{ENDINGS[kind]}"


def files_of(subject: Institution | Base) -> list[PrivateFile]:
    rows = PrivateFile.objects.select_related("institution", "base", "uploaded_by")
    if isinstance(subject, Base):
        return list(rows.filter(base=subject))
    return list(rows.filter(institution=subject, base__isnull=True))


def keep_file(subject: Institution | Base, data: bytes, *, name: str, by: User) -> PrivateFile:
    """Look at the file and store it. The same file sent twice is one. Raises limits.Refused, TooMany."""
    return place_for(subject, data) or store_file(subject, look_at(Sent(data, name), by=by), by=by)


def look_at(sent: Sent, *, by: User) -> Brought:
    """Outside of a transaction, for it takes its time. Raises limits.Refused."""
    with one_look(by):
        return Brought(data=sent.data, name=sent.name, kind=kind_apart(sent.data))


def place_for(subject: Institution | Base, data: bytes) -> PrivateFile | None:
    """The same file where it was handed in before; None where there is room for it. Raises TooMany."""
    institution = subject.institution if isinstance(subject, Base) else subject
    base = subject if isinstance(subject, Base) else None
    theirs = PrivateFile.objects.filter(institution=institution, base=base)
    if there := theirs.filter(digest=hashlib.sha256(data).hexdigest()).first():
        return there
    if theirs.count() >= MOST:
        raise TooMany(
            _("At most %(number)d files can be handed in here; remove one first.") % {"number": MOST}
        )
    return None


@transaction.atomic
def store_file(subject: Institution | Base, brought: Brought, *, by: User) -> PrivateFile:
    """Raises TooMany."""
    lock(subject)
    if there := place_for(subject, brought.data):
        return there
    data, name = brought.data, clean_name(brought.name, brought.kind)
    base = subject if isinstance(subject, Base) else None
    institution = subject.institution if isinstance(subject, Base) else subject
    row = PrivateFile(
        institution=institution,
        base=base,
        purpose=FilePurpose.PAPER if base else FilePurpose.PROOF,
        name=name,
        kind=brought.kind,
        size=len(data),
        digest=hashlib.sha256(data).hexdigest(),
        uploaded_by=by,
    )
    row.file.save(name, ContentFile(data), save=False)
    row.save()
    record("file handed in", row, by=by, after={"institution": institution.pk, "size": row.size})
    return row


def read_file(file: PrivateFile, *, by: User) -> bytes:
    """Its content; the audit notes who read it."""
    record("file read", file, by=by)
    with file.file.open("rb") as opened:
        return bytes(opened.read())


def is_settled(file: PrivateFile) -> bool:
    """An officer decided with it before them: it stays as long as its institution does."""
    if file.base:
        return is_fixed(file.base)
    return file.institution.verification in (Verification.VERIFIED, Verification.WITHDRAWN)


@transaction.atomic
def remove_file(file: PrivateFile, *, by: User) -> None:
    """Raises InUse where an officer decided with it."""
    lock(file.base or file.institution)
    if is_settled(file):
        raise InUse(_("An officer decided with this file before them; it stays."))
    record("file removed", file, by=by, before={"institution": file.institution_id})
    file.delete()
