"""What waits for somebody about data, and the pages about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audience import is_national_officer
from accounts.desk import Link, Task
from accounts.models import User
from accounts.roles import Kind, Role
from bases.models import Opening
from bases.shown import shown
from matching.models import Introduction
from privacy.choices import RequestState
from privacy.domain import handling, request_step
from privacy.domain.erasures import answer_due, held_up, waiting
from privacy.domain.reviewing import queue, shown_to_hosts
from privacy.models import DataRequest, NameLeft

MOST = 10  # tasks of one kind
OFFICERS = (Kind.OFFICER, Kind.ADMINISTRATOR)


def tasks(user: User, role: Role | None) -> Iterator[Task]:
    asked = DataRequest.objects.filter(user=user, state=RequestState.ASKED)
    for row in asked[:MOST]:
        yield Task(_("Answer an officer's question about your request"), _mine(row), by=row.due_at)
    if erasure := waiting(user):
        words = _("Your data will be erased: call it off, or take a copy before")
        yield Task(words, reverse("privacy:my_data"), by=erasure.due_at)
    if role is not None and role.kind == Kind.HOST and role.writes:
        yield from _named_by_officers(role)
    if role is None or role.kind not in OFFICERS or not is_national_officer(user):
        return
    yield from _held_up()
    soon = timezone.now() + timedelta(days=handling.LAST_DAYS[0])
    rows = handling.open_requests().exclude(state=RequestState.ASKED, due_at__gt=soon)
    rows = rows.filter(Q(handled_by=None) | Q(handled_by=user))
    for row in rows[:MOST]:
        address = reverse("privacy:request", args=[row.pk])
        yield Task(_("Answer a request about data"), address, about=row.get_kind_display(), by=row.due_at)


def _held_up() -> Iterator[Task]:
    for erasure in held_up(timezone.now())[:MOST]:
        yield Task(_("Look after an erasure that waits"), reverse("privacy:requests"), by=answer_due(erasure))


def links(user: User, role: Role | None) -> Iterator[Link]:
    yield Link(_("My data"), reverse("privacy:my_data"))
    if role is not None and role.kind in OFFICERS:
        yield Link(_("Reviews by hand"), reverse("privacy:by_hand"), queue().count())
        if is_national_officer(user):
            yield Link(
                _("Requests about data"), reverse("privacy:requests"), handling.open_requests().count()
            )
            names = NameLeft.objects.filter(verdict="").count()
            yield Link(_("Names that are left"), reverse("privacy:names_left"), names)
            yield Link(_("How long what is kept"), reverse("privacy:retention"))


def _named_by_officers(role: Role) -> Iterator[Task]:
    """Openings of the institution for which an officer names somebody with whom nothing has begun."""
    begun = Introduction.objects.filter(opening=OuterRef("opening"), profile=OuterRef("profile"))
    rows = shown_to_hosts().filter(~Exists(begun), opening__institution=role.subject)
    openings = Opening.objects.filter(pk__in=rows.order_by().values("opening"))
    for opening in openings.prefetch_related("texts").order_by("pk")[:MOST]:
        address = reverse("privacy:by_hand_opening", args=[opening.pk])
        title = shown(opening, "title")
        about, language = (title.text, title.language) if title else ("", "")
        yield Task(_("Read whom an officer names for an opening"), address, about=about, language=language)


def _mine(row: DataRequest) -> str:
    return reverse("privacy:request_mine", args=[request_step.seal(row)])
