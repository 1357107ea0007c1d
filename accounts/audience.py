"""Who is asking. The querysets of every app answer `visible_to(user)` with these."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from accounts.models.roles import AttachePost, ScopeLevel
from accounts.models.user import User

Visitor = User | AnonymousUser


def is_administrator(user: Visitor) -> bool:
    return isinstance(user, User) and user.is_administrator


def is_officer(user: Visitor) -> bool:
    """A programme officer of any scope, or a platform administrator."""
    return (
        isinstance(user, User) and user.is_active and (user.is_administrator or user.officer_scopes.exists())
    )


def admitted(user: Visitor, may: Callable[[Visitor], bool], *, otherwise: str) -> User:
    """The reader, if they `may`. Raises PermissionDenied, which says `otherwise`."""
    if not isinstance(user, User) or not may(user):
        raise PermissionDenied(otherwise)
    return user


def user_of(request: HttpRequest) -> User:
    """Whoever is logged in; for views behind `login_required`."""
    assert isinstance(request.user, User)
    return request.user


def attache_countries(user: Visitor) -> frozenset[str]:
    """Country codes of the posts that a science attaché holds today."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    today = timezone.localdate()
    posts = AttachePost.objects.filter(user=user, since__lte=today).exclude(until__lt=today)
    return frozenset(country.code for post in posts for country in post.countries)


def is_national_officer(user: Visitor) -> bool:
    """A programme officer of the nation, or a platform administrator: who decides what holds for everybody."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_administrator or user.officer_scopes.filter(level=ScopeLevel.NATIONAL).exists()
