"""Somebody's own account: what stands in it, what it may do, how it is kept safe."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.manage_email import email_already_exists
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from allauth.decorators import rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.domain.addresses import HOURS, open_change, seal_change
from accounts.domain.audit import record
from accounts.forms import AddressForm, SettingsForm
from accounts.letters import send_letter
from accounts.models import Invitation, RoleRequest, User
from accounts.roles import CHOSEN, NEEDS_SECOND_FACTOR, acting, roles_of

BOTH = ["GET", "HEAD", "POST"]


@login_required
@require_safe
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """Everything about the account on one page, each part with the page that changes it."""
    user = request.user
    assert isinstance(user, User)
    factors = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    context = {
        "section": "account",
        "roles": roles_of(user),
        "totp": Authenticator.Type.TOTP in factors,
        "passkeys": factors.count(Authenticator.Type.WEBAUTHN),
        "has_factor": bool(set(factors) - {Authenticator.Type.RECOVERY_CODES}),
        "orcids": SocialAccount.objects.filter(user=user),
        "invitations": Invitation.objects.open().filter(email__iexact=user.email),
        "requests": RoleRequest.objects.filter(user=user).order_by("-asked_at")[:5],
    }
    return render(request, "accounts/account.html", context)


@login_required
@require_http_methods(BOTH)
@never_cache
def settings(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    form = SettingsForm(
        request.POST if request.method == "POST" else None, instance=User.objects.get(pk=request.user.pk)
    )
    if request.method == "POST" and form.is_valid():
        user = form.save()
        with override(user.language):
            messages.success(request, _("Your settings are saved."))
            return redirect("accounts:account")
    return render(request, "accounts/settings.html", {"section": "account", "form": form})


@login_required
@require_safe
@never_cache
def rights(request: HttpRequest) -> HttpResponse:
    """What I may do, role by role."""
    roles = roles_of(request.user)
    context = {
        "section": "account",
        "roles": roles,
        "acting": acting(request.session, roles),
        "needs_factor": any(role.kind in NEEDS_SECOND_FACTOR for role in roles),
        "editor": request.user.has_perm("wagtailadmin.access_admin"),
    }
    return render(request, "accounts/rights.html", context)


@login_required
@require_POST
def act_as(request: HttpRequest) -> HttpResponse:
    """Choose which of one's roles the desk shows. Rights stay those of all of them together."""
    role = next((role for role in roles_of(request.user) if role.key == request.POST.get("role")), None)
    if role is None:
        messages.error(request, _("You do not hold this role any more."))
    else:
        request.session[CHOSEN] = role.key
    return redirect("matching:desk")


@login_required
@require_safe
@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor is needed, and the two ways to set one up. Who has one goes on."""
    onward = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()}):
        onward = reverse("matching:desk")
    if is_mfa_enabled(request.user):
        return redirect(onward)
    needing = [role for role in roles_of(request.user) if role.kind in NEEDS_SECOND_FACTOR]
    context = {"section": "account", "roles": needing, "onward": onward}
    return render(request, "accounts/second_factor.html", context)


@login_required
@rate_limit(action="manage_email")
@reauthentication_required
@require_http_methods(BOTH)
@never_cache
def address(request: HttpRequest) -> HttpResponse:
    """Ask for another address. A letter goes to the old one first; only its reader can let the change go on."""
    user = request.user
    assert isinstance(user, User)
    form = AddressForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        new = form.cleaned_data["email"]
        token = seal_change(user, new)
        send_letter(
            "address_change", to=user.email, language=user.language, new=new, token=token, hours=HOURS
        )
        record("change of address asked for", user, by=user)
        messages.success(
            request,
            _("A letter is on its way to %(old)s. Follow its link within %(hours)d hours to go on.")
            % {"old": user.email, "hours": HOURS},
        )
        return redirect("accounts:account")
    return render(request, "accounts/address.html", {"section": "account", "form": form})


@require_http_methods(BOTH)
@never_cache
def address_agreed(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the letter to the old address: whoever reads it agrees, and the new address is asked to confirm."""
    found = open_change(token)
    if found is None:
        return render(request, "accounts/link_broken.html", {"section": "account"}, status=410)
    user, new = found
    if request.method == "POST":
        if limited := ratelimit.consume_or_429(request, action="manage_email", user=user):
            return limited
        # An address of somebody else is told nothing here either: its owner gets no letter, and no row is changed.
        taken = email_already_exists(new)[1]
        if not taken:
            EmailAddress.objects.add_new_email(request, user, new)
        record("change of address agreed to", user, by=user)
        return render(request, "accounts/address_agreed.html", {"section": "account", "new": new})
    return render(request, "accounts/address_agree.html", {"section": "account", "owner": user, "new": new})
