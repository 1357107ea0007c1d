"""Nothing that a page's reader is called, or asked for, is in the log; what is there tells which page and how long."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from tests.pages.conftest import ROLES, World, names_of
from tests.pages.test_permissions import ROWS
from tests.support.logs import Log, production_log

NAME, EMAIL, SEARCH, PASSWORD = (
    "Wisława 王小明",
    "wislawa.leak@example.org",
    "peptide-zymurgy",
    "secret-pass-77",
)


@pytest.fixture
def log() -> Iterator[Log]:
    with production_log() as found:
        yield found


@pytest.mark.parametrize("role", ROLES)
def test_no_page_tells_the_log_who_reads_it_or_what_they_ask(
    indexed: World, as_role: Callable[[str], Client], log: Log, role: str
) -> None:
    user = indexed.users.get(role)
    if user:
        user.name, user.email = NAME, EMAIL
        user.save()
    client = as_role(role)
    names = names_of(indexed)
    log.forget()
    paths = [path.format(**names) for _, path, _ in ROWS]

    for path in [*paths, f"/en/{EMAIL}/"]:
        client.get(path, {"q": SEARCH, "name": NAME}, headers={"user-agent": EMAIL, "referer": SEARCH})
        client.post(path, {"email": EMAIL, "username": EMAIL, "password": PASSWORD, "zh": NAME})

    for secret in (NAME, EMAIL, SEARCH, PASSWORD, "wislawa"):
        assert secret not in log.text
    answered = log.of("talentbridge.logs.requests")
    assert len(answered) > len(paths)
    assert all(line["status"] and line["ms"] >= 0 for line in answered)
    assert {line["view"] for line in answered} >= {"matching:openings", "bases:opening", "account_login"}
    assert {line.get("user") for line in answered} <= {None, user and user.pk}
    if user:
        assert any(line.get("user") == user.pk for line in answered)
    assert all({"time", "level", "logger", "message", "request_id"} <= line.keys() for line in log.lines)
