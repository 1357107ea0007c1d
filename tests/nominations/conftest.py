"""An attaché in Oslo, and a page of theirs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from experts.models import Nomination
from nominations.buttons import mark
from tests.factories import AttachePostFactory, NominationFactory

Answers = dict[str, Any]


@pytest.fixture
def attache(db: None) -> User:
    return AttachePostFactory(user__name="Li Attaché").user


@pytest.fixture
def at_desk(attache: User) -> Client:
    client = Client()
    client.force_login(attache)
    return client


@pytest.fixture
def draft(attache: User) -> Nomination:
    return NominationFactory(nominated_by=attache, ready=True)


@pytest.fixture
def pressed(at_desk: Client) -> Callable[..., Any]:
    """Press the button that sends a draft, as its page showed it."""

    def press(row: Nomination, **more: str) -> Any:
        data = {"step": "send", "seen": mark(row), **more}
        return at_desk.post(reverse("nominations:letter", args=[row.pk]), data)

    return press


@pytest.fixture
def accepted_answers() -> Answers:
    """What a person sends who accepts without correcting anything, and agrees to nothing."""
    return {
        "answer": "accept",
        "name": "Marit Solvang",
        "native_name": "",
        "affiliation": "",
        "country": "NO",
        "orcid": "",
        "kind": "expert",
        "career_stage": "R3",
        "headline": "",
    }
