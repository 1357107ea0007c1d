"""My desk: where logging in leads, and from there to what each role may do."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.audience import is_national_officer
from accounts.desk import links_of, tasks_of
from accounts.models import User
from accounts.roles import Kind, acting, roles_of
from bases.addresses import bounded, neighbours
from bases.models import Opening
from experts.models import Profile
from matching.domain.looks import new_for
from matching.views.mine import obstacle

PER_PAGE = 20


@login_required
@require_safe
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    """The pages of the role that the reader acts in. An officer sees every opening, staff those of the institution."""
    user = request.user
    assert isinstance(user, User)
    roles = roles_of(user)
    role = acting(request.session, roles)
    kind = role.kind if role else None
    profile = Profile.objects.filter(user=user).prefetch_related("texts").first()
    officer = kind in (Kind.OFFICER, Kind.ADMINISTRATOR)
    if officer:
        rows = Opening.objects.visible_to(user).order_by("deadline", "pk")
    else:
        of = role.subject if role and kind == Kind.HOST else None
        rows = Opening.objects.of_team(user).filter(institution=of).for_desk()
    page = Paginator(rows.for_cards(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "desk",
        "roles": roles,
        "acting": role,
        "kind": kind,
        "profile": profile if kind in (Kind.EXPERT, None) else None,
        "obstacle": obstacle(user, profile),
        "officer": officer,
        "host": kind == Kind.HOST,
        "edits": kind == Kind.HOST and role is not None and role.writes,
        "keeper": officer and is_national_officer(user),  # looks after the running of the platform
        "page": page,
        "new": new_for(list(page.object_list), reader=user) if officer or kind == Kind.HOST else {},
        "tasks": tasks_of(user, role),
        "links": links_of(user, role),
        "neighbours": neighbours(bounded(request.GET, words=False), page),
    }
    return render(request, "matching/desk.html", context)
