"""The list of people who want no letters from people they do not know – no recommendation, no invitation to a team or
a role: keyed hashes, from which nobody's address can be read. It is asked by `accounts.strangers`."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.crypto import salted_hmac

from accounts.spelling import one_spelling
from nominations.models import NeverAgain

SALT = "nominations.never"


def key_of(kind: str, value: str, *, secret: str = "") -> str:
    """`kind`: "email" or "orcid"."""
    return salted_hmac(
        SALT, f"{kind}:{one_spelling(value)}", secret=secret or settings.SECRET_KEY, algorithm="sha256"
    ).hexdigest()


def email_key(email: str) -> str:
    return key_of("email", email) if email else ""


def note(email: str, orcid: str = "", *, key: str = "") -> None:
    """`key`: of an address that is emptied already."""
    for one in {*_keys(email, orcid, settings.SECRET_KEY), *filter(None, [key])}:
        NeverAgain.objects.get_or_create(key=one)


def on_the_list(email: str, orcid: str = "") -> bool:
    """Entries made with earlier keys count as long as those are in SECRET_KEY_FALLBACKS."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [key for secret in secrets for key in _keys(email, orcid, secret)]
    return NeverAgain.objects.filter(key__in=keys).exists()


def holds(key: str) -> bool:
    return NeverAgain.objects.filter(key=key).exists()


def is_key_of(key: str, email: str) -> bool:
    """Also where it was made with an earlier secret."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return key in {key_of("email", email, secret=secret) for secret in secrets}


def lift(email: str, orcid: str = "") -> None:
    """They changed their mind."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    NeverAgain.objects.filter(key__in=[key for one in secrets for key in _keys(email, orcid, one)]).delete()


def _keys(email: str, orcid: str, secret: str) -> Iterator[str]:
    if email:
        yield key_of("email", email, secret=secret)
    if orcid:
        yield key_of("orcid", orcid, secret=secret)
