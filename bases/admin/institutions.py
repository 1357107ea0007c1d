from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django_countries.filters import CountryFilter

from bases.domain.institutions import return_institution, verify_institution, withdraw_verification
from bases.domain.recognition import put_base_on_notice, recognise_base, withdraw_recognition
from bases.models import (
    Base,
    BaseText,
    CriterionAnswer,
    Institution,
    InstitutionText,
    StaffInvitation,
    StaffMembership,
)
from taxonomy.admin_base import AdministratorsOnly, AuditedAdmin, LabelledAdmin, ReadOnly, VersionInline
from taxonomy.admin_steps import ReasonForm, action


class InstitutionTextInline(VersionInline):
    model = InstitutionText


class StaffInline(admin.TabularInline[StaffMembership, Institution]):
    model = StaffMembership
    extra = 0
    autocomplete_fields = ["user"]


@admin.register(Institution)
class InstitutionAdmin(LabelledAdmin[Institution]):
    list_display = ["slug", "shown", "kind", "country", "province", "verification"]
    list_filter = ["verification", "kind", ("country", CountryFilter), "province", "fields"]
    search_fields = ["slug", "ror", "texts__name"]
    readonly_fields = ["verification", "verified_at", "verification_reason", "verification_reason_language"]
    filter_horizontal = ["fields"]
    inlines = [InstitutionTextInline, StaffInline]
    action_form = ReasonForm
    actions = [
        action(verify_institution, _("Verify")),
        action(return_institution, _("Return with a reason"), reasoned=True),
        action(withdraw_verification, _("Withdraw the verification, with a reason"), reasoned=True),
    ]


@admin.register(StaffMembership)
class StaffMembershipAdmin(AdministratorsOnly[StaffMembership], AuditedAdmin[StaffMembership]):
    list_display = ["user", "institution", "role"]
    list_select_related = ["user", "institution"]
    list_filter = ["role"]
    search_fields = ["user__email", "user__name", "institution__slug"]
    autocomplete_fields = ["user", "institution"]


class BaseTextInline(VersionInline):
    model = BaseText


class CriterionAnswerInline(admin.StackedInline[CriterionAnswer, Base]):
    model = CriterionAnswer
    extra = 0


@admin.register(Base)
class BaseAdmin(LabelledAdmin[Base]):
    list_display = ["slug", "shown", "kind", "institution", "province", "status", "recognised_on"]
    list_select_related = ["institution"]
    list_filter = ["status", "kind", "province", "fields"]
    search_fields = ["slug", "texts__name", "institution__slug"]
    readonly_fields = ["status", "recognised_on", "status_reason", "status_reason_language"]
    autocomplete_fields = ["institution"]
    filter_horizontal = ["fields"]
    inlines = [BaseTextInline, CriterionAnswerInline]
    action_form = ReasonForm
    actions = [
        action(recognise_base, _("Recognise")),
        action(put_base_on_notice, _("Put on notice, with a reason"), reasoned=True),
        action(withdraw_recognition, _("Withdraw the recognition, with a reason"), reasoned=True),
    ]


@admin.register(StaffInvitation)
class StaffInvitationAdmin(AdministratorsOnly[StaffInvitation], ReadOnly[StaffInvitation]):
    """Sent and withdrawn on the page of the team."""

    list_display = ["email", "institution", "role", "created_at", "expires_at", "accepted_at", "withdrawn_at"]
    list_select_related = ["institution"]
    list_filter = ["role", ("accepted_at", admin.EmptyFieldListFilter)]
    search_fields = ["email", "institution__slug"]
    show_full_result_count = False
