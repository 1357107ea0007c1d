"""My data, on one page: what is stored and for how long, who looked, what I decided, and what I can ask for."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audience import user_of
from accounts.consent_texts import current_text
from accounts.models import Consent, Purpose
from experts.models import Profile, ProfileLook
from privacy.domain.erasures import waiting
from privacy.domain.objecting import object_to_ranking, take_objection_back
from privacy.inventory import ROWS, model_of
from privacy.inventory_types import Use
from privacy.models import DataExport, DataRequest, HandReview
from privacy.retention import rules

LATELY = timedelta(days=30)
OURS = {config.label for config in apps.get_app_configs() if Path(config.path).parent == Path(settings.ROOT)}


@login_required
@require_safe
@never_cache
def my_data(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    profile = Profile.objects.filter(user=user).first()
    since = timezone.now() - LATELY
    agreed = set(Consent.objects.live().filter(user=user).values_list("purpose", flat=True))
    context: dict[str, Any] = {
        "section": "desk",
        "profile": profile,
        "lately": ProfileLook.objects.filter(profile=profile, at__gte=since).count() if profile else 0,
        "consents": [(_title(purpose), purpose in agreed) for purpose in Purpose],
        "export": DataExport.objects.filter(user=user).first(),
        "erasure": waiting(user),
        "requests": DataRequest.objects.filter(user=user).order_by("-asked_at", "-pk")[:10],
        "uses": stored_kinds(),
        "rules": [rule.words(get_language() or "") for rule in rules()],
    }
    return render(request, "privacy/my_data.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ranking(request: HttpRequest) -> HttpResponse:
    """Whether a program may rank me, and what people said who looked instead."""
    user = user_of(request)
    profile = Profile.objects.filter(user=user).first()
    if profile is None:
        messages.info(request, _("Only profiles are ranked; you have none."))
        return redirect("privacy:my_data")
    if request.method == "POST":
        if request.POST.get("step") == "back":
            take_objection_back(profile, by=user)
            messages.success(request, _("Taken back: you are ranked again from now on."))
        else:
            object_to_ranking(profile, by=user)
            messages.success(
                request, _("Noted: you are in no ranked list any more; an officer looks by hand.")
            )
        return redirect("privacy:ranking")
    reviews = (
        HandReview.objects.filter(profile=profile)
        .select_related("opening")
        .prefetch_related("opening__texts")
    )
    context = {
        "section": "desk",
        "profile": profile,
        "reviews": reviews,
        "in_queue": profile.objected_at is not None
        and Profile.objects.in_pool().filter(pk=profile.pk).exists(),
    }
    return render(request, "privacy/ranking.html", context)


def stored_kinds() -> list[tuple[Use, list[str]]]:
    """What this platform stores of people, by what it is for; not what the libraries below it call things. No query."""
    kinds: dict[Use, list[str]] = {use: [] for use in Use}
    for row in ROWS:
        model = model_of(row)
        if model._meta.app_label in OURS and not model._meta.auto_created and (row.person or row.addressed):
            kinds[row.use].append(force_str(model._meta.verbose_name_plural))
    return [(use, titles) for use, titles in kinds.items() if titles]


def _title(purpose: Purpose) -> str:
    return current_text(purpose).in_language(get_language()).title
