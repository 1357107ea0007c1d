"""What somebody is on the platform. Each app tells of its own roles; one person may hold several."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.sessions.backends.base import SessionBase
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.audience import Visitor
from accounts.models import User


class Kind(models.TextChoices):
    EDITOR = "editor", _("Editor of the pages")
    EXPERT = "expert", _("Expert or young scientist")
    HOST = "host", _("Staff of an institution")
    INTERMEDIARY = "intermediary", _("Accredited intermediary")
    ATTACHE = "attache", _("Science attaché")
    OFFICER = "officer", _("Programme officer")
    ADMINISTRATOR = "administrator", _("Administrator")


# Whoever holds one of these sees other people's data, or decides about them.
NEEDS_SECOND_FACTOR = frozenset(
    {Kind.HOST, Kind.INTERMEDIARY, Kind.ATTACHE, Kind.OFFICER, Kind.ADMINISTRATOR}
)


@dataclass(frozen=True, slots=True)
class Role:
    kind: Kind
    key: str  # tells this role from the others of the same person: "host:12"
    of: str  # for what: the institution, the countries, the scope; may be empty
    may: tuple[str, ...]  # what it allows, in sentences
    subject: int | None = None  # the key of what it is for: of a host the institution
    slug: str = ""  # its name in addresses
    writes: bool = False  # of a host: not only reads

    @property
    def label(self) -> str:
        return str(self.kind.label)


Source = Callable[[User], Iterable[Role]]
_sources: list[Source] = []
CHOSEN = "role"  # in the session: the key of the role that the reader acts in


def register(source: Source) -> None:
    """Add a source of roles; called once for each, when the apps are ready."""
    if source not in _sources:
        _sources.append(source)


def roles_of(user: Visitor) -> list[Role]:
    """Every role that the user holds today, in the order of Kind; none for visitors. Some queries."""
    if not isinstance(user, User) or not user.is_active:
        return []
    found = [role for source in _sources for role in source(user)]
    order = list(Kind)
    return sorted(found, key=lambda role: order.index(role.kind))


def acting(session: SessionBase, roles: list[Role]) -> Role | None:
    """The role that the reader chose, as long as they hold it; else the last in the order of Kind."""
    chosen = session.get(CHOSEN)
    return next((role for role in roles if role.key == chosen), roles[-1] if roles else None)


def needs_second_factor(user: Visitor) -> bool:
    return any(role.kind in NEEDS_SECOND_FACTOR for role in roles_of(user))
