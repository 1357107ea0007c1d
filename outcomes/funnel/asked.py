"""What a reader asks of the funnel: a period, a country, a field, a channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from experts.models import Nomination
from nominations.models import NominationCount
from outcomes.funnel.reading import Begun, begun
from taxonomy.site_clock import start_of


@dataclass(frozen=True, slots=True)
class Asked:
    """Empty: all of them. Both days count."""

    first: date | None = None
    last: date | None = None
    country: str = ""  # where the person works
    field: str = ""  # of the opening; of a nomination its own
    channel: str = ""

    def introductions(self, *, measured: bool = False) -> list[Begun]:
        """By the day on which they began."""
        first = start_of(self.first) if self.first else None
        after = start_of(self.last + timedelta(days=1)) if self.last else None
        return [
            row
            for row in begun(measured=measured)
            if (first is None or row.at >= first)
            and (after is None or row.at < after)
            and self.country in ("", row.country)
            and self.channel in ("", row.channel)
            and (not self.field or self.field in row.fields)
        ]

    def nominations(self) -> Any:
        """By the day of their letter; drafts are nobody's business yet."""
        rows = Nomination.objects.filter(self._within("sent_at"), sent_at__isnull=False).order_by()
        if self.country:
            rows = rows.filter(country=self.country)
        if self.channel:
            rows = rows.filter(channel=self.channel)
        if self.field:
            tags = Nomination.fields.through.objects.filter(priorityfield=self.field)
            rows = rows.filter(pk__in=tags.values("nomination"))
        return rows

    def forgotten(self) -> Any:
        """Nominations of which a count is left, by the month of their letter; none where a field is asked for."""
        rows = NominationCount.objects.order_by()
        if self.field:
            return rows.none()
        if self.first:
            rows = rows.filter(month__gte=self.first.replace(day=1))
        if self.last:
            rows = rows.filter(month__lte=self.last)
        if self.country:
            rows = rows.filter(country=self.country)
        return rows.filter(channel=self.channel) if self.channel else rows

    def _within(self, moment: str) -> Q:
        within = Q()
        if self.first:
            within &= Q(**{f"{moment}__gte": start_of(self.first)})
        if self.last:
            within &= Q(**{f"{moment}__lt": start_of(self.last + timedelta(days=1))})
        return within
