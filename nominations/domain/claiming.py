"""The account of somebody who accepts by the link of a letter: whoever reads the letters of an address is its user."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.addresses import settle
from accounts.domain.audit import record
from accounts.letters import send_letter
from accounts.models import User
from experts.models import Nomination
from nominations.domain.errors import HasAccount


def claim(nomination: Nomination, *, name: str, language: str) -> User:
    """An account with a verified address and no password yet. Raises HasAccount where its owner can log in.

    An account that somebody began with this address and never confirmed is taken over, without what they set.
    """
    email = nomination.email.lower()
    user = User.objects.select_for_update(no_key=True).filter(email=email).first()
    if user and (user.email_verified_at or not user.is_active):
        raise HasAccount(_("There is an account with this address: log in, and accept there."))
    if user is None:
        user = User(email=email)
    else:
        for rows in (EmailAddress, SocialAccount, Authenticator):
            rows.objects.filter(user=user).delete()
    user.set_unusable_password()
    user.name, user.language, user.email_verified_at = name, language, timezone.now()
    user.save()
    settle(user)
    record("account by a recommendation", user, by=user)
    return user


def send_welcome(user: User, nomination: Nomination) -> None:
    """With the link at which they choose a password: it goes to the address, so a link passed on opens no account."""
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    send_letter(
        "nomination_welcome",
        to=user.email,
        language=user.language,
        password=reverse("account_reset_password_from_key", kwargs=key),
        nomination=nomination,
    )
