"""Before the person accepts, nobody but them and the attaché learns of it – however they look."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from experts.models import Nomination
from search.backends.registry import get_backend
from search.indexing import rebuild
from tests.factories import NominationFactory
from tests.pages.conftest import ROLES, World
from tests.pages.routes import routes

PLANTED = {
    "name": "Zebulon Planted",
    "native_name": "种植者",
    "email": "zebulon@planted.example",
    "orcid": "0000-0002-1694-233X",
    "affiliation": "Institute of Planting",
    "reason": "Plants secrets.",
}


@pytest.fixture
def planted(world: World) -> Nomination:
    row = NominationFactory(sent=True, opening=world.opening, **PLANTED)
    NominationFactory(ready=True, **PLANTED | {"email": "zebulon@second.example"})
    rebuild()
    return row


def leaks(text: str) -> set[str]:
    return {value for value in PLANTED.values() if value in text}


@pytest.mark.parametrize("role", ROLES)
def test_no_page_shows_it(
    role: str, world: World, planted: Nomination, as_role: Callable[[str], Client]
) -> None:
    client = as_role(role)
    for route in routes():
        if route.plain and not route.group and route.name not in ("account_logout",):
            answer = client.get(f"/en/{route.path}", follow=True)
            if not answer.streaming:
                assert leaks(answer.content.decode(errors="replace")) == set(), route.path
    for name in ("nomination", "edit", "letter", "about_me_one"):
        status = client.get(reverse(f"nominations:{name}", args=[planted.pk])).status_code
        assert status in (302, 403, 404, 410)
    opening = client.get(reverse("bases:opening", args=[world.opening.pk]), follow=True)
    assert leaks(opening.content.decode()) == set()


def test_the_administration_shows_it_to_no_administrator(
    planted: Nomination, as_role: Callable[[str], Client]
) -> None:
    client = as_role("administrator")
    change = reverse("admin:experts_nomination_change", args=[planted.pk])
    assert client.get(change).status_code == 302
    for address in (
        reverse("admin:experts_nomination_changelist"),
        reverse("admin:experts_nomination_changelist") + "?q=Zebulon",
        reverse("admin:accounts_auditevent_changelist"),
        reverse("admin:accounts_user_delete", args=[planted.nominated_by_id]),
        reverse("admin:bases_opening_delete", args=[planted.opening_id]),
    ):
        page = client.get(address)
        assert page.status_code == 200
        assert leaks(page.content.decode().replace("?q=Zebulon", "")) == set(), address


def test_no_index_holds_it(planted: Nomination, world: World) -> None:
    held = repr(vars(get_backend()))
    assert f"profile:{world.profile.pk}" in held, "the index knows others"
    assert leaks(held) == set()
