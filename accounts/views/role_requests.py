"""Asking for a role, and the officers' queue."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.audience import admitted, is_national_officer
from accounts.domain import offers, role_offers
from accounts.domain.offers import NO_LETTER, NoLongerOpen, NotTheirs, TooMany
from accounts.domain.role_offers import may_give
from accounts.forms import AnswerForm, InvitationForm, RoleRequestForm
from accounts.models import Decision, Invitation, RoleRequest, User
from taxonomy.signals import rows_shown

BOTH = ["GET", "HEAD", "POST"]
SHOWN = 50  # of what was decided or sent lately


@login_required
@require_http_methods(BOTH)
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    form = RoleRequestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            role_offers.ask(form.save(commit=False), by=request.user)
        except NoLongerOpen as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your request is with the officers. The answer comes by letter."))
            return redirect("accounts:account")
    return render(request, "accounts/role_ask.html", {"section": "account", "form": form})


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    assert isinstance(request.user, User)
    row = get_object_or_404(RoleRequest, pk=pk, user=request.user)
    try:
        role_offers.take_back(row, by=request.user)
        messages.success(request, _("The request is taken back."))
    except NoLongerOpen as error:
        messages.error(request, str(error))
    return redirect("accounts:account")


@login_required
@require_safe
@never_cache
def queue(request: HttpRequest) -> HttpResponse:
    """Who asks for a role, and who is invited to one."""
    officer = _officer(request)
    waiting = RoleRequest.objects.filter(decision=Decision.WAITING).select_related("user")
    decided = RoleRequest.objects.exclude(decision=Decision.WAITING).select_related("user", "decided_by")
    decided = decided.order_by("-decided_at")[:SHOWN]
    rows_shown.send(sender=RoleRequest, rows=[*waiting, *decided], by=officer)
    context = {
        "section": "desk",
        "waiting": [(row, may_give(officer, row) and row.user_id != officer.pk) for row in waiting],
        "decided": decided,
        "invitations": Invitation.objects.select_related("invited_by")[:SHOWN],
    }
    return render(request, "accounts/role_queue.html", context)


@login_required
@require_http_methods(BOTH)
@never_cache
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    officer = _officer(request)
    row = get_object_or_404(RoleRequest.objects.select_related("user"), pk=pk)
    granted = "decline" not in request.POST
    form = AnswerForm(request.POST if request.method == "POST" else None, granted=granted)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            role_offers.decide(row, granted=granted, by=officer, answer=form.cleaned_data["answer"])
        except (NoLongerOpen, NotTheirs) as error:
            form.add_error(None, str(error))
            status = 409 if isinstance(error, NoLongerOpen) else 403
        else:
            messages.success(request, _("Decided; a letter tells the person."))
            return redirect("accounts:role_queue")
    rows_shown.send(sender=RoleRequest, rows=[row], by=officer)
    context = {"section": "desk", "asked": row, "form": form, "may": may_give(officer, row)}
    return render(request, "accounts/role_decide.html", context, status=status)


@login_required
@require_http_methods(BOTH)
@never_cache
def invite(request: HttpRequest) -> HttpResponse:
    officer = _officer(request)
    form = InvitationForm(
        request.POST if request.method == "POST" else None, initial={"language": officer.language}
    )
    if request.method == "POST" and form.is_valid():
        try:
            sent = role_offers.invite(
                form.save(commit=False), by=officer, language=form.cleaned_data["language"]
            )
        except NotTheirs as error:
            form.add_error("kind", str(error))
        except TooMany as error:
            form.add_error("email", str(error))
        else:
            if sent:
                messages.success(
                    request, _("The invitation is on its way to %(address)s.") % {"address": sent.email}
                )
                return redirect("accounts:role_queue")
            form.add_error("email", NO_LETTER)
    return render(request, "accounts/role_invite.html", {"section": "desk", "form": form})


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    officer = _officer(request)
    try:
        role_offers.withdraw(get_object_or_404(Invitation, pk=pk), by=officer)
        messages.success(request, _("The invitation is withdrawn; its link does nothing any more."))
    except (NoLongerOpen, NotTheirs) as error:
        messages.error(request, str(error))
    return redirect("accounts:role_queue")


@require_http_methods(BOTH)
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a letter of invitation; nothing happens before a button is pressed."""
    offer = offers.find(Invitation, token)
    if offer is None or not offer.is_open:
        mine = offer is not None and request.user.is_authenticated and offer.accepted_at is not None
        context = {"section": "account", "accepted": mine}
        return render(request, "accounts/link_broken.html", context, status=410)
    problem = ""
    if request.method == "POST" and isinstance(request.user, User):
        try:
            role_offers.accept(offer, by=request.user)
        except (NotTheirs, NoLongerOpen) as error:
            problem = str(error)
        else:
            messages.success(request, _("Welcome: the role is yours."))
            return redirect("accounts:rights")
    context = {
        "section": "account",
        "offer": offer,
        "title": offer.get_kind_display(),
        "lead": offer.scope,
        "problem": problem,
        "theirs": request.user.is_authenticated and request.user.email.lower() == offer.email.lower(),
    }
    return render(request, "accounts/invitation.html", context, status=409 if problem else 200)


def _officer(request: HttpRequest) -> User:
    return admitted(
        request.user,
        is_national_officer,
        otherwise=_("Roles are given by national programme officers and administrators."),
    )
