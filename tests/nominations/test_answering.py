"""What the person reads by the link of their letter, and what their answer does."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Consent, Purpose, User
from experts.choices import NominationState, ProfileState
from experts.models import Nomination, Profile
from nominations.domain import never
from nominations.domain.links import seal
from nominations.models import NeverAgain, NominationCount
from notices.models import Notice
from tests.factories import MatchableProfileFactory, NominationFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]
Answers = dict[str, Any]


@pytest.fixture
def sent(attache: User) -> Nomination:
    return NominationFactory(
        nominated_by=attache,
        sent=True,
        evidence="Two papers on soiling.",
        email_key=never.email_key("marit@example.org"),
    )


def link(row: Nomination) -> str:
    return reverse("nominations:answer", args=[seal(row)])


def test_the_page_shows_everything_and_looking_changes_nothing(sent: Nomination, client: Client) -> None:
    before = Nomination.objects.values().get(pk=sent.pk)
    for ask in (client.get, client.head, client.options):
        ask(link(sent))
    page = client.get(link(sent)).content.decode()
    assert Nomination.objects.values().get(pk=sent.pk) == before
    for words in ("Li Attaché", sent.name, sent.email, sent.reason, sent.evidence, sent.relation):
        assert words in page
    assert 'name="robots" content="noindex"' in page
    assert " checked" not in page, "nothing is agreed to from the start"


def test_accepting_makes_a_profile_from_what_was_corrected(
    sent: Nomination, client: Client, accepted_answers: Answers
) -> None:
    corrected = accepted_answers | {
        "affiliation": "University of Varnamo", "native_name": "苏玛丽", "fields": ["energy"],
        "headline": "Outdoor degradation of modules", "matching": "on",
    }  # fmt: skip
    answer = client.post(link(sent), corrected)
    sent.refresh_from_db()
    profile = Profile.objects.get(user__email="marit@example.org")
    assert answer.status_code == 302
    assert (sent.state, sent.profile, sent.email) == (NominationState.ACCEPTED, profile, "")
    assert list(sent.events.values_list("step", flat=True)) == ["correct"]
    assert (profile.affiliation, profile.native_name) == ("University of Varnamo", "苏玛丽")
    assert profile.state == ProfileState.ACTIVE
    assert profile.user is not None
    assert profile.user.email_verified_at is not None
    assert list(Consent.objects.live().values_list("purpose", flat=True)) == [Purpose.MATCHING]
    assert Notice.objects.get(user=sent.nominated_by).address == f"/nominations/{sent.pk}/"


def test_without_a_tick_nothing_is_agreed_to(
    sent: Nomination, client: Client, accepted_answers: Answers
) -> None:
    client.post(link(sent), accepted_answers)
    profile = Profile.objects.get(user__email="marit@example.org")
    assert not Consent.objects.exists()
    assert profile.state == ProfileState.DRAFT
    assert not Profile.objects.matchable().exists()


def test_the_password_is_chosen_with_a_letter_to_the_address(
    sent: Nomination, client: Client, accepted_answers: Answers
) -> None:
    client.post(link(sent), accepted_answers)
    letter = next(one for one in mail.outbox if "password" in one.subject)
    found = re.search(r"http://[^/]+(/\S+/password/reset/key/\S+)", letter.body)
    assert letter.to == ["marit@example.org"]
    assert found
    page = client.get(found[1], follow=True)
    chosen = dict.fromkeys(("password1", "password2"), "three words only mine")
    done = client.post(page.redirect_chain[-1][0], chosen, follow=True)
    assert done.status_code == 200
    client.logout()
    assert client.login(email="marit@example.org", password="three words only mine")
    assert not client.get(reverse("nominations:about_me")).content.decode().count("Nobody has recommended")


def test_two_clicks_accept_once(sent: Nomination, client: Client, accepted_answers: Answers) -> None:
    for _ in range(2):
        assert client.post(link(sent), accepted_answers).status_code == 302
    assert Profile.objects.filter(user__email="marit@example.org").count() == 1
    assert sent.events.count() == 1


def test_the_used_link_shows_nothing_that_was_written(
    sent: Nomination, client: Client, accepted_answers: Answers
) -> None:
    client.post(link(sent), accepted_answers)
    page = client.get(link(sent))
    assert page.status_code == 200
    assert "You accepted on" in page.content.decode()
    assert sent.reason not in page.content.decode()


def test_declining_deletes_what_was_written_at_once(
    sent: Nomination, client: Client, at_desk: Client
) -> None:
    for _ in range(2):
        assert client.post(link(sent), {"answer": "decline"}).status_code == 302
    row = Nomination.objects.get(pk=sent.pk)
    assert (row.state, row.name, row.reason, row.email) == (NominationState.DECLINED, "Marit Solvang", "", "")
    assert sent.reason not in at_desk.get(reverse("nominations:nomination", args=[sent.pk])).content.decode()
    assert Notice.objects.filter(user=sent.nominated_by).count() == 1
    assert client.post(link(sent), {"answer": "accept"}).status_code == 409


@pytest.mark.parametrize("declined_first", [True, False])
def test_never_again_leaves_a_keyed_hash_and_a_count(
    sent: Nomination, client: Client, *, declined_first: bool
) -> None:
    address = link(sent)
    if declined_first:
        client.post(address, {"answer": "decline"})
    assert client.post(address, {"answer": "never"}).status_code == 200
    assert not Nomination.objects.filter(pk=sent.pk).exists()
    assert NeverAgain.objects.count() == 1
    assert "marit" not in str(NeverAgain.objects.values().get())
    assert NominationCount.objects.get().state == NominationState.BLOCKED
    assert never.on_the_list("Marit@Example.org")
    assert client.get(address).status_code == 410


def test_the_button_of_a_mail_program_ends_such_letters(sent: Nomination, client: Client) -> None:
    address = reverse("nominations:stop", args=[seal(sent)])
    assert client.get(address).url.endswith("#never")
    assert Nomination.objects.filter(pk=sent.pk).exists()
    strict = Client(enforce_csrf_checks=True)
    for _ in range(2):
        assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert never.on_the_list("marit@example.org")
    assert not Nomination.objects.exists()


def test_an_answer_to_what_is_withdrawn_at_that_moment_says_so(
    sent: Nomination, client: Client, accepted_answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def withdrawn(row: Nomination) -> None:
        Nomination.objects.filter(pk=row.pk).delete()
        row.refresh_from_db()

    monkeypatch.setattr("nominations.domain.answering.lock", withdrawn)
    assert client.post(link(sent), accepted_answers).status_code == 410
    assert not Profile.objects.exists()


def test_a_broken_link_says_so(sent: Nomination, client: Client) -> None:
    for token in (seal(sent)[:-2], "nonsense"):
        answer = client.get(reverse("nominations:answer", args=[token]))
        assert answer.status_code == 410
        assert "broken" in answer.content.decode()


def test_two_clicks_withdraw_once(sent: Nomination, at_desk: Client) -> None:
    address = reverse("nominations:nomination", args=[sent.pk])
    seen = at_desk.get(address).context["forms"][0].initial["seen"]
    for _ in range(2):
        assert at_desk.post(address, {"step": "withdraw", "seen": seen, "sure": "on"}).status_code == 302
    assert NominationCount.objects.get().number == 1


def test_a_link_to_what_was_withdrawn_says_that_it_is_deleted(
    sent: Nomination, client: Client, at_desk: Client
) -> None:
    address = link(sent)
    page = at_desk.get(reverse("nominations:nomination", args=[sent.pk]))
    seen = page.context["forms"][0].initial["seen"]
    at_desk.post(
        reverse("nominations:nomination", args=[sent.pk]), {"step": "withdraw", "seen": seen, "sure": "on"}
    )
    assert not Nomination.objects.exists()
    assert client.get(address).status_code == 410
    assert client.post(address, {"answer": "decline"}).status_code == 410


def test_a_link_whose_time_is_over_takes_no_answer(
    sent: Nomination, client: Client, accepted_answers: Answers
) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        for answer in (accepted_answers, {"answer": "decline"}):
            assert client.post(link(sent), answer).status_code == 410
        assert client.get(link(sent)).status_code == 410
    assert not Profile.objects.exists()


def test_a_forwarded_link_shows_nothing_to_somebody_who_is_logged_in(
    sent: Nomination, client: Client, accepted_answers: Answers
) -> None:
    client.force_login(UserFactory(email="colleague@example.org"))
    page = client.get(link(sent))
    assert page.status_code == 403
    assert sent.reason not in page.content.decode()
    assert client.post(link(sent), accepted_answers).status_code == 403
    sent.refresh_from_db()
    assert sent.state == NominationState.SENT


def test_whoever_has_an_account_logs_in_to_accept(
    sent: Nomination, client: Client, accepted_answers: Answers
) -> None:
    user = UserFactory(email="marit@example.org")
    assert client.post(link(sent), accepted_answers).status_code == 409
    assert reverse("account_login") in client.get(link(sent)).content.decode()
    client.force_login(user)
    page = reverse("nominations:about_me_one", args=[sent.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, accepted_answers).status_code == 302
    sent.refresh_from_db()
    assert (sent.state, sent.profile.user) == (NominationState.ACCEPTED, user)


def test_whoever_has_a_profile_keeps_it_as_it_is(attache: User, client: Client) -> None:
    profile = MatchableProfileFactory(name="My own spelling")
    row = NominationFactory(nominated_by=attache, sent=True, profile=profile)
    client.force_login(profile.user)
    client.post(reverse("nominations:about_me_one", args=[row.pk]), {"answer": "accept"})
    row.refresh_from_db()
    assert row.state == NominationState.ACCEPTED
    assert Profile.objects.get().name == "My own spelling"


def test_an_account_that_was_never_confirmed_is_taken_over_without_its_password(
    sent: Nomination, client: Client, accepted_answers: Answers
) -> None:
    squatter = UserFactory(email="marit@example.org", email_verified_at=None, password="theirs")
    client.post(link(sent), accepted_answers)
    squatter.refresh_from_db()
    assert squatter.email_verified_at is not None
    assert not squatter.has_usable_password()


def test_an_answer_that_is_none_changes_nothing(sent: Nomination, client: Client) -> None:
    for answer in ({}, {"answer": "expire"}, {"answer": "send"}):
        assert client.post(link(sent), answer).status_code == 409
    sent.refresh_from_db()
    assert sent.state == NominationState.SENT


def test_an_orcid_of_somebody_else_is_refused_at_the_field(
    sent: Nomination, client: Client, accepted_answers: Answers
) -> None:
    MatchableProfileFactory(orcid="0000-0002-1825-0097")
    answer = client.post(link(sent), accepted_answers | {"orcid": "0000-0002-1825-0097"})
    assert answer.status_code == 200
    assert not User.objects.filter(email="marit@example.org").exists()
    assert "cannot be taken" in answer.content.decode()


def test_who_asked_never_to_be_recommended_can_change_their_mind(client: Client) -> None:
    profile = MatchableProfileFactory()
    row = NominationFactory(sent=True, profile=profile, email=profile.user.email)
    client.force_login(profile.user)
    client.post(reverse("nominations:about_me_one", args=[row.pk]), {"answer": "never"})
    assert never.on_the_list(profile.user.email)
    assert "asked never" in client.get(reverse("nominations:about_me")).content.decode()
    client.post(reverse("nominations:letters_again"))
    assert not NeverAgain.objects.exists()
