"""Project, talent, base: people and bases for a project, people and projects for a base, both for a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.audience import is_officer
from accounts.models import User
from bases.models import Base, Project
from experts.choices import Where
from experts.domain.looks import Sight
from experts.models import Profile
from matching.away import UNUSABLE, answer_without
from matching.blind_triples import lines
from matching.domain.matcher import bases_for
from matching.domain.triple_types import Triples
from matching.domain.triples import triples_for_base, triples_for_person, triples_for_project
from matching.noting import note_shown, standing_of_triple
from matching.views.mine import obstacle

MORE_BASES = 5  # near in subject, beside those that stand in a triple


@login_required
@require_safe
@never_cache
def partners(request: HttpRequest, pk: int) -> HttpResponse:
    """People for a project, each with a base; for the staff of its base's institution, and for officers."""
    rows = Project.objects.visible_to(request.user).select_related("base", "programme")
    project = get_object_or_404(rows.prefetch_related("texts", "base__texts", "fields"), pk=pk)
    _only_hosts(request, project.base)
    context = {"section": "bases", "project": project}
    return _blind_list(
        request,
        "matching/triple_project.html",
        context,
        lambda: triples_for_project(project, reader=request.user),
        why=Where.PROJECT,
    )


@login_required
@require_safe
@never_cache
def base_people(request: HttpRequest, slug: str) -> HttpResponse:
    """People for a base, each with a project; for the staff of its institution, and for officers."""
    base = get_object_or_404(Base.objects.visible_to(request.user).for_cards(), slug=slug)
    _only_hosts(request, base)
    context = {"section": "bases", "base": base}
    return _blind_list(
        request,
        "matching/triple_base.html",
        context,
        lambda: triples_for_base(base, reader=request.user),
        why=Where.BASE,
    )


@login_required
@require_safe
@never_cache
def my_bases(request: HttpRequest) -> HttpResponse:
    """Projects and bases that fit the reader's own profile."""
    user = request.user
    assert isinstance(user, User)
    profile = Profile.objects.filter(user=user).for_matching().first()
    hindrance = obstacle(user, profile)
    context: dict[str, Any] = {"section": "desk", "obstacle": hindrance}
    if profile is None or hindrance:
        return render(request, "matching/triple_mine.html", context)
    try:
        found = triples_for_person(profile, reader=user)
        near = bases_for(profile, reader=user)
    except UNUSABLE as error:
        return answer_without(request, "matching/triple_mine.html", context, error)
    partial = [line for line in found.found if not line.score.strength.fits]
    fitting = [line for line in found.found if line.score.strength.fits]
    named = {line.base.pk for line in fitting}
    more = [line.subject for line in near.ranked if line.subject.pk not in named and line.score.strength.fits]
    context |= {"fitting": fitting, "partial": partial, "more": more[:MORE_BASES]}
    return render(request, "matching/triple_mine.html", context)


def _only_hosts(request: HttpRequest, base: Base) -> None:
    """Raises PermissionDenied."""
    if not is_officer(request.user) and not Base.objects.staffed_by(request.user).filter(pk=base.pk).exists():
        raise PermissionDenied(
            _("Only the staff of the base's institution may read which people fit its projects.")
        )


def _blind_list(
    request: HttpRequest, template: str, context: dict[str, Any], find: Callable[[], Triples], *, why: Where
) -> HttpResponse:
    try:
        found = find()
    except UNUSABLE as error:
        return answer_without(request, template, context, error)
    seen = lines(found)
    sights = [
        Sight(one.profile, one.rank, standing_of_triple(one, engine=found.engine)) for one in found.found
    ]
    note_shown(request, sights, why=why)
    context |= {
        "found": found,
        "fitting": [line for line in seen if not line.partial],
        "partial": [line for line in seen if line.partial],
    }
    return render(request, template, context)
