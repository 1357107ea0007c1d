"""My desk: where logging in leads, and from there to what each role may do."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_countries import countries

from accounts.audience import attache_countries, is_national_officer, is_officer
from accounts.models import User
from bases.addresses import bounded, neighbours
from bases.models import Institution, Opening, StaffMembership
from experts.models import Profile
from matching.views.mine import obstacle

PER_PAGE = 20


@login_required
@require_safe
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    """The reader's roles, each with its pages. An officer sees every opening, staff those of their institutions."""
    user = request.user
    assert isinstance(user, User)
    profile = Profile.objects.filter(user=user).prefetch_related("texts").first()
    officer = is_officer(user)
    institutions = Prefetch("institution", Institution.objects.prefetch_related("texts"))
    memberships = list(
        StaffMembership.objects.filter(user=user).prefetch_related(institutions).order_by("pk")
    )
    rows = Opening.objects.visible_to(user) if officer else Opening.objects.staffed_by(user)
    page = Paginator(rows.order_by("deadline", "pk").for_cards(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "desk",
        "profile": profile,
        "obstacle": obstacle(user, profile),
        "memberships": memberships,
        "officer_scopes": list(user.officer_scopes.all()),
        "attache_countries": sorted(str(countries.name(code)) for code in attache_countries(user)),
        "officer": officer,
        "keeper": officer and is_national_officer(user),  # looks after the running of the platform
        "page": page,
        "neighbours": neighbours(bounded(request.GET, words=False), page),
    }
    return render(request, "matching/desk.html", context)
