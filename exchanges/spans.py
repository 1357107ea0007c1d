"""Stays as days in a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse

from exchanges.dues import waiting_version
from matching.availability import Span
from matching.choices import BINDING, ExchangeState
from matching.models import Exchange

SHOWN = (*BINDING, ExchangeState.PLANNED, ExchangeState.COMPLETED)


def spans_of(rows: Iterable[Exchange], *, named: bool) -> Iterator[Span]:
    """Agreed days; while they are being agreed, the days that are proposed. `named`: with the person's name, on pages;
    a calendar that somebody takes elsewhere names nobody."""
    for row in rows:
        first, last = row.starts_on, row.ends_on
        if first is None or last is None:
            version = waiting_version(row)
            if version is None:
                continue
            first, last = version.starts_on, version.ends_on
        opening = row.introduction.opening
        label = row.introduction.profile.display_name if named else opening.label
        about = f"{opening.label} · {row.get_state_display()}" if named else str(row.get_state_display())
        address = reverse("exchanges:exchange", args=[row.pk])
        yield Span(f"visit-{row.pk}", label, about, first, last, row.state in BINDING, address)
