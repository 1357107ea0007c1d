"""A side says of a pair that it fits or is not relevant, and takes it back."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.domain.audit import record
from accounts.models import User
from bases.models import Opening
from experts.models import Profile
from matching.choices import Opinion, OpinionReason, Side
from matching.domain.sides import require_side
from matching.models import Feedback


@transaction.atomic
def say(
    opening: Opening,
    profile: Profile,
    *,
    side: Side,
    verdict: Opinion,
    by: User,
    reason: OpinionReason | None = None,
    words: tuple[str, str] = ("", ""),
) -> Feedback:
    """One verdict for each pair and side: said twice it is said once, and a new one replaces the old.

    `words`: of one's own beside a reason, with their language; the audit never has them.

    Raises NotYourSide, and ValueError where "not relevant" has no reason or "fits" has one.
    """
    require_side(opening, profile, side=side, by=by)
    if (verdict == Opinion.NOT_RELEVANT) != (reason is not None):
        raise ValueError(
            f"A verdict {verdict.value!r} with the reason {reason!r}: only not_relevant has one."
        )
    values = {"verdict": verdict.value, "reason": reason.value if reason else ""}
    values |= {"words": words[0], "words_language": words[1]}
    pair = {"opening": opening, "profile": profile, "side": side.value}
    row, new = Feedback.objects.select_for_update().get_or_create(**pair, defaults=values | {"given_by": by})
    before = {} if new else _told(row)
    if new or any(getattr(row, name) != value for name, value in values.items()):
        for name, value in (values | {"given_by": by}).items():
            setattr(row, name, value)
        row.save()
        record("verdict given", row, by=by, before=before, after=_told(row))
    return row


@transaction.atomic
def take_back(opening: Opening, profile: Profile, *, side: Side, by: User) -> bool:
    """The verdict is gone, and the list is what it was -> whether there was one. Raises NotYourSide."""
    require_side(opening, profile, side=side, by=by)
    rows = Feedback.objects.select_for_update().filter(opening=opening, profile=profile, side=side.value)
    row = rows.first()
    if row is None:
        return False
    record("verdict taken back", row, by=by, before=_told(row))
    row.delete()
    return True


def _told(row: Feedback) -> dict[str, Any]:
    return {
        "opening": row.opening_id,
        "profile": row.profile_id,
        "side": row.side,
        "verdict": row.verdict,
        "reason": row.reason,
    }
