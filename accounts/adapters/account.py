"""Accounts as django-allauth sees them."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from accounts.domain.addresses import settle
from accounts.letters import post
from accounts.models import User


def shown_name(user: User) -> str:
    """How allauth's pages and letters call somebody."""
    return user.get_full_name()


class AccountAdapter(DefaultAccountAdapter):
    """Letters go through ours, in the language of whom they are for."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy(
            "The e-mail address and the password do not belong together. Check both and try again."
        ),
        "too_many_login_attempts": gettext_lazy(
            "Too many attempts with this address. Wait five minutes, or choose another password."
        ),
    }

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Whoever an administrator or a command brought has no row of an address yet."""
        settle(user)
        return super().pre_login(request, user, **kwargs)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Who was shut out is answered as if the password were wrong."""
        user: User | None = super().authenticate(request, **credentials)
        return user if user and user.is_active else None

    def save_user(self, request: HttpRequest, user: User, form: Form, commit: bool = True) -> User:
        user.name = form.cleaned_data.get("name", "")
        user.language = get_language() or settings.LANGUAGE_CODE
        return super().save_user(request, user, form, commit)

    def clean_password(self, password: str, user: User | None = None) -> str:
        if len(password) > 4096:
            raise ValidationError(_("Choose a password of at most 4,096 characters."))
        return super().clean_password(password, user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        owner = context.get("user") or _owner(email)
        with override(owner.language if owner else get_language()):
            told = {"email": email, "user": owner, "site": settings.WAGTAILADMIN_BASE_URL} | context
            subject = render_to_string(f"{template_prefix}_subject.txt", told)
            text = render_to_string(f"{template_prefix}_message.txt", told, self.request)
            post(" ".join(subject.split()), text.strip(), to=email)


def _owner(email: str) -> User | None:
    """Whose address it is, or is to be."""
    found = User.objects.filter(email=email.lower()).first()
    if found is None:
        row = EmailAddress.objects.filter(email=email.lower()).select_related("user").first()
        found = row.user if row else None
    return found
