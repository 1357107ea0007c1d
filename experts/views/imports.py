"""Importing into one's own profile: bring a file, see what it would change, take what fits, undo."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from accounts.audience import user_of
from accounts.models import User
from experts import import_words as words
from experts.domain import import_guards, import_taking, import_undoing
from experts.domain import imports as domain
from experts.domain.import_types import Plan, Standing
from experts.forms.imports import SHOWN, BringForm, LookupForm, NewProfileForm, TakeForm
from experts.import_start import start_reading
from experts.importing.limits import SECONDS
from experts.models import ImportState, ProfileImport
from taxonomy.choices import Language

BOTH = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(BOTH)
@never_cache
def imports(request: HttpRequest) -> HttpResponse:
    """The form, the proposals that wait, and the last import, which can be undone."""
    user = user_of(request)
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    lookup = LookupForm(user=user)
    if form.is_bound and form.is_valid():
        try:
            proposal = domain.begin_import(user, form.data_brought, file_name=form.name_brought)
        except import_guards.TooManyImports:
            form.add_error(None, _("Answer or throw away what waits below first, then bring the next file."))
        else:
            start_reading(proposal.pk)
            return redirect("experts:import", proposal.pk)
    return _all(request, form, lookup)


@login_required
@require_POST
def import_lookup(request: HttpRequest) -> HttpResponse:
    """Ask another server; where none may be asked there is no such page."""
    user = user_of(request)
    form = LookupForm(request.POST, user=user)
    if not form.fields:
        raise Http404
    if form.is_valid():
        try:
            proposal = domain.begin_lookup(user, form.asked)
        except import_guards.TooManyImports:
            form.add_error(None, _("Answer or throw away what waits below first, then bring the next file."))
        else:
            start_reading(proposal.pk)
            return redirect("experts:import", proposal.pk)
    return _all(request, BringForm(), form)


def _all(request: HttpRequest, form: BringForm, lookup: LookupForm) -> HttpResponse:
    user = user_of(request)
    waiting = ProfileImport.objects.filter(user=user, taken_at__isnull=True).defer("data", "record", "undo")
    context = {
        "section": "desk",
        "form": form,
        "lookup": lookup,
        "formats": words.FORMATS.values(),
        "waiting": waiting,
        "last": import_undoing.undoable_import(user),
    }
    return render(
        request, "experts/imports.html", context, status=400 if form.errors or lookup.errors else 200
    )


@login_required
@require_http_methods(BOTH)
@never_cache
def import_(request: HttpRequest, pk: int) -> HttpResponse:
    """One import as it stands: being read, refused, to be taken, or taken."""
    proposal = _own(request, pk)
    context: dict[str, Any] = {"section": "desk", "proposal": proposal}
    if proposal.state == ImportState.READING and not proposal.is_overdue:
        if request.htmx:  # type: ignore[attr-defined]
            return render(request, "experts/import_progress.html", context)
        return render(request, "experts/import_reading.html", context)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRefresh()
    if proposal.state in (ImportState.READING, ImportState.FAILED):
        code = proposal.problem or "too_slow"
        context["why"] = words.refusal(code, proposal.problem_values or {"limit": SECONDS})
        return render(request, "experts/import_failed.html", context)
    if proposal.state == ImportState.READY:
        return _preview(request, proposal)
    return redirect("experts:imports")


def _preview(request: HttpRequest, proposal: ProfileImport) -> HttpResponse:
    user = user_of(request)
    plan = import_taking.plan_for(proposal)
    if request.method != "POST":
        return _page(request, proposal, plan, new=_new_form(None, plan, user))
    form, new = TakeForm(request.POST, plan=plan), _new_form(request.POST, plan, user)
    if not form.is_valid():
        problem = _("This page does not fit the proposal any more. Check it and take again.")
        return _page(request, proposal, plan, new=new, problem=problem, status=400)
    if new is not None and not new.is_valid():
        return _page(request, proposal, plan, new=new, status=400)
    answers = new.cleaned_data if new else None
    try:
        import_taking.take_import(proposal, form.choice, seen=form.cleaned_data["seen"], by=user, new=answers)
    except import_guards.StaleImport:
        return _as_it_stands_now(request, proposal.pk)
    except import_guards.ImportRefused as refused:
        return _page(request, proposal, plan, new=new, problem=_refusal(refused), status=400)
    messages.success(request, _("Taken into your profile. You can undo it on this page."))
    return redirect("experts:imports")


def _as_it_stands_now(request: HttpRequest, pk: int) -> HttpResponse:
    """For a reader whose page is older than the profile, or than the proposal."""
    user = user_of(request)
    proposal = ProfileImport.objects.filter(pk=pk, user=user, state=ImportState.READY).first()
    if proposal is None:
        messages.error(request, _("This proposal was answered on another page already."))
        return redirect("experts:imports")
    plan = import_taking.plan_for(proposal)
    problem = _(
        "Your profile was changed since this page was made. This is how it stands now: check and take again."
    )
    new = _new_form(request.POST, plan, user)
    return _page(request, proposal, plan, new=new, problem=problem, status=409)


def _new_form(data: QueryDict | None, plan: Plan, user: User) -> NewProfileForm | None:
    """Asked of who has no profile yet."""
    return None if plan.profile else NewProfileForm(data, plan=plan, account_name=user.name)


def _page(
    request: HttpRequest,
    proposal: ProfileImport,
    plan: Plan,
    *,
    new: NewProfileForm | None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The preview; after a POST with the ticks of its reader."""
    ticked = set(request.POST.getlist("take")) if request.method == "POST" else None
    context = {
        "section": "desk",
        "proposal": proposal,
        "format": words.FORMATS[plan.record.format],
        "new": new,
        "problem": problem,
        "titles": {key.removeprefix("title-"): value for key, value in request.POST.items()},
        "rest_ticked": ticked is None or "rest" in request.POST,
        **_shown(plan, ticked),
    }
    return render(request, "experts/import.html", context, status=status)


