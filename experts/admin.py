from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_countries.filters import CountryFilter

from experts.choices import NominationState
from experts.domain.profiles import activate_profile, hide_profile
from experts.models import (
    Affiliation,
    ExternalId,
    LanguageSkill,
    Nomination,
    Profile,
    ProfileLook,
    ProfileText,
    Publication,
    SectionVisibility,
    Team,
    TeamMember,
    WantedStay,
)
from taxonomy.admin_base import AdministratorsOnly, AuditedAdmin, LabelledAdmin, ReadOnly, VersionInline
from taxonomy.admin_steps import action


class ProfileTextInline(VersionInline):
    model = ProfileText


def _inline(model: Any) -> type[admin.TabularInline[Any, Any]]:
    """A short table of rows that belong to a profile."""
    return type(f"{model.__name__}Inline", (admin.TabularInline,), {"model": model, "extra": 0})


@admin.register(Profile)
class ProfileAdmin(AdministratorsOnly[Profile], LabelledAdmin[Profile]):
    """A profile is shown and hidden by actions. Publications, which may be many, have a list of their own."""

    list_display = ["id", "display_name", "shown", "kind", "state", "career_stage", "country", "user"]
    list_display_links = ["id", "display_name"]
    list_select_related = ["user"]
    list_filter = ["kind", "state", "career_stage", ("country", CountryFilter), "fields", "challenges"]
    search_fields = ["name", "native_name", "orcid", "user__email", "texts__headline"]
    readonly_fields = [
        "state",
        "objected_at",
        "confirmed_at",
        "asked_at",
        "reminded_at",
        "created_at",
        "updated_at",
    ]
    autocomplete_fields = ["user"]
    filter_horizontal = ["fields", "challenges", "disciplines"]
    inlines = [
        ProfileTextInline,
        _inline(LanguageSkill),
        _inline(WantedStay),
        _inline(Affiliation),
        _inline(ExternalId),
        _inline(SectionVisibility),
    ]

    actions = [action(activate_profile, _("Show")), action(hide_profile, _("Hide"))]


@admin.register(Publication)
class PublicationAdmin(AdministratorsOnly[Publication], AuditedAdmin[Publication]):
    list_display = ["title", "profile", "year", "language", "source"]
    list_select_related = ["profile"]
    list_filter = ["language", "source"]
    search_fields = ["title", "doi", "venue", "profile__name", "profile__native_name"]
    autocomplete_fields = ["profile"]


class TeamMemberInline(admin.TabularInline[TeamMember, Team]):
    model = TeamMember
    extra = 0
    autocomplete_fields = ["profile"]


@admin.register(Team)
class TeamAdmin(AdministratorsOnly[Team], AuditedAdmin[Team]):
    list_display = ["name", "lead", "language"]
    list_select_related = ["lead"]
    search_fields = ["name", "lead__name", "lead__native_name"]
    autocomplete_fields = ["lead"]
    inlines = [TeamMemberInline]


@admin.register(Nomination)
class NominationAdmin(AdministratorsOnly[Nomination], ReadOnly[Nomination]):
    """Accepted ones, to look at: before that they are between the attaché and the person, and only counted."""

    list_display = [
        "id",
        "state",
        "channel",
        "country",
        "nominated_by",
        "profile",
        "created_at",
        "answered_at",
    ]
    list_select_related = ["nominated_by", "profile"]
    list_filter = ["channel", "language", ("country", CountryFilter)]
    search_fields = ["name", "native_name", "nominated_by__email"]
    date_hierarchy = "created_at"
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Nomination]:
        return super().get_queryset(request).filter(state=NominationState.ACCEPTED)


@admin.register(ProfileLook)
class ProfileLookAdmin(AdministratorsOnly[ProfileLook], ReadOnly[ProfileLook]):
    """Read, never written here."""

    list_display = ["profile", "at", "capacity", "institution", "where", "reader", "rank", "blind"]
    list_select_related = ["profile", "institution", "reader"]
    list_filter = ["capacity", "where", "blind"]
    search_fields = ["profile__name", "profile__native_name", "reader__email"]
    date_hierarchy = "at"
