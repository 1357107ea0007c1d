"""What fields and tables are called that have no name of their own: of other projects, or shown by no form."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.encoding import force_str
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

TABLES: dict[str, Promise] = {
    "mfa.authenticator": _("second factors of the log-in"),
    "usersessions.usersession": _("devices that are logged in"),
    "wagtailcore.apitoken": _("keys for programs"),
    "wagtailcore.pagesubscription": _("pages you are told about"),
    "wagtailadmin.editingsession": _("pages open for editing"),
    "wagtailadmin.formstate": _("unsaved drafts of the editing desk"),
    "wagtailusers.userprofile": _("settings of the editing desk"),
    "socialaccount.socialaccount": _("connected log-ins"),
    "admin.logentry": _("steps in the administration"),
}
FIELDS: dict[str, Promise] = {
    "asked": _("Asked of other servers"),
    "change_message": _("What was changed"),
    "comment_notifications": _("Told about comments"),
    "contentpath": _("Part of the page"),
    "contrast": _("Contrast"),
    "created_at": _("Made on"),
    "data": _("Content"),
    "declined_at": _("Declined on"),
    "density": _("Density"),
    "dismissibles": _("Hints put away"),
    "extra_data": _("What that service told"),
    "file": _("File"),
    "first_agreed_at": _("First owner agreed on"),
    "form_data": _("What was sent"),
    "ip": _("Address on the network"),
    "key": _("Known by"),
    "last_seen_at": _("Last seen"),
    "last_updated_at": _("Last changed"),
    "last_used_at": _("Last used"),
    "problem": _("Problem"),
    "problem_values": _("Details of the problem"),
    "record": _("What was read"),
    "revision_created": _("Version of the page"),
    "resolved_at": _("Resolved on"),
    "second_agreed_at": _("Second owner agreed on"),
    "since": _("Since"),
    "taken_at": _("Taken over on"),
    "text": _("Text"),
    "theme": _("Colours"),
    "type": _("Kind"),
    "updated_at": _("Last changed"),
    "user_agent": _("Browser"),
}  # fmt: skip

# Of what is kept as JSON.
KEYS: dict[str, Promise] = {
    "base": _("Base"),
    "eligible": _("Eligible"),
    "ends_on": _("End"),
    "engine": _("Engine version"),
    "host": _("Host"),
    "opening": _("Opening"),
    "parts": _("Parts of the score"),
    "rank": _("Rank"),
    "reasons": _("Rules"),
    "starts_on": _("Start"),
    "state": _("State"),
    "stay": _("Kind of stay"),
    "strength": _("Strength"),
    "total": _("Score"),
    "affinity": _("Nearness of subjects"),
    "computed_at": _("Computed"),
}
# Apps of other projects: some name their fields in English alone.
OTHERS = {"admin", "mfa", "socialaccount", "usersessions", "wagtailadmin", "wagtailcore", "wagtailusers"}


def table(model: type[models.Model], number: int = 2) -> str:
    """What `number` rows are called. Of a table that only links two others: what stands at its far end."""
    if own := TABLES.get(model._meta.label_lower):
        return capfirst(str(own))
    named = (far_end(model).related_model if model._meta.auto_created else model)._meta
    return capfirst(force_str(named.verbose_name if number == 1 else named.verbose_name_plural))


def label(field: Any) -> str:
    """A link is called what it leads to, where nobody named it."""
    unnamed = field.verbose_name == field.name.replace("_", " ")
    if unnamed and isinstance(field, models.ForeignKey):
        return capfirst(force_str(field.related_model._meta.verbose_name))
    if field.name in FIELDS and (unnamed or field.model._meta.app_label in OTHERS):
        return str(FIELDS[field.name])
    return capfirst(force_str(field.verbose_name))


def far_end(link: type[models.Model]) -> Any:
    """Of a table that links two others, the field that leads to the second."""
    return [field for field in link._meta.concrete_fields if isinstance(field, models.ForeignKey)][-1]
