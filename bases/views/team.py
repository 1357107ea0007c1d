"""The pages of the team of an institution."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.audience import user_of
from accounts.domain import offers
from accounts.domain.offers import NO_LETTER, NoLongerOpen, NotTheirs, TooMany
from accounts.models import User
from bases.choices import StaffRole
from bases.domain import team as domain
from bases.domain.team import LastOwner, NotYet, may_manage
from bases.models import Institution, StaffInvitation, StaffMembership
from bases.team_forms import StaffInvitationForm, StaffRoleForm

BOTH = ["GET", "HEAD", "POST"]
View = Callable[..., HttpResponse]


@login_required
@require_http_methods(BOTH)
@never_cache
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """Who works here, who is invited; owners invite. The rest of the team reads."""
    institution = _institution(request, slug)
    user = request.user
    assert isinstance(user, User)
    manages = may_manage(user, institution)
    if request.method == "POST" and not manages:
        raise PermissionDenied(_("Only owners of the institution look after its team."))
    form = StaffInvitationForm(
        request.POST if request.method == "POST" else None,
        instance=StaffInvitation(institution=institution),
        initial={"language": user.language, "role": StaffRole.EDITOR},
    )
    if request.method == "POST" and form.is_valid():
        try:
            sent = domain.invite(form.save(commit=False), by=user, language=form.cleaned_data["language"])
        except NotYet as error:
            form.add_error(None, str(error))
        except TooMany as error:
            form.add_error("email", str(error))
        else:
            if sent:
                messages.success(
                    request, _("The invitation is on its way to %(address)s.") % {"address": sent.email}
                )
                return redirect("bases:team", slug=slug)
            form.add_error("email", NO_LETTER)
    members = StaffMembership.objects.filter(institution=institution).select_related("user").order_by("pk")
    context = {
        "section": "desk",
        "institution": institution,
        "manages": manages,
        "form": form,
        "members": [(row, StaffRoleForm(instance=row, auto_id=f"id_{row.pk}_%s")) for row in members],
        "invitations": StaffInvitation.objects.filter(institution=institution)[:50],
    }
    return render(request, "bases/team.html", context)


@login_required
@require_POST
def team_role(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Another role for a member."""
    membership = _membership(request, slug, pk)
    form = StaffRoleForm(request.POST)
    if form.is_valid():
        return _done(
            request,
            lambda: domain.change_role(membership, form.cleaned_data["role"], by=user_of(request)),
            slug,
            said=_("The role is changed."),
        )
    messages.error(request, _("Choose one of the roles in the list."))
    return redirect("bases:team", slug=slug)


@login_required
@require_http_methods(BOTH)
@never_cache
def team_leave(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Asks first, for it takes an invitation to come back."""
    membership = _membership(request, slug, pk)
    if request.method == "POST":
        own = membership.user_id == request.user.pk
        done = _done(
            request,
            lambda: domain.remove(membership, by=user_of(request)),
            slug,
            said=_("The person has left the team."),
        )
        left = not StaffMembership.objects.filter(pk=pk).exists()
        return redirect("matching:desk") if own and left else done
    context = {"section": "desk", "institution": membership.institution, "membership": membership}
    return render(request, "bases/team_leave.html", context)


@login_required
@require_POST
def team_withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """An invitation is taken back."""
    institution = _institution(request, slug)
    offer = get_object_or_404(StaffInvitation, pk=pk, institution=institution)
    return _done(
        request,
        lambda: domain.withdraw(offer, by=user_of(request)),
        slug,
        said=_("The invitation is withdrawn; its link does nothing any more."),
    )


@require_http_methods(BOTH)
@never_cache
def team_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a letter; nothing happens before a button is pressed."""
    offer = offers.find(StaffInvitation, token)
    if offer is None or not offer.is_open:
        context: dict[str, Any] = {"section": "account"}
        return render(request, "accounts/link_broken.html", context, status=410)
    problem = ""
    if request.method == "POST" and isinstance(request.user, User):
        try:
            domain.accept(offer, by=request.user)
        except (NotTheirs, NoLongerOpen, LastOwner) as error:
            problem = str(error)
        else:
            messages.success(request, _("Welcome to the team."))
            return redirect("matching:desk")
    context = {
        "section": "account",
        "offer": offer,
        "title": offer.institution.label,
        "lead": offer.get_role_display(),
        "problem": problem,
        "theirs": request.user.is_authenticated and request.user.email.lower() == offer.email.lower(),
    }
    return render(request, "accounts/invitation.html", context, status=409 if problem else 200)


def _institution(request: HttpRequest, slug: str) -> Institution:
    """One whose team the reader is in; for administrators any. To others it has no such page."""
    institution = get_object_or_404(Institution.objects.prefetch_related("texts"), slug=slug)
    user = user_of(request)
    if not user.is_administrator and not institution.staff_memberships.filter(user=user).exists():
        raise Http404
    return institution


def _membership(request: HttpRequest, slug: str, pk: int) -> StaffMembership:
    rows = StaffMembership.objects.select_related("user", "institution")
    return get_object_or_404(rows, pk=pk, institution=_institution(request, slug))


def _done(request: HttpRequest, step: Callable[[], None], slug: str, *, said: str) -> HttpResponse:
    try:
        step()
    except NotTheirs as error:
        raise PermissionDenied(str(error)) from error
    except (LastOwner, NoLongerOpen) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect("bases:team", slug=slug)