def _shown(plan: Plan, ticked: set[str] | None) -> dict[str, Any]:
    """The plan as the page shows it. `ticked`: what the reader had ticked, None on the first visit."""
    works = plan.new_works

    def tick(line: Any) -> bool:
        return line.ticked if ticked is None else line.key in ticked

    return {
        "plan": plan,
        "offered": [(line, words.place(line.place), tick(line)) for line in plan.lines if line.can_be_taken],
        "impossible": [
            (line, words.place(line.place)) for line in plan.lines if line.standing == Standing.CANNOT
        ],
        "same": [line for line in plan.lines if line.standing == Standing.SAME],
        "works": [(line, words.place(line.work.place), tick(line)) for line in works[:SHOWN]],
        "more_works": max(0, len(works) - SHOWN),
        "works_there": [line for line in plan.works if line.is_there],
        "there": sum(line.standing == Standing.SAME for line in plan.lines) + len(plan.works) - len(works),
        "notes": [words.note(note) for note in plan.record.notes],
        "others": sum(line.standing == Standing.OTHER for line in plan.lines),
    }


def _refusal(refused: import_guards.ImportRefused) -> str:
    if isinstance(refused, import_guards.HeadlineMissing):
        language = Language(refused.language).label
        return _("A text in %(language)s begins with a headline: tick it as well.") % {"language": language}
    if isinstance(refused, import_guards.TitleMissing):
        return _("Write the title of each publication that you ticked, or take the tick off.")
    return _("Tick at least one value, or throw the proposal away.")


@login_required
@require_POST
def import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = _own(request, pk)
    with suppress(import_guards.StaleImport):  # thrown away in another tab
        domain.discard_import(proposal)
    messages.success(request, _("The proposal is thrown away. Your profile is as it was."))
    return redirect("experts:imports")


@login_required
@require_POST
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        kept = import_undoing.undo_import(_own(request, pk), by=user_of(request))
    except import_guards.NotUndoable:
        messages.error(
            request,
            _(
                "This import cannot be undone: another one came after it, it was undone already, or your profile is in "
                "use and would be left without any text. Hide the profile first in the last case."
            ),
        )
    else:
        messages.success(request, _("Undone: your profile is as it was before the import."))
        if kept:
            said = ngettext(
                "%(number)d value stays as it is, for you changed it since.",
                "%(number)d values stay as they are, for you changed them since.",
                kept,
            )
            messages.warning(request, said % {"number": kept})
    return redirect("experts:imports")


def _own(request: HttpRequest, pk: int) -> ProfileImport:
    return get_object_or_404(ProfileImport.objects.defer("data"), pk=pk, user=user_of(request))
