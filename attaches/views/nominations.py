"""What became of those whom the reader nominated."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from attaches.domain.becoming import became
from attaches.entering import attache_of
from attaches.looks import note_nominated
from bases.addresses import bounded, neighbours
from experts.choices import NominationState
from experts.models import Nomination
from matching.views.shortlist import is_read

PER_PAGE = 20


@login_required
@require_safe
@never_cache
def nominations(request: HttpRequest) -> HttpResponse:
    """The newest first. Whoever declined or let it run out is no more than a line."""
    user, grants = attache_of(request)
    sent = bounded(request.GET, words=False)
    rows = Nomination.objects.filter(nominated_by=user).exclude(state=NominationState.DRAFT)
    rows = rows.select_related("profile", "opening__institution").prefetch_related(
        "opening__texts", "opening__institution__texts"
    )
    page = Paginator(rows, PER_PAGE).get_page(sent.get("page"))
    lines = became(list(page.object_list))
    if is_read(request):
        note_nominated([one.nomination for one in lines if one.followed], by=user, grants=grants)
    context = {
        "section": "desk",
        "page": page,
        "lines": lines,
        "neighbours": neighbours(sent, page),
    }
    return render(request, "attaches/nominations.html", context)
