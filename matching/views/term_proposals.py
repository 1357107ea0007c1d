"""Terms that people miss: everybody proposes and sees what became of it, officers read, national officers decide."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audience import is_officer
from accounts.models import User
from bases.addresses import bounded, neighbours
from matching.forms_terms import DeclineForm, ProposalForm, TermForm
from matching.views.terms import frame, officer_of
from search.terminology.editing import check_may_edit
from search.terminology.proposals import (
    TooManyProposals,
    accept_proposal,
    decline_proposal,
    propose_term,
)
from taxonomy.models import ProposalState, Term, TermProposal
from taxonomy.transitions import IllegalTransition

PER_PAGE = 30


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def propose(request: HttpRequest) -> HttpResponse:
    """Propose a term; below it, what became of the reader's earlier ones."""
    user = request.user
    assert isinstance(user, User)
    # With its proposer, so that the database's rule of one open proposal for each term is told as a form error.
    form = ProposalForm(
        request.POST if request.method == "POST" else None, instance=TermProposal(proposed_by=user)
    )
    if request.method == "POST" and form.is_valid():
        mine = TermProposal.objects.filter(proposed_by=user, state=ProposalState.OPEN)
        try:
            if mine.filter(zh=form.cleaned_data["zh"]).exists():
                form.add_error("zh", _("You proposed this term already."))
            else:
                propose_term(form.save(commit=False), by=user)
                messages.success(request, _("Thank you. An officer reads it; the answer will stand here."))
                return redirect("matching:term_propose")
        except TooManyProposals:
            form.add_error(None, _("Many proposals of yours wait already; an officer reads them first."))
    own = TermProposal.objects.filter(proposed_by=user).select_related("term")
    page = Paginator(own, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "desk",
        "officer": is_officer(user),
        "form": form,
        "page": page,
        "neighbours": neighbours(bounded(request.GET, words=False), page),
    }
    return render(request, "matching/term_propose.html", context)


@login_required
@require_safe
@never_cache
def proposals(request: HttpRequest) -> HttpResponse:
    """Every proposal, those that wait first."""
    user = officer_of(request)
    # "open" comes after "accepted" and "declined" in the alphabet
    rows = TermProposal.objects.select_related("field", "proposed_by").order_by(
        "-state", "-proposed_at", "-pk"
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = frame(user) | {"page": page, "neighbours": neighbours(bounded(request.GET, words=False), page)}
    return render(request, "matching/term_proposals.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: made a term, edited if need be, or declined with a reason."""
    user = officer_of(request)
    row = get_object_or_404(TermProposal.objects.select_related("field", "term", "decided_by"), pk=pk)
    step = request.POST.get("step", "")
    if request.method == "POST":
        check_may_edit(user)
    start = {"zh": row.zh, "en": row.en, "field": row.field_id}
    accepting = (
        TermForm(request.POST, prefix="term") if step == "accept" else TermForm(initial=start, prefix="term")
    )
    declining = DeclineForm(request.POST) if step == "decline" else DeclineForm()
    try:
        if step == "accept" and accepting.is_valid():
            saved: Term = accept_proposal(row, term=accepting.save(commit=False), by=user)
            messages.success(request, _("“%(term)s” is a term now.") % {"term": saved.zh})
            return redirect("matching:term_proposals")
        if step == "decline" and declining.is_valid():
            decline_proposal(row, answer=declining.cleaned_data["answer"], by=user)
            messages.success(request, _("The proposal is declined; its author reads why."))
            return redirect("matching:term_proposals")
    except IllegalTransition:
        messages.warning(request, _("Somebody decided this proposal already; nothing was changed."))
        return redirect("matching:term_proposals")
    context = frame(user) | {"proposal": row, "accepting": accepting, "declining": declining}
    return render(request, "matching/term_proposal.html", context)
