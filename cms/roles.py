"""Who edits what: a group of editors for each language, and Wagtail's own moderators, who publish."""

from __future__ import annotations

from typing import Any

from django.apps import apps as registry
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connections
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cms.models import HomePage
from taxonomy.choices import Language

EDITORS: dict[str, str] = {Language.EN: "Editors (English)", Language.ZH: "Editors (Chinese)"}
MODERATORS = "Moderators"  # made by Wagtail, with its workflow "Moderators approval"
ENTERS = ("wagtailadmin", "access_admin")
TRANSLATES = ("wagtail_localize", "submit_translation")
WRITES = (("wagtailcore", "add_page"), ("wagtailcore", "change_page"))
UPLOADS = (
    ("wagtailimages", "add_image"),
    ("wagtailimages", "choose_image"),
    ("wagtaildocs", "add_document"),
    ("wagtaildocs", "choose_document"),
)


def make_roles(using: str = "default", **_: Any) -> None:
    """After each migration: make the groups that are missing. What an administrator changed in one stays."""
    if HomePage._meta.db_table not in connections[using].introspection.table_names():
        return  # migrated back to before there were pages
    for label in {app for app, _codename in (ENTERS, TRANSLATES, *WRITES, *UPLOADS)}:
        create_permissions(registry.get_app_config(label), verbosity=0, using=using)
    for language, name in EDITORS.items():
        group, new = Group.objects.using(using).get_or_create(name=name)
        if new:
            _grant(group, language)


def _grant(group: Group, language: str) -> None:
    """Write drafts below the home page of the language, translate, upload; publishing is for moderators."""
    group.permissions.add(_permission(*ENTERS), _permission(*TRANSLATES))
    for home in HomePage.objects.filter(locale__language_code=language):
        for write in WRITES:
            GroupPagePermission.objects.create(group=group, page=home, permission=_permission(*write))
    for upload in UPLOADS:
        GroupCollectionPermission.objects.create(
            group=group, collection=Collection.get_first_root_node(), permission=_permission(*upload)
        )
    if moderators := Group.objects.filter(name=MODERATORS).first():
        moderators.permissions.add(_permission(*TRANSLATES))


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)
