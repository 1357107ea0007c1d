"""The steps that are one part of the profile each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.domain.editing import ChangedMeanwhile, Part, Refused
from accounts.models import User
from accounts.part_form import PartForm
from experts import steps
from experts.domain.editing import change_part
from experts.domain.parts.audiences import AUDIENCES
from experts.domain.parts.person import PERSON, begin_profile
from experts.domain.parts.stays import STAYS
from experts.domain.parts.work import WORK
from experts.forms.audiences import AudiencesForm
from experts.forms.person import PersonForm
from experts.forms.stays import StaysForm
from experts.forms.work import WorkForm
from experts.models import Profile
from experts.steps import Step, after, way_of

BOTH = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class PartPage:
    step: Step
    part: Part
    form: type[PartForm]
    template: str = "experts/part.html"


PAGES: Mapping[str, PartPage] = {
    page.step.name: page
    for page in (
        PartPage(steps.PERSON, PERSON, PersonForm),
        PartPage(steps.WORK, WORK, WorkForm, "experts/work.html"),
        PartPage(steps.STAYS, STAYS, StaysForm, "experts/stays.html"),
        PartPage(steps.AUDIENCES, AUDIENCES, AudiencesForm),
    )
}


@login_required
@require_http_methods(BOTH)
@never_cache
def part(request: HttpRequest, name: str) -> HttpResponse:
    """One step: shows what is stored, and saves it at once. Without a profile only the first one is open."""
    user = request.user
    assert isinstance(user, User)
    page = PAGES[name]
    profile = Profile.objects.filter(user=user).first()
    if profile is None and page.step != steps.PERSON:
        messages.info(request, _("Begin here; the other steps open afterwards."))
        return redirect("experts:person")
    now = page.part.read(profile) if profile else None
    form = page.form(request.POST if request.method == "POST" else None, now=now, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            profile = profile or begin_profile(user, form.values)
            changed = change_part(profile, page.part, form.values, seen=form.seen_mark, by=user)
        except ChangedMeanwhile as error:
            form.parted(error)
        except Refused as error:
            form.refused(error)
        else:
            if changed:
                messages.success(request, _("Saved."))
            return redirect(f"experts:{name}" if "again" in request.POST else after(page.step))
    context = {"section": "desk", "step": page.step, "way": way_of(user, current=page.step), "form": form}
    return render(request, page.template, context)
