"""The pages of a stay, as both sides use them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from bases.choices import PublicationState, StaffRole
from exchanges.buttons import mark
from exchanges.domain import steps
from exchanges.models import Signature
from experts.choices import Where
from experts.models import ProfileLook
from matching.choices import ExchangeState
from tests.exchanges.staying import WHY, Stay, a_stay
from tests.factories import MilestoneFactory, OfficerFactory, StaffMembershipFactory

pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(name: str, stay: Stay, *rest: Any) -> str:
    return reverse(f"exchanges:{name}", args=[stay.exchange.pk, *rest])


def press(stay: Stay, user: User, step: str, *, seen: str | None = None, **sent: Any) -> Any:
    data = {"step": step, "seen": mark(stay.fresh()) if seen is None else seen, **sent}
    return client_of(user).post(at("exchange", stay), data)


def terms(stay: Stay, first: int = 0, last: int = 90, **others: Any) -> dict[str, Any]:
    known = stay.terms(first, last)
    data = {name: getattr(known, name) for name in known.__dataclass_fields__}
    meant = {"anyway": "on", "reason": "Both sides agreed on these days."}
    return {**data, **meant, "seen": stay.exchange.versions.count(), **others}


def test_from_the_first_terms_to_the_certificate() -> None:
    stay = a_stay()
    host, person = client_of(stay.host), client_of(stay.person)
    assert host.post(at("propose", stay), terms(stay)).status_code == 302
    for client, name in ((host, stay.host.name), (person, stay.person.name)):
        page = client.get(at("sign", stay))
        form = page.context["form"]
        sent = {**form.initial, "name": name, "sure": "on"}
        assert client.post(at("sign", stay), sent).status_code == 302
    assert stay.fresh().state == ExchangeState.AGREED
    assert press(stay, stay.person, "disclose", day=stay.today).status_code == 302
    assert press(stay, stay.host, "begin", day=stay.today).status_code == 302
    with time_machine.travel(stay.exchange.created_at + timedelta(days=91)):
        assert press(stay, stay.host, "complete").status_code == 302
    assert stay.fresh().state == ExchangeState.COMPLETED
    text = person.get(at("exchange", stay)).content.decode()
    assert "Certificate of the stay" in text


def test_the_sign_page_shows_the_exact_text_and_sends_its_hash() -> None:
    stay = a_stay()
    version = stay.propose()
    page = client_of(stay.person).get(at("sign", stay))
    text = page.content.decode()
    for line in version.text.splitlines():
        assert line.replace("&", "&amp;").replace("'", "&#x27;") in text
    assert version.sha256 in text
    assert page.context["form"].initial == {"number": 1, "sha256": version.sha256}


def test_a_signature_on_an_old_version_is_answered_with_the_new_one() -> None:
    stay = a_stay()
    old = stay.propose()
    client = client_of(stay.person)
    stay.propose(terms=stay.terms(pay="Half of it."))
    sent = {"number": old.number, "sha256": old.sha256, "name": "Marit Solvang", "sure": "on"}
    answer = client.post(at("sign", stay), sent)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Nothing was signed: read the new one and sign that." in text
    assert "Half of it." in text
    assert answer.context["form"].initial["number"] == 2
    assert not Signature.objects.exists()


def test_a_signature_needs_a_name_and_a_tick() -> None:
    stay = a_stay()
    version = stay.propose()
    sent = {"number": version.number, "sha256": version.sha256, "name": ""}
    answer = client_of(stay.person).post(at("sign", stay), sent)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"name", "sure"}
    assert not Signature.objects.exists()


def test_a_name_that_is_not_theirs_is_answered_beside_the_field() -> None:
    stay = a_stay(profile__name="Marit Solvang", profile__native_name="玛丽特")
    version = stay.propose()
    client = client_of(stay.person)
    sent = {"number": version.number, "sha256": version.sha256, "name": "Mickey Mouse", "sure": "on"}
    answer = client.post(at("sign", stay), sent)
    assert answer.status_code == 200
    [said] = answer.context["form"].errors["name"]
    assert "You typed “Mickey Mouse”" in said
    assert "“Marit Solvang” / “玛丽特”" in said
    page = answer.content.decode()
    assert reverse("experts:person") in page
    assert reverse("accounts:settings") in page
    assert answer.context["form"]["name"].value() == "Mickey Mouse"
    assert not Signature.objects.exists()
    assert client.post(at("sign", stay), {**sent, "name": "solvang marit"}).status_code == 302


def test_terms_that_cannot_hold_are_said_beside_their_field_and_stay_typed() -> None:
    stay = a_stay()
    answer = client_of(stay.host).post(at("propose", stay), terms(stay, duties="x" * 10_001))
    assert answer.status_code == 200
    assert "10,001 characters, and at most 10,000" in answer.content.decode()
    assert answer.context["form"]["duties"].value() == "x" * 10_001


def test_a_page_older_than_the_latest_proposal_is_told() -> None:
    stay = a_stay()
    stay.propose()
    answer = client_of(stay.person).post(at("propose", stay), terms(stay, pay="More.", seen=0))
    assert answer.status_code == 409
    assert "Meanwhile another version was proposed: number 1." in answer.content.decode()


def test_what_a_version_changes_is_shown() -> None:
    stay = a_stay()
    stay.propose(terms=stay.terms(pay="A stipend. A flat."))
    stay.propose(by=stay.person, terms=stay.terms(pay="A stipend. A house."))
    text = client_of(stay.host).get(at("version", stay, 2)).content.decode()
    assert "<del>A flat.</del>" in text
    assert "<ins>A house.</ins>" in text


def test_a_change_is_said_in_the_words_of_the_form_and_days_as_everywhere() -> None:
    stay = a_stay()
    stay.propose(terms=stay.terms(0, 90))
    stay.propose(by=stay.person, terms=stay.terms(1, 90, duties="Align it."))
    address = at("version", stay, 2)
    english = client_of(stay.host).get(address).content.decode()
    chinese = client_of(stay.host).get(address.replace("/en/", "/zh-hans/")).content.decode()
    day = stay.today + timedelta(days=1)
    assert "<dt>First day</dt>" in english
    assert f"<ins>{day.day} {day:%b} {day.year}</ins>" in english
    assert "<dt>第一天</dt>" in chinese
    assert "<dt>工作内容</dt>" in chinese
    assert f"<ins>{day.year}年{day.month}月{day.day}日</ins>" in chinese


def test_what_a_chinese_form_refuses_is_said_in_chinese_that_people_write() -> None:
    stay = a_stay()
    address = at("propose", stay).replace("/en/", "/zh-hans/")
    page = client_of(stay.host).post(address, terms(stay, duties="", language="fr")).content.decode()
    assert "请填写此项。" in page
    assert "请从列出的选项中选择，其中没有“fr”。" in page
    assert "必需字段" not in page


def test_a_milestone_is_removed_after_a_question() -> None:
    stay = a_stay()
    MilestoneFactory(exchange=stay.exchange)
    page = client_of(stay.host).get(at("exchange", stay)).content.decode()
    before, button = page.split('value="remove"')
    assert before.rindex("<details>") > before.rindex("Mark as reached")
    assert button.startswith(">Yes, remove it<")


def test_a_stale_page_takes_no_step() -> None:
    stay = a_stay()
    stay.arrive()
    seen = mark(stay.fresh())
    steps.interrupt(stay.fresh(), by=stay.person, **WHY)
    answer = press(stay, stay.host, "end_early", seen=seen, sure="on", day=stay.today, **WHY)
    assert answer.status_code == 409
    assert "Meanwhile this has moved on" in answer.content.decode()
    assert stay.fresh().state == ExchangeState.INTERRUPTED


def test_a_double_click_is_one_step() -> None:
    stay = a_stay()
    stay.arrive()
    seen = mark(stay.fresh())
    for _ in range(2):
        assert press(stay, stay.person, "interrupt", seen=seen, **WHY).status_code == 302
    assert stay.exchange.events.filter(step="interrupt").count() == 1


@pytest.mark.parametrize("step", ["complete", "begin", "dance", "agree", "sign", ""])
def test_a_forged_step_is_answered_and_changes_nothing(step: str) -> None:
    stay = a_stay()
    stay.propose()
    answer = press(stay, stay.host, step, day=stay.today)
    assert answer.status_code == 409
    assert stay.fresh().state == ExchangeState.PLANNED


@pytest.mark.parametrize(("step", "by"), [("disclose", "host"), ("begin", "person")])
def test_a_step_of_the_other_side_is_forbidden(step: str, by: str) -> None:
    stay = a_stay()
    stay.agree()
    answer = press(stay, getattr(stay, by), step, day=stay.today)
    assert answer.status_code == 403


def test_viewers_and_officers_read_and_take_no_step() -> None:
    stay = a_stay()
    stay.propose()
    institution = stay.exchange.introduction.opening.institution
    viewer = StaffMembershipFactory(institution=institution, role=StaffRole.VIEWER).user
    for user in (viewer, OfficerFactory()):
        page = client_of(user).get(at("exchange", stay))
        assert page.status_code == 200
        assert b"What you can do now" not in page.content
        assert press(stay, user, "cancel", sure="on", **WHY).status_code == 403
        assert client_of(user).get(at("sign", stay)).status_code == 403
        assert client_of(user).get(at("propose", stay)).status_code == 403
    stranger = StaffMembershipFactory(role=StaffRole.OWNER).user
    for name in ("exchange", "propose", "sign"):
        assert client_of(stranger).get(at(name, stay)).status_code == 404


def test_whose_turn_it_is_is_said_to_each() -> None:
    stay = a_stay()
    stay.propose()
    stay.sign(stay.exchange.versions.get(), by=stay.host)
    page = client_of(stay.person).get(at("exchange", stay)).content.decode()
    assert "It is your turn." in page
    assert "An agreement waits for your signature." in page
    other = client_of(stay.host).get(at("exchange", stay)).content.decode()
    assert "Nothing to do for you now." in other
    assert "The person is to do this: Read the agreement and sign it." in other


def test_an_opening_closed_meanwhile_is_explained() -> None:
    stay = a_stay()
    opening = stay.exchange.introduction.opening
    opening.publication = PublicationState.CLOSED
    opening.save()
    page = client_of(stay.person).get(at("exchange", stay)).content.decode()
    assert "That does not touch this stay" in page


def test_milestones_and_the_checklist_are_kept_on_the_page() -> None:
    stay = a_stay()
    host = client_of(stay.host)
    answer = host.post(at("add_milestone", stay), {"title": "First light", "due_on": stay.today})
    assert answer.status_code == 302
    row = stay.exchange.milestones.get()
    for do, reached in (("reach", True), ("open", False)):
        host.post(at("milestone", stay, row.pk), {"do": do})
        row.refresh_from_db()
        assert (row.done_at is not None) == reached
    assert host.post(at("milestone", stay, row.pk), {"do": "dance"}).status_code == 409
    host.post(at("milestone", stay, row.pk), {"do": "remove"})
    assert not stay.exchange.milestones.exists()
    wrong = host.post(at("add_milestone", stay), {"title": "x", "due_on": "soon"})
    assert "Write a day as 2027-03-31." in wrong.content.decode()

    theirs = stay.exchange.checklist.filter(side="person")[0]
    assert host.post(at("tick", stay, theirs.pk), {"do": "done"}).status_code == 403
    client_of(stay.person).post(at("tick", stay, theirs.pk), {"do": "done"})
    theirs.refresh_from_db()
    assert theirs.done_at is not None


def test_nothing_of_another_stay_is_reached_through_this_one() -> None:
    stay, other = a_stay(), a_stay()
    row = MilestoneFactory.create(exchange=other.exchange)
    item = other.exchange.checklist.all()[0]
    client = client_of(stay.host)
    assert client.post(at("milestone", stay, row.pk), {"do": "reach"}).status_code == 404
    assert client.post(at("tick", stay, item.pk), {"do": "done"}).status_code == 404
    assert client.get(at("version", stay, 7)).status_code == 404


def test_the_list_asks_as_often_for_one_stay_as_for_four() -> None:
    stay = a_stay()
    stay.arrive(0, 10)
    client, address = client_of(stay.host), reverse("exchanges:exchanges") + "?of=host"
    client.get(address)

    def queries() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    few = queries()
    for _ in range(3):
        more = a_stay(opening=stay.exchange.introduction.opening)
        more.host = stay.host
        more.arrive(0, 10)
    client.get(address)  # whom it shows for the first time today is noted
    assert queries() == few


def test_the_desk_says_what_waits_and_leads_there() -> None:
    stay = a_stay()
    stay.propose()
    page = client_of(stay.person).get(reverse("matching:desk")).content.decode()
    assert "Read the agreement and sign it" in page
    assert at("exchange", stay) in page


def test_a_look_is_noted_only_where_something_was_shown() -> None:
    stay = a_stay()
    stay.agree()
    institution = stay.exchange.introduction.opening.institution
    viewer = client_of(StaffMembershipFactory(institution=institution, role=StaffRole.VIEWER).user)
    refused = (at("propose", stay), at("sign", stay), at("letter", stay, 0), at("version", stay, 9))
    assert [viewer.get(address).status_code for address in refused] == [403, 403, 404, 404]
    assert viewer.post(at("exchange", stay), {"step": "cancel"}).status_code == 403
    looks = ProfileLook.objects.filter(profile=stay.exchange.profile, where=Where.EXCHANGE)
    assert not looks.exists()
    assert viewer.get(at("version", stay, 1)).status_code == 200
    assert looks.count() == 1
