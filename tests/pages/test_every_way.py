"""All ways at once: from every state, every step that is not legal there answers 409 and changes nothing.

The ways are asked which steps there are and from where each is legal; here stands only how a row comes to a state, who
speaks for a side, and on which page that side takes its steps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, User
from accounts.ways import Way
from bases import opening_steps_form
from bases.choices import PublicationState as P
from bases.models import Opening
from bases.opening_way import RULES
from notices.models import Notice
from tests.factories import OfficerFactory, OpeningFactory, OpenOpeningFactory, StaffMembershipFactory
from tests.matching.test_transitions import THINGS
from tests.support.ours import APPS

pytestmark = pytest.mark.django_db
NO_STEP = "leap"  # that no way has
Row = models.Model
WITH_WAYS = {app for app in APPS if (Path(settings.ROOT) / app / "way.py").exists()}


@dataclass(frozen=True)
class Trip:
    """A way, and the page on which `side` takes its steps."""

    states: tuple[str, ...]
    legal: Mapping[str, tuple[frozenset[str], frozenset[str]]]  # step -> from which states, by whom
    side: str
    row_in: Callable[[str], Any]
    person: Callable[[Any], User]
    page: str
    mark: Callable[[Any], str]

    def illegal(self, state: str) -> list[str]:
        return [step for step, (of, who) in self.legal.items() if state not in of or self.side not in who] + [
            NO_STEP
        ]


def opening_in(state: str) -> Opening:
    made = OpeningFactory if state in (P.DRAFT, P.IN_REVIEW) else OpenOpeningFactory
    opening: Opening = made.create(publication=state)
    return opening


def host_of(opening: Opening) -> User:
    user: User = StaffMembershipFactory.create(institution=opening.institution, role="editor").user
    return user


# App -> what its way is about, the page of steps, and who speaks for each side. Each keeps its way in `way.py` and the
# mark of its pages in `buttons.py`.
def of_introduction(row: Any) -> dict[str, Callable[[], User]]:
    return {"host": lambda: host_of(row.opening), "person": lambda: row.profile.user}


def of_exchange(row: Any) -> dict[str, Callable[[], User]]:
    return of_introduction(row.introduction)


APPS_WITH_WAYS: dict[
    str, tuple[str, list[str], tuple[str, ...], Callable[[Any], dict[str, Callable[[], User]]]]
] = {
    "introductions": ("introduction", ["introductions:introduction"], ("host", "person"), of_introduction),
    "nominations": (
        "nomination",
        ["nominations:nomination", "nominations:letter"],
        ("attache",),
        lambda row: {"attache": lambda: row.nominated_by},
    ),
    "exchanges": ("exchange", ["exchanges:exchange"], ("host", "person"), of_exchange),
    "outcomes": ("outcome", ["outcomes:outcome"], ("host", "person"), lambda row: of_exchange(row.exchange)),
}
OPENING = {
    str(step): (frozenset(map(str, rule.of)), frozenset({rule.who.value})) for step, rule in RULES.items()
}


def trips() -> dict[str, Trip]:
    mark = opening_steps_form.state_of
    found = {
        "opening, host": Trip(
            tuple(P.values), OPENING, "host", opening_in, host_of, "bases:opening_state", mark
        ),
        "opening, officer": Trip(
            tuple(P.values),
            OPENING,
            "officer",
            opening_in,
            lambda row: OfficerFactory.create(),
            "bases:opening_review",
            mark,
        ),
    }
    for app, (thing, pages, sides, people) in APPS_WITH_WAYS.items():
        way, mark = import_module(f"{app}.way").WAY, import_module(f"{app}.buttons").mark
        for page, side in product(pages, sides):
            found[f"{page}, {side}"] = Trip(
                way.states,
                {str(step): (rule.of, rule.who) for step, rule in way.rules.items()},
                side,
                THINGS[thing].row_in,
                lambda row, people=people, side=side: people(row)[side](),
                page,
                mark,
            )
    return found


TRIPS = trips()
FROM = [(name, state) for name, one in TRIPS.items() for state in one.states]


def stored(row: Row) -> dict[str, Any]:
    """The row, its timeline, and who was told."""
    now = type(row)._base_manager.get(pk=row.pk)
    return {
        "row": {field.attname: getattr(now, field.attname) for field in row._meta.concrete_fields},
        "events": now.events.count() if hasattr(now, "events") else 0,
        "told": Notice.objects.count(),
        "noted": AuditEvent.objects.count(),
    }


@pytest.mark.parametrize(("name", "state"), FROM)
def test_an_illegal_step_answers_409_and_changes_nothing(name: str, state: str) -> None:
    way = TRIPS[name]
    row = way.row_in(state)
    row.refresh_from_db()
    client = Client()
    client.force_login(way.person(row))
    path = reverse(way.page, args=[row.pk])
    before = stored(row)
    answers = {}
    for step in way.illegal(state):
        filled = {"reason": "Because.", "sure": "on", "day": timezone.localdate().isoformat()}
        answers[step] = client.post(path, {"step": step, "seen": way.mark(row), **filled}).status_code
    theirs = {
        step for step, (_, who) in way.legal.items() if way.side not in who
    }  # 403 as well: it is not yours
    assert {step: status for step, status in answers.items() if step not in theirs and status != 409} == {}
    assert {step: status for step, status in answers.items() if status not in (403, 409)} == {}
    assert stored(row) == before


def test_every_way_is_tried() -> None:
    """A way that comes to be has a row above."""
    assert set(APPS_WITH_WAYS) == WITH_WAYS
    for app in WITH_WAYS:
        assert isinstance(import_module(f"{app}.way").WAY, Way)
