"""Two profiles of one person are joined by the person alone: a yes in each account, then value by value."""

from __future__ import annotations

import re

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from accounts.models import AuditEvent
from experts.choices import ProfileState
from experts.domain.import_taking import Choice, plan_for, take_import
from experts.domain.import_undoing import undo_import
from experts.domain.profiles import rest_profile
from experts.models import Profile, ProfileImport
from matching.domain.merging import ask_owners
from matching.models import MergeRequest, SetApart
from tests.factories import MatchableProfileFactory, OfficerFactory, PublicationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]
Letters = list[EmailMultiAlternatives]


def as_(profile: Profile) -> Client:
    client = Client()
    client.force_login(profile.user)
    return client


@pytest.fixture
def pair() -> tuple[Profile, Profile]:
    kept, other = MatchableProfileFactory(name="Ada Fjord"), MatchableProfileFactory(name="A. Fjord")
    PublicationFactory(profile=other, title="Only in the other")
    return kept, other


def asked(pair: tuple[Profile, Profile]) -> tuple[MergeRequest, str]:
    question = ask_owners(pair[1].pk, pair[0].pk, by=OfficerFactory())
    return question, f"/en/me/profile/merge/{question.pk}/"


def code_in(html: str) -> str:
    found = re.search(r"<code[^>]*>(\w{4}-\w{4})</code>", html)
    return found[1] if found else ""


def agree(pair: tuple[Profile, Profile], page: str) -> None:
    """One person, who reads the code in the first account and gives it in the second."""
    first, second = map(as_, pair)
    code = code_in(first.post(page, {"step": "agree"}, follow=True).content.decode())
    assert code
    second.post(page, {"step": "agree", "code": f" {code.lower()} "})


def test_an_officer_asks_and_both_owners_get_a_letter_that_tells_neither_of_the_other(
    pair: tuple[Profile, Profile], client: Client, mailoutbox: Letters
) -> None:
    client.force_login(OfficerFactory())
    sent = {"first": pair[0].pk, "second": pair[1].pk, "step": "ask"}
    client.post("/en/profiles/duplicates/", sent)
    client.post("/en/profiles/duplicates/", sent)
    assert sorted(letter.to[0] for letter in mailoutbox) == sorted(one.user.email for one in pair)
    assert all(
        one.user.email not in letter.body and one.name not in letter.body
        for one in pair
        for letter in mailoutbox
    )
    assert MergeRequest.objects.count() == 1
    assert "You may have a second profile" in as_(pair[0]).get("/en/me/profile/").content.decode()


def test_from_a_yes_in_both_accounts_to_one_profile(pair: tuple[Profile, Profile]) -> None:
    kept, other = pair
    _question, page = asked(pair)
    for owner in pair:
        assert "Only in the other" not in as_(owner).get(page).content.decode()
    agree(pair, page)
    answer = as_(kept).post(page, {"step": "take"})
    proposal = ProfileImport.objects.get(user=kept.user)
    assert answer["Location"].endswith(f"/me/profile/import/{proposal.pk}/")
    preview = as_(kept).get(answer["Location"]).content.decode()
    assert "Only in the other" in preview
    assert "Your other profile" in preview
    other.refresh_from_db()
    assert other.state == ProfileState.HIDDEN
    assert other.publications.count() == 1  # nothing is lost
    assert list(Profile.objects.matchable()) == [kept]
    assert AuditEvent.objects.filter(verb="profiles merged", actor=kept.user).count() == 1


def test_what_is_ticked_is_taken_and_undone(pair: tuple[Profile, Profile]) -> None:

    kept, _other = pair
    _question, page = asked(pair)
    agree(pair, page)
    as_(kept).post(page, {"step": "take"})
    proposal = ProfileImport.objects.get(user=kept.user)
    plan = plan_for(proposal)
    keys = frozenset(line.key for line in plan.new_works)
    take_import(proposal, Choice(keys=keys), seen=plan.seen, by=kept.user)
    assert kept.publications.get().title == "Only in the other"
    undo_import(proposal, by=kept.user)
    assert not kept.publications.exists()


