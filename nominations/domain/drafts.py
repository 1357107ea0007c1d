"""Writing a draft. It is kept for a month after the last change."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.domain.audit import record
from accounts.domain.editing import Part, Values, change_part
from accounts.domain.errors import NotTheirStep
from accounts.domain.posts import post_for
from accounts.domain.steps import lock
from accounts.models import User
from experts.models import Nomination
from nominations.choices import NominationStep
from nominations.domain.rights import may_nominate, require_nominator
from nominations.domain.sending import DAYS
from nominations.domain.steps import require
from taxonomy.choices import Language

PLAIN = (
    "name", "native_name", "email", "orcid", "affiliation", "language", "reason", "evidence", "relation", "channel",
)  # fmt: skip
WORDS = ("reason", "evidence", "relation")


def read_draft(nomination: Nomination) -> dict[str, Any]:
    return {name: getattr(nomination, name) for name in PLAIN} | {
        "country": nomination.country.code or "",
        "opening": nomination.opening_id,
        "fields": sorted(str(field.pk) for field in nomination.fields.all()),
    }


def write_draft(nomination: Nomination, values: Values) -> None:
    """What is written anew is in the language of the page."""
    now = get_language() or Language.EN
    if not nomination.words_language or any(values[name] != getattr(nomination, name) for name in WORDS):
        nomination.words_language = now
    for name in (*PLAIN, "country"):
        setattr(nomination, name, values[name])
    nomination.opening_id = values["opening"]
    nomination.expires_at = timezone.now() + timedelta(days=DAYS)
    nomination.save()
    nomination.fields.set(values["fields"])


DRAFT = Part("draft", read_draft, write_draft)


@transaction.atomic
def begin(values: Values, *, by: User) -> Nomination:
    """Raises NotTheirStep."""
    _require_country(values, by=by)
    nomination = Nomination(nominated_by=by, author=by, post=post_for(by, values["country"]))
    write_draft(nomination, values)
    record("nomination begun", nomination, by=by)
    return nomination


@transaction.atomic
def change(nomination: Nomination, values: Values, *, seen: str, by: User) -> bool:
    """False where nothing changes. Who rewrites what somebody else wrote is its author from then on.

    Raises NotTheirStep, IllegalTransition, ChangedMeanwhile.
    """
    lock(nomination)
    require_nominator(nomination, by=by)
    require(nomination, NominationStep.SEND)
    _require_country(values, by=by)
    words = [getattr(nomination, name) for name in WORDS]
    changed = change_part(nomination, DRAFT, values, seen=seen, by=by)
    if nomination.author_id == by.pk or [getattr(nomination, name) for name in WORDS] != words:
        nomination.author, nomination.post = by, post_for(by, values["country"])
        nomination.save(update_fields=["author", "post"])
    return changed


def _require_country(values: Values, *, by: User) -> None:
    if not may_nominate(by, values["country"]):
        raise NotTheirStep(_("You recommend people who work in the countries of your post."))
