"""Messages between both sides of an introduction, with files that were looked at."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.audit import record
from accounts.domain.steps import lock
from accounts.models import User
from bases.domain.files import Brought, clean_name
from introductions.domain.telling import people_of, say
from introductions.models import Attachment, Message
from matching.choices import IntroductionState, Side
from matching.domain.sides import require_side
from matching.models import Introduction
from matching.models.introduction import LIVE
from notices.choices import Topic
from taxonomy.transitions import IllegalTransition

MOST_A_DAY = 40  # messages of one side
MOST_FILES = 20  # of one introduction


class TooMuch(IllegalTransition):
    """So many messages or files that another one would be a nuisance; the message says when to go on."""


@transaction.atomic
def write_message(
    introduction: Introduction,
    *,
    side: Side,
    by: User,
    text: str,
    language: str,
    sent: UUID,
    file: Brought | None = None,
) -> Message:
    """Files only once both sides said yes. The same form sent twice is one message.

    Raises NotYourSide, TooMuch, and IllegalTransition where nothing more is said.
    """
    lock(introduction)
    require_side(introduction.opening, introduction.profile, side=side, by=by)
    if there := Message.objects.filter(introduction=introduction, sent=sent).first():
        return there
    if introduction.profile.has_left:
        raise IllegalTransition(_("The person has left the platform; nobody would read it."))
    if introduction.state not in LIVE:
        raise IllegalTransition(_("This introduction has ended; nothing more can be written here."))
    if file is not None and introduction.state != IntroductionState.ACCEPTED:
        raise IllegalTransition(_("Files can be sent once both sides have said yes."))
    _not_in_masses(introduction, side, file)
    return _store(introduction, side, by, text, language, sent, file)


def first_words(introduction: Introduction, *, side: Side, by: User, text: str, language: str) -> Message:
    """With which an introduction begins; the letter about it tells of them."""
    return _store(introduction, side, by, text, language, uuid4(), None, told=True)


def mark_read(introduction: Introduction, *, side: Side) -> None:
    """Somebody of `side` has the page open."""
    unread = Message.objects.filter(introduction=introduction, read_at__isnull=True).exclude(side=side)
    for message in unread:
        message.read_at = timezone.now()
        message.save(update_fields=["read_at"])


def _store(
    introduction: Introduction,
    side: Side,
    by: User,
    text: str,
    language: str,
    sent: UUID,
    file: Brought | None,
    *,
    told: bool = False,
) -> Message:
    waits = Message.objects.filter(introduction=introduction, side=side, read_at__isnull=True).exists()
    message = Message.objects.create(
        introduction=introduction, side=side, by=by, text=text.strip(), language=language, sent=sent
    )
    if file is not None:
        name = clean_name(file.name, file.kind)
        row = Attachment(message=message, name=name, kind=file.kind, size=len(file.data))
        row.file.save(name, ContentFile(file.data), save=False)
        row.save()
        record("attachment sent", row, by=by)
    # Of several that nobody has read yet, the first is told.
    for user, reads in people_of(introduction):
        if reads != side and not told and not waits:
            say(introduction, user, Topic.MESSAGES, "introduction_message", reads=reads)
    return message


def _not_in_masses(introduction: Introduction, side: Side, file: Brought | None) -> None:
    since = timezone.now() - timedelta(days=1)
    if Message.objects.filter(introduction=introduction, side=side, at__gt=since).count() >= MOST_A_DAY:
        raise TooMuch(
            _("Your side wrote %(number)d messages within a day; go on tomorrow.") % {"number": MOST_A_DAY}
        )
    files = Attachment.objects.filter(message__introduction=introduction)
    if file is not None and files.count() >= MOST_FILES:
        raise TooMuch(_("At most %(number)d files can be sent here.") % {"number": MOST_FILES})