@pytest.mark.parametrize("who", [0, 1])
def test_the_yes_of_one_owner_joins_nothing(pair: tuple[Profile, Profile], who: int) -> None:
    question, page = asked(pair)
    client = as_(pair[who])
    client.post(page, {"step": "agree"})
    client.post(page, {"step": "agree"})
    assert "This changed meanwhile" in client.post(page, {"step": "take"}, follow=True).content.decode()
    question.refresh_from_db()
    assert question.taken_at is None
    assert not ProfileImport.objects.exists()
    assert Profile.objects.matchable().count() == 2


def test_a_no_ends_it_for_both(pair: tuple[Profile, Profile]) -> None:
    question, page = asked(pair)
    as_(pair[0]).post(page, {"step": "agree"})
    as_(pair[1]).post(page, {"step": "decline"})
    assert SetApart.objects.filter(first=question.first, second=question.second).exists()
    assert "they are two people" in as_(pair[0]).get(page).content.decode()
    as_(pair[1]).post(page, {"step": "agree"})
    as_(pair[0]).post(page, {"step": "take"})
    assert not ProfileImport.objects.exists()


def test_taking_twice_is_taking_once(pair: tuple[Profile, Profile]) -> None:
    _question, page = asked(pair)
    agree(pair, page)
    for _ in range(2):
        as_(pair[0]).post(page, {"step": "take"})
    as_(pair[1]).post(page, {"step": "take"})
    assert ProfileImport.objects.count() == 1
    pair[0].refresh_from_db()
    assert pair[0].state == ProfileState.ACTIVE


def test_nobody_else_sees_the_question(pair: tuple[Profile, Profile]) -> None:
    _question, page = asked(pair)
    assert as_(MatchableProfileFactory()).get(page).status_code == 404
    officer = Client()
    officer.force_login(OfficerFactory())
    assert officer.post(page, {"step": "agree"}).status_code == 404


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("given", ["", "ABCD-EFGH"])
def test_two_people_who_each_say_yes_are_not_one(
    pair: tuple[Profile, Profile], order: tuple[int, int], given: str
) -> None:
    _question, page = asked(pair)
    first, second = (as_(pair[who]) for who in order)
    first.post(page, {"step": "agree"})
    seen = second.get(page).content.decode()
    assert "Code from your other account" in seen
    assert not code_in(seen)  # it stands in the first account alone
    answer = second.post(page, {"step": "agree", "code": given})
    assert answer.status_code == 400
    assert "The other account shows another code." in answer.content.decode()
    for client in (first, second):
        client.post(page, {"step": "take"})
    assert not ProfileImport.objects.exists()
    assert Profile.objects.matchable().count() == 2


def test_the_other_account_is_told_and_its_profile_hidden_though_it_rests(
    pair: tuple[Profile, Profile], mailoutbox: Letters
) -> None:
    kept, other = pair
    _question, page = asked(pair)
    rest_profile(other)
    agree(pair, page)
    before = len(mailoutbox)
    as_(kept).post(page, {"step": "take"})
    (letter,) = mailoutbox[before:]
    assert letter.to == [other.user.email]
    assert "The profile of this account is hidden now" in letter.body
    assert kept.user.email not in letter.body
    other.refresh_from_db()
    assert other.state == ProfileState.HIDDEN


@pytest.mark.parametrize("by", ["owner", "officer"])
def test_who_said_no_is_not_written_to_again(
    pair: tuple[Profile, Profile], client: Client, mailoutbox: Letters, by: str
) -> None:
    client.force_login(OfficerFactory())
    sent = {"first": pair[0].pk, "second": pair[1].pk}
    duplicates = "/en/profiles/duplicates/"
    if by == "owner":
        client.post(duplicates, sent | {"step": "ask"})
        page = f"/en/me/profile/merge/{MergeRequest.objects.get().pk}/"
        as_(pair[0]).post(page, {"step": "decline"})
        client.post(duplicates, sent | {"step": "again"})
    else:
        client.post(duplicates, sent | {"step": "apart"})
    before = len(mailoutbox)
    answer = client.post(duplicates, sent | {"step": "ask"}, follow=True)
    assert "not written to again" in answer.content.decode()
    assert len(mailoutbox) == before
    assert not MergeRequest.objects.open().exists()
