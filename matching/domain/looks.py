"""Who of a shortlist is new to its reader: whom they had not seen there before this look."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from accounts.models import User
from bases.models import Opening
from matching.choices import Opinion, Side
from matching.domain.rules.opening import held
from matching.models import Feedback, Match, SeenCandidate, ShortlistLook

SITTING = timedelta(hours=1)  # pages read within an hour of each other are one look
NOTED = timedelta(minutes=1)  # so often a look is written at most


@dataclass(frozen=True, slots=True)
class Look:
    """`new`: primary keys of profiles; `before`: when the reader last looked, None for the first time."""

    new: frozenset[int] = frozenset()
    before: datetime | None = None


def look_at(opening: Opening, people: Collection[int], *, by: User, noted: bool = True) -> Look:
    """What is new to the reader among `people` (keys of profiles), who are shown to them now.

    Reloading or coming back within the hour shows the same marks. `noted` is false for a page that nobody may ever
    see, such as one that a browser fetches in advance: nothing is written then.
    """
    now = timezone.now()
    if not noted:
        row = ShortlistLook.objects.filter(opening=opening, reader=by).first()
        seen = _seen(row) if row else {}
        return Look(frozenset(people) - frozenset(seen), row.at) if row else Look()
    with transaction.atomic():
        row, first = ShortlistLook.objects.select_for_update().get_or_create(
            opening=opening, reader=by, defaults={"began_at": now, "at": now}
        )
        if now - row.at > SITTING:
            row.before, row.began_at = row.at, now
        if now - row.at > NOTED:
            row.at = now
            row.save()
        seen = _seen(row)
        since = row.began_at if first else now
        missing = [SeenCandidate(look=row, profile_id=key, since=since) for key in people if key not in seen]
        SeenCandidate.objects.bulk_create(missing, ignore_conflicts=True)
    seen |= {one.profile_id: one.since for one in missing}
    return Look(frozenset(key for key in people if _is_new(seen[key], row)), row.before)


def new_for(openings: Sequence[Opening], *, reader: User) -> Mapping[int, int]:
    """Primary key of an opening that `reader` has looked at -> how many people stand in its stored list whom they have
    not seen there. One query."""
    looked = ShortlistLook.objects.filter(
        reader=reader, opening__in=[one for one in openings if not held(one)]
    )
    pair = {"opening": OuterRef("opening"), "profile": OuterRef("profile")}
    seen = SeenCandidate.objects.filter(
        look__reader=reader, look__opening=OuterRef("opening"), profile=OuterRef("profile")
    )
    rejected = Feedback.objects.filter(side=Side.HOST, verdict=Opinion.NOT_RELEVANT, **pair)
    rows = Match.objects.visible_to(reader).standing().filter(opening__in=looked.values("opening"))
    rows = rows.exclude(Exists(seen)).exclude(Exists(rejected)).order_by()
    return dict(rows.values_list("opening").annotate(Count("pk")))


def _seen(row: ShortlistLook) -> dict[int, datetime]:
    return dict(row.seen.values_list("profile", "since"))


def _is_new(since: datetime, row: ShortlistLook) -> bool:
    """At the very first look nobody is, but for those who came while it lasted."""
    return since >= row.began_at if row.before else since > row.began_at
