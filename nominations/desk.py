"""What waits for somebody, and the pages of recommendations."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.desk import Link, Task
from accounts.models import User
from accounts.roles import Kind, Role
from experts.choices import NominationState
from experts.models import Nomination
from nominations.domain.rights import may_nominate
from nominations.turn import held_back

MOST = 5  # drafts named on the desk


def tasks(user: User, role: Role | None) -> Iterator[Task]:
    mine = Q(profile__user=user)
    if user.email_verified_at:
        mine |= Q(profile=None, email=user.email.lower())
    waiting = Nomination.objects.filter(mine, state=NominationState.SENT).order_by("expires_at", "pk")
    for row in waiting:
        address = reverse("nominations:about_me_one", args=[row.pk])
        yield Task(_("Answer a recommendation about you"), address, by=row.expires_at)
    if role is None or role.kind not in (Kind.ATTACHE, Kind.INTERMEDIARY):
        return
    drafts = Nomination.objects.filter(nominated_by=user, state=NominationState.DRAFT)
    for row in drafts.prefetch_related("events").order_by("expires_at", "pk")[:MOST]:
        address = reverse("nominations:nomination", args=[row.pk])
        words = _("No letter was sent; look why") if held_back(row) else _("Finish a recommendation")
        yield Task(words, address, about=row.display_name, by=row.expires_at)


def links(user: User, role: Role | None) -> Iterator[Link]:
    if may_nominate(user) or Nomination.objects.filter(nominated_by=user).exists():
        yield Link(_("My recommendations"), reverse("nominations:mine"))
    about = Nomination.objects.filter(profile__user=user)
    new = about.filter(state=NominationState.SENT).count()
    if new or about.exists():
        yield Link(_("Recommendations about me"), reverse("nominations:about_me"), count=new)
