"""The pipeline of the reader's countries."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from attaches.domain.grants import countries_in
from attaches.domain.pipeline import STAGES, pipeline_of
from attaches.entering import attache_of
from taxonomy.countries import country_names
from taxonomy.models import PriorityField
from taxonomy.suppression import FEWEST


@login_required
@require_safe
@never_cache
def pipeline(request: HttpRequest) -> HttpResponse:
    user, grants = attache_of(request)
    found = pipeline_of(grants, user=user)
    fields = {field.slug: field for field in PriorityField.objects.all()}
    names = country_names()
    context = {
        "section": "desk",
        "stages": list(STAGES.values()),
        "waiting": found.waiting,
        "by_country": [(names.get(code, code), counts) for code, counts in found.countries],
        "by_field": [(str(fields[slug]), counts) for slug, counts in found.fields],
        "fewest": FEWEST,
        "countries": sorted(countries_in(grants)),
    }
    return render(request, "attaches/pipeline.html", context)
