"""Officers recognise bases, put them on notice and withdraw a recognition."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audience import admitted, is_officer
from accounts.domain.errors import NotTheirStep, SeenChanged
from accounts.models import User
from bases.addresses import bounded, neighbours
from bases.base_forms import STEPS, RecognitionForm
from bases.choices import BaseStatus
from bases.criteria import criteria_of
from bases.domain import recognition as domain
from bases.domain.deciding import decides_on
from bases.domain.errors import NotVerified
from bases.domain.files import files_of, may_read
from bases.history import history_of
from bases.models import Base
from bases.transitions import BASE_STATUS
from taxonomy.transitions import IllegalTransition

BOTH = ["GET", "HEAD", "POST"]
PER_PAGE = 30
LISTS = (BaseStatus.CANDIDATE, BaseStatus.ON_NOTICE, BaseStatus.RECOGNISED, BaseStatus.WITHDRAWN)


@login_required
@require_safe
@never_cache
def recognitions(request: HttpRequest) -> HttpResponse:
    """Bases by status; candidates of verified institutions first, the oldest first."""
    _officer(request)
    sent = bounded(request.GET, words=False)
    status = sent.get("status")
    if status not in BaseStatus.values:
        status = BaseStatus.CANDIDATE.value
    page = Paginator(_rows(status), PER_PAGE).get_page(sent.get("page"))
    context = {
        "section": "desk",
        "lists": [(state, state == status) for state in LISTS],
        "status": BaseStatus(status),
        "page": page,
        "neighbours": neighbours(sent, page),
    }
    return render(request, "bases/recognitions.html", context)


def _rows(status: str) -> QuerySet[Base]:
    rows = Base.objects.of_verified().filter(status=status).annotate(answered=Count("answers", distinct=True))
    return rows.for_cards().order_by("created_at", "pk")


@login_required
@require_http_methods(BOTH)
@never_cache
def recognition(request: HttpRequest, slug: str) -> HttpResponse:
    """One base before an officer: what it says to the criteria, and what has been decided."""
    officer = _officer(request)
    base = get_object_or_404(Base.objects.for_cards(), slug=slug)
    sent = request.POST if request.method == "POST" else None
    form = RecognitionForm(sent, base=base, step=request.POST.get("step", ""))
    status = 200
    if sent is not None and form.is_valid():
        try:
            _decide(base, form, by=officer)
        except NotVerified:
            form.add_error(None, _("Its institution is not verified. Decide about the institution first."))
            status = 409
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
            return redirect("bases:recognitions")
    seen = domain.mark_for_officers(base)
    base.refresh_from_db()  # so that the page shows nothing older than its mark
    context = {
        "section": "desk",
        "base": base,
        "form": form,
        "seen": seen,
        "decides": decides_on(officer, base.institution),
        "said": _said(base),
        "papers": [row for row in files_of(base) if may_read(officer, row)],
        "history": history_of(base),
        "steps": [(key, label) for key, (to, label) in STEPS.items() if BASE_STATUS.allows(base.status, to)],
    }
    return render(request, "bases/recognition.html", context, status=status)


def _decide(base: Base, form: RecognitionForm, *, by: User) -> None:
    seen = form.cleaned_data["seen"]
    if form.step == "recognise":
        domain.recognise(base, seen=seen, on=form.cleaned_data.get("recognised_on"), by=by)
        return
    verb = domain.put_on_notice if form.step == "notice" else domain.withdraw
    verb(base, seen=seen, reason=form.cleaned_data["reason"], language=get_language() or "", by=by)


def _said(base: Base) -> list[tuple[Any, Any]]:
    """(criterion of its type, the answer or None), in the order in which they are asked."""
    answers = {answer.criterion: answer for answer in base.answers.all()}
    return [(criterion, answers.get(criterion.key)) for criterion in criteria_of(base.kind)]


def _officer(request: HttpRequest) -> User:
    return admitted(request.user, is_officer, otherwise=_("Bases are recognised by programme officers."))
