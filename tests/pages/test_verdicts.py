"""Verdicts on the lines of a list: by whom, seen by whom, and taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Consent
from bases.choices import StaffRole
from matching.choices import Opinion, OpinionReason, Side
from matching.handles import handle
from matching.models import Feedback
from search.indexing import rebuild
from tests.factories import (
    FeedbackFactory,
    MatchableProfileFactory,
    OpenOpeningFactory,
    StaffMembershipFactory,
)
from tests.pages.conftest import World

pytestmark = pytest.mark.django_db

Login = Callable[[str], Client]


def shortlist(client: Client, world: World, query: str = "", language: str = "en") -> str:
    return client.get(f"/{language}/openings/{world.opening.pk}/shortlist/{query}").content.decode()


def send(client: Client, world: World, **fields: Any) -> Any:
    """A verdict of the host on the person of this world."""
    pair = handle(world.opening.pk, world.profile.pk)
    return client.post(f"/en/openings/{world.opening.pk}/verdicts/", {"pair": pair} | fields)


def send_mine(client: Client, world: World, **fields: Any) -> Any:
    """A verdict of the person on the opening of this world."""
    return client.post("/en/me/openings/verdicts/", {"pair": world.opening.pk} | fields)


def handles_in(html: str) -> set[str]:
    return set(re.findall(r'name="pair" value="([^"]+)"', html))


def test_the_forms_of_a_shortlist_name_nobody_and_are_taken(indexed: World, as_role: Login) -> None:
    client = as_role("staff")
    html = shortlist(client, indexed)
    [pair] = handles_in(html)
    assert pair == handle(indexed.opening.pk, indexed.profile.pk)

    answer = send(client, indexed, step=Opinion.NOT_RELEVANT, reason=OpinionReason.SUBJECT)

    assert answer.status_code == 302
    assert answer["Location"] == f"/en/openings/{indexed.opening.pk}/shortlist/"
    row = Feedback.objects.get()
    assert (row.profile, row.side, row.reason, row.given_by) == (
        indexed.profile, Side.HOST, OpinionReason.SUBJECT, indexed.users["staff"],
    )  # fmt: skip
    html = shortlist(client, indexed)
    assert "This list takes 1 verdict into account." in html
    assert "Rejected: 1 person" in html
    assert "The subject is another" in html
    assert 'id="candidate-A"' not in html


def test_shown_without_them_the_list_is_whole_and_says_so(indexed: World, as_role: Login) -> None:
    FeedbackFactory(opening=indexed.opening, profile=indexed.profile)
    html = shortlist(as_role("staff"), indexed, "?plain=1")
    assert "This list leaves every verdict out of account." in html
    assert 'id="candidate-A"' in html
    assert "Rejected:" not in html


def test_taken_back_the_page_is_what_it_was(indexed: World, as_role: Login) -> None:
    client = as_role("staff")
    send(client, indexed, step=Opinion.NOT_RELEVANT, reason=OpinionReason.DATES)
    send(client, indexed, step="back")
    shortlist(client, indexed)  # tells what was done, once
    html = shortlist(client, indexed)
    assert Feedback.objects.count() == 0
    assert 'id="candidate-A"' in html
    assert "into account" not in html


def test_a_verdict_sent_twice_is_one(indexed: World, as_role: Login) -> None:
    client = as_role("staff")
    for _ in range(2):
        assert send(client, indexed, step=Opinion.RELEVANT).status_code == 302
    assert Feedback.objects.count() == 1
    assert "Take back" in shortlist(client, indexed)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("anonymous", 302),
        ("officer", 403),
        ("administrator", 403),
        *((role, 404) for role in ("expert", "other staff", "attaché")),
    ],
)
def test_nobody_else_speaks_for_a_host(indexed: World, as_role: Login, role: str, status: int) -> None:
    answer = send(as_role(role), indexed, step=Opinion.RELEVANT)
    assert answer.status_code == status
    assert Feedback.objects.count() == 0


def test_a_viewer_reads_verdicts_and_gives_none(indexed: World, client: Client) -> None:
    viewer = StaffMembershipFactory(institution=indexed.opening.institution, role=StaffRole.VIEWER).user
    client.force_login(viewer)
    FeedbackFactory(opening=indexed.opening, profile=indexed.profile, fits=True)
    html = shortlist(client, indexed)
    assert send(client, indexed, step="back").status_code == 403
    assert "This list takes 1 verdict into account." in html
    assert "Take back" not in html
    assert handles_in(html) == set()


def test_of_a_hidden_opening_nothing_is_told(world: World, as_role: Login) -> None:
    path = f"/en/openings/{world.draft.pk}/verdicts/"
    assert as_role("other staff").post(path, {"step": "relevant", "pair": "x"}).status_code == 404


def test_a_host_never_learns_what_a_person_said(indexed: World, as_role: Login) -> None:
    before = shortlist(as_role("staff"), indexed)
    FeedbackFactory(opening=indexed.opening, profile=indexed.profile, side=Side.PERSON)
    assert without_token(shortlist(as_role("staff"), indexed)) == without_token(before)
    assert "into account" not in shortlist(as_role("officer"), indexed)


def without_token(html: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", html)


def test_a_person_never_learns_what_a_host_said(indexed: World, as_role: Login) -> None:
    before = as_role("expert").get("/en/me/openings/").content.decode()
    FeedbackFactory(opening=indexed.opening, profile=indexed.profile)
    after = as_role("expert").get("/en/me/openings/").content.decode()
    assert without_token(after) == without_token(before)


def test_a_person_sets_an_opening_aside_and_takes_it_back(indexed: World, as_role: Login) -> None:
    client = as_role("expert")
    assert (
        send_mine(client, indexed, step=Opinion.NOT_RELEVANT, reason=OpinionReason.PLACE).status_code == 302
    )
    html = client.get("/en/me/openings/").content.decode()
    assert "This says nothing of the others" in html
    assert "1 opening set aside as not relevant" in html
    assert Feedback.objects.get().side == Side.PERSON

    send_mine(client, indexed, step="back")

    assert Feedback.objects.count() == 0
    assert "set aside as not relevant" not in client.get("/en/me/openings/").content.decode()


@pytest.mark.parametrize("role", ["staff", "officer", "attaché"])
def test_whoever_has_no_profile_is_sent_to_the_page_that_says_so(
    indexed: World, as_role: Login, role: str
) -> None:
    answer = send_mine(as_role(role), indexed, step=Opinion.RELEVANT)
    assert (answer.status_code, answer["Location"]) == (302, "/en/me/openings/")
    assert Feedback.objects.count() == 0


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"step": "maybe"},
        {"step": "not_relevant"},
        {"step": "not_relevant", "reason": "rumour"},
    ],
)
def test_a_verdict_without_a_word_or_a_reason_is_refused(
    indexed: World, as_role: Login, fields: dict[str, str]
) -> None:
    for answer in (
        send(as_role("staff"), indexed, **fields),
        send_mine(as_role("expert"), indexed, **fields),
    ):
        assert answer.status_code == 400
    assert Feedback.objects.count() == 0


def test_a_handle_of_another_opening_and_a_plain_number_change_nothing(
    indexed: World, as_role: Login
) -> None:
    client = as_role("staff")
    for pair in (handle(indexed.draft.pk, indexed.profile.pk), str(indexed.profile.pk)):
        send(client, indexed, step=Opinion.RELEVANT, pair=pair)
        assert "This line is no longer in the list; nothing was changed." in shortlist(client, indexed)
    assert Feedback.objects.count() == 0


def test_of_somebody_who_left_a_verdict_is_only_taken_back(indexed: World, as_role: Login) -> None:
    client = as_role("staff")
    FeedbackFactory(opening=indexed.opening, profile=indexed.profile)
    Consent.objects.filter(user=indexed.profile.user).delete()
    send(client, indexed, step=Opinion.RELEVANT)
    assert Feedback.objects.get().verdict == Opinion.NOT_RELEVANT
    send(client, indexed, step="back")
    assert Feedback.objects.count() == 0


def test_letters_stay_with_their_people_wherever_verdicts_move_them(world: World, as_role: Login) -> None:
    MatchableProfileFactory.create_batch(2, speaks={"en": "C1"})
    rebuild()
    client = as_role("staff")
    letters = dict(
        re.findall(r'id="candidate-(\w)".*?name="pair" value="([^"]+)"', shortlist(client, world), re.S)
    )
    assert len(letters) == 3
    client.post(
        f"/en/openings/{world.opening.pk}/verdicts/",
        {"pair": letters["B"], "step": "not_relevant", "reason": "subject"},
    )

    html = shortlist(client, world)

    after = dict(re.findall(r'id="candidate-(\w)".*?name="pair" value="([^"]+)"', html, re.S))
    assert after == {letter: pair for letter, pair in letters.items() if letter != "B"}
    assert "<strong>Candidate B\n</strong>" in html


def test_a_verdict_needs_the_token_of_its_page(indexed: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(indexed.users["staff"])
    assert send(client, indexed, step=Opinion.RELEVANT).status_code == 403
    assert Feedback.objects.count() == 0


@pytest.mark.parametrize("path", ["/zh-hans/openings/{opening}/shortlist/", "/zh-hans/me/openings/"])
def test_verdicts_speak_chinese(indexed: World, as_role: Login, path: str) -> None:
    side, role = (Side.HOST, "staff") if "shortlist" in path else (Side.PERSON, "expert")
    FeedbackFactory(opening=indexed.opening, profile=indexed.profile, side=side, reason=OpinionReason.LEVEL)
    html = as_role(role).get(path.format(opening=indexed.opening.pk)).content.decode()
    for text in ("本名单已计入1条反馈。", "撤回", "级别或职业阶段", "不计反馈查看"):
        assert text in html


def test_a_list_with_many_verdicts_asks_the_database_as_often_as_with_one(client: Client) -> None:
    opening = OpenOpeningFactory()
    client.force_login(StaffMembershipFactory(institution=opening.institution).user)
    people = MatchableProfileFactory.create_batch(12)
    rebuild()
    path = f"/en/openings/{opening.pk}/shortlist/"

    def queries() -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    for profile in people[:2]:
        FeedbackFactory(opening=opening, profile=profile, fits=profile == people[0])
    few = queries()
    for profile in people[2:10]:
        FeedbackFactory(opening=opening, profile=profile, fits=profile.pk % 2 == 0)
    assert queries() == few
