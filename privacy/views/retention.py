"""How long what is kept: in words for everybody, with figures for officers."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from privacy.models import RetentionRun
from privacy.retention import count, rules
from privacy.views.mine import stored_kinds
from privacy.views.requests import officer

RUNS = 14


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """Public: what is stored of people, for what, and for how long."""
    language = get_language() or ""
    context = {"uses": stored_kinds(), "rules": [rule.words(language) for rule in rules()]}
    return render(request, "privacy/kept.html", context)


@login_required
@require_safe
@never_cache
def retention(request: HttpRequest) -> HttpResponse:
    """What the rules would find now, and what the last runs did."""
    officer(request)
    due, language = count(timezone.now()), get_language() or ""
    context = {
        "section": "desk",
        "rules": [(rule, rule.words(language), due.get(rule.key)) for rule in rules()],
        "runs": [(run, sum(run.figures.values())) for run in RetentionRun.objects.all()[:RUNS]],
    }
    return render(request, "privacy/retention.html", context)
