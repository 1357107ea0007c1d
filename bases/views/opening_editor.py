"""Writing an opening: begin, change, copy, delete."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audience import user_of
from accounts.domain.editing import ChangedMeanwhile, Refused, mark_of
from accounts.domain.errors import NotTheirStep
from bases.choices import PublicationState
from bases.domain.errors import TooManyDrafts
from bases.domain.opening_part import (
    begin_once,
    change_opening,
    copy_opening,
    delete_draft,
    read_opening,
)
from bases.domain.wording.look import findings_of
from bases.models import Institution, Opening
from bases.new_opening_form import NewOpeningForm
from bases.opening_form import OpeningForm
from bases.querysets import EDITORS
from taxonomy.transitions import IllegalTransition

BOTH = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(BOTH)
@never_cache
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """The least that a draft needs; the editor follows."""
    institution = written_by(request, slug)
    form = NewOpeningForm(request.POST if request.method == "POST" else None, institution=institution)
    if request.method == "POST" and form.is_valid():
        try:
            made = begin_once(institution, form.values, by=user_of(request))
        except TooManyDrafts as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The draft is kept. Only your team sees it."))
            return redirect("bases:opening_edit", pk=made.pk)
    context = {"section": "desk", "form": form, "institution": institution}
    return render(request, "bases/opening_new.html", context)


@login_required
@require_http_methods(BOTH)
@never_cache
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor of a draft. By htmx it saves while somebody writes, and answers with what was saved."""
    opening = _edited_by(request, pk)
    if opening.publication != PublicationState.DRAFT:
        messages.info(request, _("Only a draft can be changed; take the opening back first."))
        return redirect("bases:opening_state", pk=pk)
    now = read_opening(opening)
    form = OpeningForm(
        request.POST if request.method == "POST" else None,
        now=now,
        user=user_of(request),
        institution=opening.institution,
    )
    saved = request.method == "POST" and form.is_valid() and _save(request, opening, form)
    context: dict[str, Any] = {"section": "desk", "form": form, "opening": opening, "saved": saved}
    by_htmx = request.headers.get("HX-Request") == "true"
    pressed = "save" in request.POST or "onward" in request.POST
    if by_htmx and not pressed:
        return _saved_by_itself(request, opening, context)
    if saved:
        messages.success(request, _("Saved."))
        to = resolve_url("bases:opening_state" if "onward" in request.POST else "bases:opening_edit", pk=pk)
        return HttpResponse(headers={"HX-Redirect": to}) if by_htmx else redirect(to)
    context["findings"] = findings_of(opening)
    answer = render(request, "bases/opening_edit.html", context)
    if by_htmx:  # the whole page, with the errors at their fields
        answer["HX-Retarget"] = "body"
    return answer


def _save(request: HttpRequest, opening: Opening, form: OpeningForm) -> bool:
    try:
        change_opening(opening, form.values, seen=form.seen_mark, by=user_of(request))
    except ChangedMeanwhile as error:
        form.parted(error)
    except Refused as error:
        form.refused(error)
    except NotTheirStep as error:
        raise PermissionDenied(str(error)) from error
    except IllegalTransition as error:
        form.add_error(None, str(error))
    else:
        return True
    return False


def _saved_by_itself(request: HttpRequest, opening: Opening, context: dict[str, Any]) -> HttpResponse:
    """The line that says what became of it, the mark of what is stored now, and what the rules found."""
    fresh = get_object_or_404(Opening.objects.for_cards(), pk=opening.pk)
    context |= {"findings": findings_of(fresh), "mark": mark_of(read_opening(fresh))}
    answer = render(request, "bases/opening_kept.html", context)
    if context["saved"]:
        answer["HX-Trigger"] = "opening-saved"
    return answer


@login_required
@require_http_methods(BOTH)
@never_cache
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft with the same words and terms, by its button; the address alone leads to the state."""
    opening = _edited_by(request, pk)
    if request.method != "POST":
        return redirect("bases:opening_state", pk=pk)
    try:
        made = copy_opening(opening, by=user_of(request))
    except TooManyDrafts as error:
        messages.error(request, str(error))
        return redirect("bases:opening_state", pk=pk)
    messages.success(request, _("This is the copy, a draft. Look at its days before you hand it in."))
    return redirect("bases:opening_edit", pk=made.pk)


@login_required
@require_http_methods(BOTH)
@never_cache
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first."""
    opening = _edited_by(request, pk)
    if request.method == "POST":
        try:
            delete_draft(opening, by=user_of(request))
        except IllegalTransition as error:
            messages.error(request, str(error))
            return redirect("bases:opening_state", pk=pk)
        messages.success(request, _("The draft is deleted."))
        return redirect("matching:desk")
    return render(request, "bases/opening_delete.html", {"section": "desk", "opening": opening})


def _edited_by(request: HttpRequest, pk: int) -> Opening:
    """One that the reader writes. The rest of the team reads its state; to others it has no such page."""
    rows = Opening.objects.for_cards()
    opening = rows.edited_by(request.user).filter(pk=pk).first()
    if opening is None and rows.of_team(request.user).filter(pk=pk).exists():
        raise PermissionDenied(_("Owners and editors of the institution write its openings."))
    if opening is None:
        raise Http404
    return opening


def written_by(request: HttpRequest, slug: str) -> Institution:
    """One for which the reader writes openings; raises Http404 and PermissionDenied like the rest."""
    institution = get_object_or_404(Institution.objects.prefetch_related("texts"), slug=slug)
    memberships = institution.staff_memberships.filter(user=request.user.pk)
    if not memberships.exists():
        raise Http404
    if not memberships.filter(role__in=EDITORS).exists():
        raise PermissionDenied(_("Owners and editors of the institution write its openings."))
    return institution
