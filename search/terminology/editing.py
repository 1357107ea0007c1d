"""Adding, changing and deleting a term: by national officers and administrators, with its history in the audit."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audience import Visitor, is_national_officer
from accounts.domain.audit import record
from accounts.models import AuditEvent, User
from taxonomy.models import Term

ADDED, CHANGED, DELETED = "term added", "term changed", "term deleted"
HISTORY = 50  # events of a term that are shown


def may_edit_terms(user: Visitor) -> bool:
    """Terms hold for every province and ministry, so only who speaks for all of them edits; every officer reads."""
    return is_national_officer(user)


def check_may_edit(user: Visitor) -> None:
    """Raises PermissionDenied."""
    if not may_edit_terms(user):
        raise PermissionDenied(
            _(
                "Only national programme officers and administrators change the terminology; propose a term instead."
            )
        )


def said(term: Term) -> dict[str, Any]:
    """A term as the audit keeps it. Its words are the platform's own vocabulary, nobody's personal data."""
    zh, en, zh_aliases, en_aliases = term.forms
    return {
        "zh": zh,
        "en": en,
        "zh_aliases": list(zh_aliases),
        "en_aliases": list(en_aliases),
        "field": term.field_id,
    }


@transaction.atomic
def save_term(term: Term, *, by: User) -> Term:
    """Add `term`, or change the row that it was read from; a change of nothing is none. Raises PermissionDenied."""
    check_may_edit(by)
    old = Term.objects.select_for_update().filter(pk=term.pk).first() if term.pk else None
    before = said(old) if old else {}
    after = said(term)
    if before != after:
        term.save()
        record(CHANGED if old else ADDED, term, by=by, before=before, after=after)
    return term


@transaction.atomic
def delete_term(term: Term, *, by: User) -> None:
    """The audit keeps what it said, so that it can be added again. Raises PermissionDenied."""
    check_may_edit(by)
    record(DELETED, term, by=by, before=said(term))
    term.delete()


def history_of(term: Term) -> list[AuditEvent]:
    """What happened to it, the latest first."""
    events = AuditEvent.objects.filter(object_type=Term._meta.label_lower, object_id=str(term.pk))
    return list(events.select_related("actor")[:HISTORY])


def deleted_lately(most: int = 10) -> list[dict[str, Any]]:
    """The terms deleted last that were not added again, as the audit kept them, each with `at`."""
    events = AuditEvent.objects.filter(object_type=Term._meta.label_lower, verb=DELETED)[:most]
    there = set(
        Term.objects.filter(zh__in=[event.before.get("zh") for event in events]).values_list("zh", flat=True)
    )
    return [{**event.before, "at": event.at} for event in events if event.before.get("zh") not in there]
