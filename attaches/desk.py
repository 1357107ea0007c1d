"""What an attaché and an officer find of this on their desk."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.audience import is_national_officer
from accounts.desk import Link, Task
from accounts.models import User
from accounts.roles import Kind, Role
from attaches.domain.handover import UNDO, given_lately
from attaches.domain.need import Level
from attaches.domain.tasks import tasks_for
from bases.models import Opening
from bases.shown import shown

SHOWN = 3  # tasks on the desk; all of them are behind a link
AT_THE_DESK = (Kind.ATTACHE, Kind.INTERMEDIARY)


def tasks(user: User, role: Role | None) -> Iterator[Task]:
    """The openings that need somebody most."""
    if role is None or role.kind not in AT_THE_DESK:
        return
    urgent = [task for task in tasks_for(user)[:SHOWN] if task.need.level is not Level.LOW]
    rows = Opening.objects.prefetch_related("texts").in_bulk([task.opening for task in urgent])
    for task in urgent:
        if opening := rows.get(task.opening):
            title = shown(opening, "title")
            yield Task(
                _("Find somebody for this opening"),
                reverse("attaches:task", args=[opening.pk]),
                about=title.text if title else "",
                language=title.language if title else "",
                by=task.deadline,
            )


def links(user: User, role: Role | None) -> Iterator[Link]:
    for handover in given_lately(user):
        words = _("Handed over; can be taken back until %(day)s") % {
            "day": date_format(localtime(handover.at + UNDO))
        }
        yield Link(words, reverse("attaches:handover_done", args=[handover.pk]))
    if role is None:
        return
    if role.kind in AT_THE_DESK:
        yield Link(_("Openings that need somebody"), reverse("attaches:tasks"))
        yield Link(_("What became of my recommendations"), reverse("attaches:nominations"))
        yield Link(_("Pipeline of my countries"), reverse("attaches:pipeline"))
        yield Link(_("Hand over to a successor"), reverse("attaches:handover"))
    elif role.kind in (Kind.OFFICER, Kind.ADMINISTRATOR) and is_national_officer(user):
        yield Link(_("Posts of attachés"), reverse("attaches:posts"))
