"""The agreement of a stay: write a version, read one with what it changes, sign the one that waits."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audience import user_of
from accounts.domain.editing import Refused
from accounts.domain.errors import NotTheirStep
from accounts.stepping import CONFLICT
from exchanges.clock import zone_name
from exchanges.differences import changes_between
from exchanges.domain import agreement
from exchanges.domain.planning import OVER
from exchanges.domain.rights import side_of
from exchanges.dues import waiting_version
from exchanges.forms import SignForm, TermsForm
from exchanges.looks import note_stay
from exchanges.models import AgreementVersion
from exchanges.names import names_of
from exchanges.rows import find
from exchanges.window import differences
from matching.choices import ExchangeState, Side
from matching.models import Exchange
from taxonomy.transitions import IllegalTransition

BOTH = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(BOTH)
@never_cache
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Another version, begun from the latest."""
    row = find(pk, reader=request.user)
    side = _side(request, row)
    note_stay(request, row)
    if row.state in OVER:
        return redirect("exchanges:exchange", pk=pk) if request.method != "POST" else _gone(request, row)
    last, amends = agreement.latest(row), row.state != ExchangeState.PLANNED
    form = TermsForm(request.POST if request.method == "POST" else None, last=last, amends=amends)
    status, trouble = 200, ""
    if request.method == "POST" and form.is_valid():
        try:
            version = _propose(request, row, form)
        except Refused as error:
            form.add_error(error.field, str(error))
        except NotTheirStep as error:
            raise PermissionDenied(str(error)) from error
        except IllegalTransition as error:
            status, trouble = CONFLICT, str(error)
            last = agreement.latest(row)
        else:
            messages.success(
                request,
                _("Version %(number)s is proposed; the other side is told.") % {"number": version.number},
            )
            return redirect("exchanges:sign", pk=pk)
    context = _context(row, side) | {"form": form, "amends": amends, "last": last, "trouble": trouble}
    return render(request, "exchanges/propose.html", context, status=status)


def _propose(request: HttpRequest, row: Exchange, form: TermsForm) -> AgreementVersion:
    return agreement.propose(
        row,
        form.terms,
        seen=form.cleaned_data["seen"],
        by=user_of(request),
        anyway=form.cleaned_data["anyway"],
        reason=form.cleaned_data["reason"],
        language=get_language() or "",
    )


@login_required
@require_http_methods(BOTH)
@never_cache
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The exact text of the version that waits, and the signature under it."""
    row = find(pk, reader=request.user)
    side = _side(request, row)
    note_stay(request, row)
    form = SignForm(request.POST if request.method == "POST" else None)
    status, trouble = 200, ""
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            agreement.sign(
                row, number=sent["number"], sha256=sent["sha256"], name=sent["name"], by=user_of(request)
            )
        except Refused as error:
            form.add_error(error.field, str(error))
        except NotTheirStep as error:
            raise PermissionDenied(str(error)) from error
        except IllegalTransition as error:
            status, trouble = CONFLICT, str(error)
        else:
            messages.success(request, _("Signed. Your name stands under the agreement."))
            return redirect("exchanges:exchange", pk=pk)
    row = find(pk, reader=request.user)
    version = waiting_version(row)
    if version is None and not trouble:
        return redirect("exchanges:exchange", pk=pk)
    if version and status == CONFLICT:
        form = SignForm()
    if version:
        form.initial.update(number=version.number, sha256=version.sha256)
    before = _before(row, version) if version else None
    context = _context(row, side) | {
        "version": version,
        "form": form,
        "trouble": trouble,
        "before": before,
        "changes": changes_between(before, version) if before and version else [],
        "signed": version is not None and version.signatures.filter(side=side, void_at=None).exists(),
        "names": names_of(user_of(request)),
        "differ": _differ(row, version),
    }
    return render(request, "exchanges/sign.html", context, status=status)


@login_required
@require_safe
@never_cache
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One version as it was, with what it changed and who signed it."""
    row = find(pk, reader=request.user)
    found = next((one for one in row.versions.all() if one.number == number), None)
    if found is None:
        raise Http404
    note_stay(request, row)
    before = _before(row, found)
    context = _context(row, side_of(row, request.user)) | {
        "version": found,
        "before": before,
        "changes": changes_between(before, found) if before else [],
        "differ": _differ(row, found),
    }
    return render(request, "exchanges/version.html", context)


def _before(row: Exchange, version: AgreementVersion) -> AgreementVersion | None:
    earlier = [one for one in row.versions.all() if one.number < version.number]
    return earlier[-1] if earlier else None


def _differ(row: Exchange, version: AgreementVersion | None) -> str:
    """How its days differ from those that the opening says now."""
    return differences(row.introduction.opening, version.starts_on, version.ends_on) if version else ""


def _side(request: HttpRequest, row: Exchange) -> Side:
    side = side_of(row, request.user)
    if side is None:
        raise PermissionDenied(
            _("The person, and owners and editors of the institution, write and sign the agreement.")
        )
    return side


def _context(row: Exchange, side: Side | None) -> dict[str, Any]:
    return {
        "section": "desk",
        "exchange": row,
        "opening": row.introduction.opening,
        "name": row.introduction.profile.display_name,
        "side": side,
        "zone": zone_name(row),
    }


def _gone(request: HttpRequest, row: Exchange) -> HttpResponse:
    context = _context(row, None) | {"trouble": _("The stay is over; its agreement stays as it was.")}
    return render(request, "exchanges/propose.html", context, status=CONFLICT)
