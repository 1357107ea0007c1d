"""Registering an institution, mending what was returned, and the officers' queue."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audience import admitted, is_officer, user_of
from accounts.domain.editing import ChangedMeanwhile, Refused
from accounts.domain.errors import NotTheirStep, SeenChanged
from accounts.models import User
from bases.choices import Verification
from bases.domain import registration
from bases.domain.deciding import decides_on
from bases.domain.files import files_of, may_read
from bases.domain.own_bases import TooMany
from bases.domain.team import may_manage
from bases.files import limits
from bases.files.words import refusal
from bases.models import Institution, RorRecord
from bases.registration_forms import DecisionForm, InstitutionForm
from bases.service import due_of
from bases.views.ror import chosen_in, found_for, initial_from
from taxonomy.transitions import IllegalTransition

BOTH = ["GET", "HEAD", "POST"]
SHOWN = 50  # of what was decided lately


@login_required
@require_http_methods(BOTH)
@never_cache
def register(request: HttpRequest) -> HttpResponse:
    """Whoever registers is the first owner."""
    user = user_of(request)
    form = InstitutionForm(*_sent(request), now=None, user=user, begin=initial_from(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = registration.register(form.values, proof=form.proof_sent, by=user)
        except TooMany as error:
            form.add_error(None, str(error))
        except limits.Refused as error:
            form.add_error("proof", refusal(error))
        else:
            messages.success(request, _("Registered. An officer answers; a letter tells you."))
            return redirect("bases:institution", slug=made.slug)
    context = {"section": "desk", "form": form, "chosen": chosen_in(request)} | found_for(request)
    return render(request, "bases/register.html", context)


@login_required
@require_http_methods(BOTH)
@never_cache
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """For owners; saving one that was returned hands it in again."""
    institution = get_object_or_404(Institution.objects.prefetch_related("texts", "fields"), slug=slug)
    if not may_manage(request.user, institution):
        raise Http404
    user = user_of(request)
    now = registration.INSTITUTION.read(institution)
    form = InstitutionForm(*_sent(request), now=now, user=user, institution=institution)
    if request.method == "POST" and form.is_valid():
        try:
            registration.correct(
                institution, form.values, proof=form.proof_sent, seen=form.seen_mark, by=user
            )
        except ChangedMeanwhile as error:
            form.parted(error)
        except Refused as error:
            form.refused(error)
        except TooMany as error:
            form.add_error("proof", str(error))
        except limits.Refused as error:
            form.add_error("proof", refusal(error))
        else:
            messages.success(request, _("The institution is saved."))
            return redirect("bases:institution", slug=slug)
    context = {"section": "desk", "form": form, "institution": institution}
    return render(request, "bases/register.html", context)


@login_required
@require_safe
@never_cache
def waiting(request: HttpRequest) -> HttpResponse:
    """The officers' queue, the longest waiting first."""
    _officer(request)
    rows = Institution.objects.prefetch_related("texts")
    pending = rows.filter(verification=Verification.PENDING).order_by("submitted_at", "pk")
    context = {
        "section": "desk",
        "waiting": [(row, due_of(row)) for row in pending],
        "target": settings.VERIFICATION_WORKING_DAYS,
        "returned": rows.filter(verification=Verification.RETURNED).order_by("slug")[:SHOWN],
    }
    return render(request, "bases/waiting.html", context)


@login_required
@require_http_methods(BOTH)
@never_cache
def verification(request: HttpRequest, slug: str) -> HttpResponse:
    """One institution before an officer."""
    officer = _officer(request)
    institution = get_object_or_404(Institution.objects.prefetch_related("texts", "fields"), slug=slug)
    returned = "return" in request.POST
    form = DecisionForm(request.POST if request.method == "POST" else None, returned=returned)
    status = 200
    if request.method == "POST" and form.is_valid():
        seen, reason = form.cleaned_data["seen"], form.cleaned_data["reason"]
        try:
            if returned:
                language = get_language() or ""
                registration.send_back(institution, seen=seen, reason=reason, language=language, by=officer)
            else:
                registration.approve(institution, seen=seen, by=officer)
        except NotTheirStep as error:
            form.add_error(None, str(error))
            status = 403
        except SeenChanged as error:
            form.add_error(None, str(error))
            status = 409
        except IllegalTransition:
            form.add_error(None, _("This was decided before; look at its state."))
            status = 409
        else:
            messages.success(request, _("Decided; a letter tells the owners."))
            return redirect("bases:waiting")
    seen = registration.mark_for_officers(institution)
    institution.refresh_from_db()  # so that the page shows nothing older than its mark
    rivals = Institution.objects.filter(ror=institution.claimed_ror) if institution.claimed_ror else None
    context = {
        "section": "desk",
        "institution": institution,
        "form": form,
        "seen": seen,
        "rivals": rivals,
        "ror": (ror := institution.ror or institution.claimed_ror),
        "known": RorRecord.objects.filter(pk=ror).first() if ror else None,
        "proof": [row for row in files_of(institution) if may_read(officer, row)],
        "owners": institution.staff_memberships.select_related("user").order_by("pk"),
        "pending": institution.verification == Verification.PENDING,
        "decides": decides_on(officer, institution),
    }
    return render(request, "bases/verification.html", context, status=status)


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    """Fields and files; nothing before the form was sent."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _officer(request: HttpRequest) -> User:
    return admitted(request.user, is_officer, otherwise=_("Institutions are verified by programme officers."))
