from __future__ import annotations

from typing import Any, ClassVar

# What allauth registers shows network addresses and secrets, and audits nothing: imported to be taken away again.
from allauth.account import admin as _addresses  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _factors  # noqa: F401
from allauth.mfa.models import Authenticator
from allauth.socialaccount import admin as _orcid  # noqa: F401
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions import admin as _sessions  # noqa: F401
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import BaseUserCreationForm, UserChangeForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.models import AttachePost, AuditEvent, Consent, Invitation, OfficerScope, RoleRequest, User
from taxonomy.admin_base import AdministratorsOnly, AuditedAdmin, ReadOnly

admin.site.unregister([Authenticator, EmailAddress, SocialAccount, SocialApp, SocialToken, UserSession])


class ConsentInline(admin.TabularInline[Consent, User]):
    """Only the person gives consent; here one sees it."""

    model = Consent
    extra = 0
    can_delete = False
    readonly_fields = ["purpose", "version", "given_at", "withdrawn_at"]
    fields = [*readonly_fields]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AttachePostInline(admin.TabularInline[AttachePost, User]):
    model = AttachePost
    extra = 0


class OfficerScopeInline(admin.TabularInline[OfficerScope, User]):
    model = OfficerScope
    extra = 0


class NewUserForm(BaseUserCreationForm[User]):
    class Meta:
        model = User
        fields = ("email", "name", "language")


class UserForm(UserChangeForm[User]):
    class Meta:
        model = User
        fields = "__all__"
        field_classes: ClassVar[dict[str, Any]] = {}


@admin.register(User)
class UserAdmin(AdministratorsOnly[User], AuditedAdmin[User], DjangoUserAdmin[User]):
    """People who can log in. A role is added below: attaché post, officer scope; staff under institutions."""

    form = UserForm
    add_form = NewUserForm
    ordering = ["email"]
    list_display = [
        "email",
        "name",
        "language",
        "email_verified_at",
        "is_active",
        "is_superuser",
        "date_joined",
    ]
    list_filter = ["is_active", "is_superuser", "is_staff", "language"]
    search_fields = ["email", "name"]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = ["groups", "user_permissions"]
    inlines = [AttachePostInline, OfficerScopeInline, ConsentInline]
    fieldsets = [
        (None, {"fields": ["email", "password", "name", "language", "time_zone", "email_verified_at"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "language", "password1", "password2"]})]

    @transaction.atomic
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """The new password and its audit event, or neither."""
        return super().user_change_password(request, id, form_url)


@admin.register(AttachePost)
class AttachePostAdmin(AdministratorsOnly[AttachePost], AuditedAdmin[AttachePost]):
    list_display = ["user", "codes", "since", "until"]
    list_select_related = ["user"]
    list_filter = ["until"]
    search_fields = ["user__email", "user__name", "countries"]
    autocomplete_fields = ["user"]

    @admin.display(description=_("countries"))
    def codes(self, post: AttachePost) -> str:
        return ", ".join(country.code for country in post.countries)


@admin.register(OfficerScope)
class OfficerScopeAdmin(AdministratorsOnly[OfficerScope], AuditedAdmin[OfficerScope]):
    list_display = ["user", "level", "ministry", "province"]
    list_select_related = ["user"]
    list_filter = ["level", "province"]
    search_fields = ["user__email", "user__name", "ministry"]
    autocomplete_fields = ["user"]


@admin.register(Consent)
class ConsentAdmin(AdministratorsOnly[Consent], ReadOnly[Consent]):
    list_display = ["user", "purpose", "version", "given_at", "withdrawn_at"]
    list_select_related = ["user"]
    list_filter = ["purpose", "version", ("withdrawn_at", admin.EmptyFieldListFilter)]
    search_fields = ["user__email", "user__name"]
    show_full_result_count = False


@admin.register(AuditEvent)
class AuditEventAdmin(AdministratorsOnly[AuditEvent], ReadOnly[AuditEvent]):
    """Who did what. Filter by kind and number of an object for its history."""

    list_display = ["at", "who", "verb", "object_type", "object_id"]
    list_select_related = ["actor"]  # a join, for an erased actor leaves a number without a row
    list_filter = ["object_type"]
    search_fields = ["object_id", "verb", "actor__email"]
    date_hierarchy = "at"
    show_full_result_count = False
    fields = ["at", "who", "verb", "object_type", "object_id", "before", "after"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("actor")

    @admin.display(description=_("actor"), ordering="actor")
    def who(self, event: AuditEvent) -> str:
        if event.actor_id is None:
            return str(_("the platform"))
        return str(event.actor) if event.actor else f"#{event.actor_id}"


@admin.register(Authenticator)
class FactorAdmin(AdministratorsOnly[Authenticator], AuditedAdmin[Authenticator]):
    """Second factors, without their secrets. Deleting one helps who lost phone and recovery codes."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_select_related = ["user"]
    list_filter = ["type"]
    search_fields = ["user__email", "user__name"]
    readonly_fields = ["user", "type", "created_at", "last_used_at"]
    fields = [*readonly_fields]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Invitation)
class InvitationAdmin(AdministratorsOnly[Invitation], ReadOnly[Invitation]):
    """Given and withdrawn on the page of roles."""

    list_display = ["email", "kind", "created_at", "expires_at", "accepted_at", "withdrawn_at"]
    list_filter = ["kind", ("accepted_at", admin.EmptyFieldListFilter)]
    search_fields = ["email"]
    show_full_result_count = False


@admin.register(RoleRequest)
class RoleRequestAdmin(AdministratorsOnly[RoleRequest], ReadOnly[RoleRequest]):
    """Decided on the page of roles."""

    list_display = ["user", "kind", "decision", "asked_at", "decided_at"]
    list_select_related = ["user"]
    list_filter = ["kind", "decision"]
    search_fields = ["user__email", "user__name"]
    show_full_result_count = False
