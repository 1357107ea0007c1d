"""Second factors."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import blake2b

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes
from django.utils.translation import gettext_lazy as _

from accounts.roles import needs_second_factor


class FactorAdapter(DefaultMFAAdapter):
    """Secrets are encrypted with SECRET_KEY: a copy of the database alone opens no account."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Your role needs a second factor. Add another one before you take this one away."
        )
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one stays while the role of its owner needs one."""
        if not settings.SECOND_FACTOR_REQUIRED or not needs_second_factor(authenticator.user):
            return True
        kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        others = Authenticator.objects.filter(user=authenticator.user, type__in=kinds)
        return others.exclude(pk=authenticator.pk).exists()


def _cipher() -> MultiFernet:
    """The newest key encrypts; older ones, in SECRET_KEY_FALLBACKS, still read."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(force_bytes(secret))) for secret in keys])


def _key(secret: bytes) -> bytes:
    return urlsafe_b64encode(blake2b(secret, digest_size=32, person=b"second factor").digest())
