"""The terminology, for officers: the list, a term with its history, its deletion."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audience import admitted, is_officer
from accounts.models import User
from bases.addresses import bounded, neighbours
from matching.forms_terms import TermFilter, TermForm
from search.terminology.editing import (
    check_may_edit,
    delete_term,
    deleted_lately,
    history_of,
    may_edit_terms,
    save_term,
)
from search.terminology.files import export_terms
from search.terminology.listing import find_terms
from taxonomy.models import ProposalState, Term, TermProposal

PER_PAGE = 50
PREFILLED = ("zh", "en", "zh_aliases", "en_aliases", "field")


def officer_of(request: HttpRequest) -> User:
    """The reader, if they are a programme officer. Raises PermissionDenied."""
    refusal = _("Only programme officers look after the terminology; you may propose a term.")
    return admitted(request.user, is_officer, otherwise=refusal)


def frame(user: User) -> dict[str, Any]:
    """What every page of the terminology shows."""
    return {
        "section": "desk",
        "may_edit": may_edit_terms(user),
        "open_proposals": TermProposal.objects.filter(state=ProposalState.OPEN).count(),
    }


@login_required
@require_safe
@never_cache
def terms(request: HttpRequest) -> HttpResponse:
    """Terms by text, language and field; `?format=csv` is a file of just these."""
    user = officer_of(request)
    sent = bounded(request.GET)
    form = TermFilter(sent)
    form.is_valid()  # what does not hold is named on the page and left out of the question
    asked = form.cleaned_data
    found = find_terms(asked.get("q", ""), field=asked.get("field", ""), language=asked.get("language", ""))
    if sent.get("format") == "csv":
        answer = HttpResponse(export_terms(list(found)), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="terms.csv"'
        return answer
    page = Paginator(found, PER_PAGE).get_page(sent.get("page"))
    as_file = sent.copy()
    as_file["format"] = "csv"
    context = frame(user) | {
        "form": form,
        "page": page,
        "neighbours": neighbours(sent, page),
        "as_file": f"?{as_file.urlencode()}",
        "asked": any(asked.get(name) for name in ("q", "field", "language")),
        "deleted": deleted_lately(),
    }
    return render(request, "matching/terms.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def term(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Add a term (words of the address are filled in), or change one."""
    user = officer_of(request)
    row = get_object_or_404(Term, pk=pk) if pk else None
    if request.method == "POST" or row is None:
        check_may_edit(user)
    given = {name: request.GET[name][:200] for name in PREFILLED if name in request.GET}
    form = TermForm(
        request.POST if request.method == "POST" else None, instance=row, initial=None if row else given
    )
    if request.method == "POST" and form.is_valid():
        saved = save_term(form.save(commit=False), by=user)
        messages.success(request, _("“%(term)s” is saved; what holds it is read again.") % {"term": saved.zh})
        return redirect("matching:terms")
    shown = Term.objects.get(pk=row.pk) if row else None  # the form may have filled in what does not hold
    context = frame(user) | {"form": form, "term": shown, "history": history_of(row) if row else []}
    return render(request, "matching/term.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def term_deletion(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks before, deletes by POST."""
    user = officer_of(request)
    check_may_edit(user)
    row = get_object_or_404(Term, pk=pk)
    if request.method == "POST":
        delete_term(row, by=user)
        messages.success(
            request, _("“%(term)s” is deleted; the list below can bring it back.") % {"term": row.zh}
        )
        return redirect("matching:terms")
    return render(request, "matching/term_deletion.html", frame(user) | {"term": row})
