from __future__ import annotations

from typing import Any

from django.contrib import admin

from exchanges.models import (
    AgreementVersion,
    ChecklistItem,
    ExchangeEvent,
    IssuedLetter,
    Milestone,
    Signature,
)
from taxonomy.admin_base import AdministratorsOnly, ReadOnly


class AsItWas(AdministratorsOnly[Any], ReadOnly[Any]):
    """What both sides agreed, signed and did is read here and changed nowhere."""

    search_fields = ["=exchange__id", "exchange__profile__name", "exchange__profile__native_name"]
    list_select_related = ["exchange"]
    show_full_result_count = False


class SignatureInline(admin.TabularInline[Signature, AgreementVersion]):
    model = Signature
    fields = ("side", "name", "by", "sha256", "at", "void_at")
    readonly_fields = ("side", "name", "by", "sha256", "at", "void_at")
    extra = 0
    can_delete = False


@admin.register(AgreementVersion)
class AgreementVersionAdmin(AsItWas):
    list_display = ["exchange_id", "number", "state", "starts_on", "ends_on", "side", "at"]
    list_filter = ["state", "side", "language"]
    date_hierarchy = "at"
    inlines = [SignatureInline]


@admin.register(ExchangeEvent)
class ExchangeEventAdmin(AsItWas):
    list_display = ["exchange_id", "step", "side", "day", "version", "at"]
    list_filter = ["step", "side"]
    date_hierarchy = "at"


@admin.register(IssuedLetter)
class IssuedLetterAdmin(AsItWas):
    """The code is the key to the public check page: it is looked for, not listed."""

    list_display = ["exchange_id", "kind", "issued_at", "revoked_at"]
    list_filter = ["kind"]
    search_fields = [*AsItWas.search_fields, "=code"]
    date_hierarchy = "issued_at"


@admin.register(Milestone)
class MilestoneAdmin(AsItWas):
    list_display = ["exchange_id", "title", "due_on", "done_at"]


@admin.register(ChecklistItem)
class ChecklistItemAdmin(AsItWas):
    list_display = ["exchange_id", "item", "side", "days", "done_at"]
    list_filter = ["item", "side"]
