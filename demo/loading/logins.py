"""One login for each role. The password is public, so these exist in demo data alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import AttachePost, OfficerScope, PostKind, ScopeLevel, User
from bases.choices import StaffRole
from bases.models import Institution, StaffMembership
from cms.roles import EDITORS, MODERATORS
from demo.loading.people import DOMAIN
from demo.registry import Registry
from experts.models import Profile

PASSWORD = "bridge-demo-2026"
EXPERT = "en-marit-solvang"
YOUNG_SCIENTIST = "en-shen-ruolan"
RESTING = "me-aurel-stancovici"
HOST = "binjiang-pv"
OTHER_HOST = "longyuan-dryland"


@dataclass(frozen=True, slots=True)
class Login:
    role: str | Promise
    email: str


LOGINS = (
    Login(_("Expert"), f"{EXPERT}@{DOMAIN}"),
    Login(_("Young scientist"), f"{YOUNG_SCIENTIST}@{DOMAIN}"),
    Login(_("Expert whose profile rests"), f"{RESTING}@{DOMAIN}"),
    Login(_("Institution, owner"), f"host@{DOMAIN}"),
    Login(_("Institution, viewer"), f"viewer@{DOMAIN}"),
    Login(_("Another institution, editor"), f"other-host@{DOMAIN}"),
    Login(_("Science attaché"), f"attache@{DOMAIN}"),
    Login(_("Science attaché at another post"), f"attache-nairobi@{DOMAIN}"),
    Login(_("Accredited intermediary"), f"intermediary@{DOMAIN}"),
    Login(_("Programme officer"), f"officer@{DOMAIN}"),
    Login(_("Editor of English pages"), f"editor@{DOMAIN}"),
    Login(_("Editor of Chinese pages"), f"editor-zh@{DOMAIN}"),
    Login(_("Moderator of pages"), f"moderator@{DOMAIN}"),
    Login(_("Platform administrator"), f"admin@{DOMAIN}"),
)


def user(name: str, shown: str, language: str = "en", **fields: bool) -> User:
    return User.objects.create_user(
        f"{name}@{DOMAIN}",
        PASSWORD,
        name=shown,
        language=language,
        email_verified_at=timezone.now(),
        **fields,
    )


def make_logins(registry: Registry) -> None:
    """With the records they belong to, once: a login that somebody changed or deleted since stays so."""
    for key in (EXPERT, YOUNG_SCIENTIST, RESTING):
        if registry.is_new("person", key) and (person := registry.row(Profile, "person", key).user):
            person.set_password(PASSWORD)
            person.save()
    if not registry.is_new("institution", HOST):
        return
    host = registry.row(Institution, "institution", HOST)
    other_host = registry.row(Institution, "institution", OTHER_HOST)
    staff = (
        ("host", "Lu Yuan", "zh-hans", host, StaffRole.OWNER),
        ("viewer", "Ding Wan", "zh-hans", host, StaffRole.VIEWER),
        ("other-host", "Ma Xiaohe", "zh-hans", other_host, StaffRole.EDITOR),
    )
    for name, shown, language, institution, role in staff:
        StaffMembership.objects.create(user=user(name, shown, language), institution=institution, role=role)
    AttachePost.objects.create(
        user=user("attache", "Tang Qing", "zh-hans"),
        countries=["NO", "SE", "DK", "FI", "IS"],
        since=timezone.localdate(),
    )
    AttachePost.objects.create(
        user=user("attache-nairobi", "Meng Zhao", "zh-hans"),
        countries=["KE", "ET", "TZ", "UG"],
        since=timezone.localdate(),
    )
    AttachePost.objects.create(
        user=user("intermediary", "Hanna Brück"),
        kind=PostKind.INTERMEDIARY,
        body="Brücke Science Exchange",
        countries=["DE", "CH", "AT", "NO"],
        fields=["energy", "materials"],
        since=timezone.localdate(),
    )
    OfficerScope.objects.create(user=user("officer", "Qiu Lan", "zh-hans"), level=ScopeLevel.NATIONAL)
    for name, shown, language, group in (
        ("editor", "Nora Field", "en", EDITORS["en"]),
        ("editor-zh", "Wen Jing", "zh-hans", EDITORS["zh-hans"]),
        ("moderator", "Gao Ming", "zh-hans", MODERATORS),
    ):
        user(name, shown, language).groups.add(Group.objects.get(name=group))
    user("admin", "Administrator", is_staff=True, is_superuser=True)
