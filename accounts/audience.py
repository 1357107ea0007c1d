"""Who is asking. The querysets of every app answer `visible_to(user)` with these."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models.roles import AttachePost, ScopeLevel
from accounts.models.user import User
from taxonomy.site_clock import site_today

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


def is_read(request: HttpRequest) -> bool:
    """Not fetched in advance by a browser, nor asked for its head alone."""
    purposes = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    return request.method != "HEAD" and not any("prefetch" in purpose.lower() for purpose in purposes)


def user_of(request: HttpRequest) -> User:
    """Whoever is logged in; for views behind `login_required`."""
    assert isinstance(request.user, User)
    return request.user


@dataclass(frozen=True, slots=True)
class Grant:
    """Where a post lets its holder find and recommend people. `fields` None: in every field."""

    countries: frozenset[str]
    fields: frozenset[str] | None = None

    def covers(self, country: str, fields: Collection[str]) -> bool:
        return country in self.countries and (self.fields is None or not self.fields.isdisjoint(fields))


def grants_of(user: Visitor) -> tuple[Grant, ...]:
    """Of the posts that an attaché or an intermediary holds today. One query."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    today = site_today()
    posts = AttachePost.objects.filter(user=user, since__lte=today).exclude(until__lt=today).order_by("pk")
    return tuple(
        Grant(frozenset(country.code for country in post.countries), frozenset(post.fields) or None)
        for post in posts
    )


def attache_countries(user: Visitor) -> frozenset[str]:
    """Country codes of all the posts that an attaché or an intermediary holds today."""
    return frozenset(code for grant in grants_of(user) for code in grant.countries)


def is_national_officer(user: Visitor) -> bool:
    """A programme officer of the nation, or a platform administrator: who decides what holds for everybody."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_administrator or user.officer_scopes.filter(level=ScopeLevel.NATIONAL).exists()
