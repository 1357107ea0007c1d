"""Log-in with ORCID, which is an OpenID provider: it tells an iD and a name, and seldom an address."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import get_language

from accounts.models import User


class OrcidAdapter(DefaultSocialAccountAdapter):
    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        user: User = super().populate_user(request, sociallogin, data)
        told = [data.get("name") or "", f"{data.get('first_name') or ''} {data.get('last_name') or ''}"]
        user.name = next((name.strip() for name in told if name.strip()), "")[:150]
        user.language = get_language() or user.language
        return user

    def get_signup_form_initial_data(self, sociallogin: SocialLogin) -> dict[str, Any]:
        return super().get_signup_form_initial_data(sociallogin) | {"name": sociallogin.user.name}

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Form | None = None) -> User:
        if form is not None:
            sociallogin.user.name = form.cleaned_data.get("name", "")
        user: User = super().save_user(request, sociallogin, form)
        return user
