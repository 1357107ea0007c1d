"""All ways at once: from every state, every step that is not legal there answers 409 and changes nothing.

The ways are asked which steps there are and from where each is legal; here stands only how a row comes to a state, who
speaks for a side, and on which page that side takes its steps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
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
from exchanges.buttons import mark as exchange_mark
from introductions.buttons import mark as introduction_mark
from nominations.buttons import mark as nomination_mark
from notices.models import Notice
from outcomes.buttons import mark as outcome_mark
from privacy.choices import RequestState
from privacy.domain.request_step import seal
from privacy.models import DataRequest
from privacy.request_steps import mark_of as request_mark
from privacy.request_way import REQUEST
from tests.factories import (
    OfficerFactory,
    OpeningFactory,
    OpenOpeningFactory,
    StaffMembershipFactory,
    UserFactory,
)
from tests.factories.privacy import UnconfirmedRequestFactory
from tests.matching.test_transitions import THINGS, Thing
from tests.support.ours import APPS

pytestmark = pytest.mark.django_db
NO_STEP = "leap"  # that no way has
Row = models.Model


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
    key: Callable[[Any], Any] = lambda row: row.pk  # of the address
    again: frozenset[str] = (
        frozenset()
    )  # steps that a second click answers as the first one, and changes nothing

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


def of_introduction(row: Any) -> dict[str, Callable[[], User]]:
    return {"host": lambda: host_of(row.opening), "person": lambda: row.profile.user}


def of_exchange(row: Any) -> dict[str, Callable[[], User]]:
    return of_introduction(row.introduction)


def request_in(state: str) -> DataRequest:
    made = partial(UnconfirmedRequestFactory.create, due_at=timezone.now() + timedelta(days=30))
    request: DataRequest = Thing(made, REQUEST, RequestState, ready=False).row_in(state)
    return request


@dataclass(frozen=True)
class Pages:
    """Where the steps of a way are taken. `mark`: of what they show; `people`: side -> who speaks for it."""

    row_in: Callable[[str], Any]
    mark: Callable[[Any], str]
    people: Callable[[Any], dict[str, Callable[[], User]]]
    sides: tuple[str, ...]
    names: tuple[str, ...]
    key: Callable[[Any], Any] = lambda row: row.pk
    again: frozenset[str] = frozenset()
    unseen: frozenset[str] = frozenset()


BOTH = ("host", "person")
PAGES = {  # by the module of the way
    "bases.opening_way": Pages(
        opening_in,
        opening_steps_form.state_of,
        lambda row: {"host": lambda: host_of(row)},
        ("host",),
        ("bases:opening_state",),
    ),
    "bases.opening_way, officer": Pages(
        opening_in,
        opening_steps_form.state_of,
        lambda row: {"officer": OfficerFactory.create},
        ("officer",),
        ("bases:opening_review",),
    ),
    "introductions.way": Pages(
        THINGS["introduction"].row_in,
        introduction_mark,
        of_introduction,
        BOTH,
        ("introductions:introduction",),
    ),
    "nominations.way": Pages(
        THINGS["nomination"].row_in,
        nomination_mark,
        lambda row: {"attache": lambda: row.nominated_by},
        ("attache",),
        ("nominations:nomination", "nominations:letter"),
    ),
    "exchanges.way": Pages(
        THINGS["exchange"].row_in, exchange_mark, of_exchange, BOTH, ("exchanges:exchange",)
    ),
    "outcomes.way": Pages(
        THINGS["outcome"].row_in,
        outcome_mark,
        lambda row: of_exchange(row.exchange),
        BOTH,
        ("outcomes:outcome",),
    ),
    "privacy.request_way": Pages(
        request_in,
        request_mark,
        lambda row: {"officer": OfficerFactory.create},
        ("officer",),
        ("privacy:request",),
        unseen=frozenset({RequestState.UNCONFIRMED}),
    ),
    "privacy.request_way, person": Pages(
        request_in,
        request_mark,
        lambda row: {"person": lambda: UserFactory.create(email=row.email, email_verified_at=timezone.now())},
        ("person",),
        ("privacy:request_mine",),
        key=seal,
        again=frozenset({"confirm", "withdraw"}),
    ),
}


def trips() -> dict[str, Trip]:
    found = {}
    for module, pages in PAGES.items():
        way = import_module(module.partition(",")[0]).WAY
        for name, side in product(pages.names, pages.sides):
            found[f"{name}, {side}"] = Trip(
                tuple(state for state in way.states if state not in pages.unseen),
                {str(step): (rule.of, rule.who) for step, rule in way.rules.items()},
                side,
                pages.row_in,
                lambda row, pages=pages, side=side: pages.people(row)[side](),
                name,
                pages.mark,
                pages.key,
                pages.again,
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
    path = reverse(way.page, args=[way.key(row)])
    before = stored(row)
    answers = {}
    for step in way.illegal(state):
        filled = {"reason": "Because.", "sure": "on", "day": timezone.localdate().isoformat()}
        answer = client.post(path, {"step": step, "seen": way.mark(row), **filled})
        if step not in way.again or answer.status_code != 302:
            answers[step] = answer.status_code
    theirs = {
        step for step, (_, who) in way.legal.items() if way.side not in who
    }  # 403 as well: it is not yours
    assert {step: status for step, status in answers.items() if step not in theirs and status != 409} == {}
    assert {step: status for step, status in answers.items() if status not in (403, 409)} == {}
    assert stored(row) == before


def test_every_way_is_tried() -> None:
    """A way that comes to be has a row above."""
    found = {
        f"{path.parent.name}.{path.stem}"
        for app in APPS
        for path in (Path(settings.ROOT) / app).glob("*way.py")
        if isinstance(getattr(import_module(f"{app}.{path.stem}"), "WAY", None), Way)
    }
    assert {module.partition(",")[0] for module in PAGES} == found
