"""From the draft to the person, and what the attaché is told of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, Purpose, User
from experts.choices import Audience, NominationState, Section
from experts.models import Nomination, SectionVisibility
from nominations.domain import never, sending
from nominations.domain.doubles import Reach, Way
from nominations.domain.errors import BeyondFields
from nominations.domain.sending import MOST_A_DAY, send
from nominations.turn import not_sent_words
from notices.models import Notice
from taxonomy.models import PriorityField
from tests.factories import (
    AttachePostFactory,
    ConsentFactory,
    IntermediaryPostFactory,
    MatchableProfileFactory,
    NominationFactory,
    OpenOpeningFactory,
    ProfileFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]
Press = Callable[..., Any]


def contactable(**of: Any) -> Any:
    profile = MatchableProfileFactory(country="NO", **of)
    ConsentFactory(user=profile.user, purpose=Purpose.ATTACHES)
    return profile


def held_back(row: Nomination) -> bool:
    row.refresh_from_db()
    return row.state == NominationState.DRAFT and row.events.filter(step="held").exists()


def test_the_letter_says_who_why_what_for_and_what_happens_next(draft: Nomination, pressed: Press) -> None:
    draft.opening = OpenOpeningFactory()
    draft.evidence, draft.language = "Two papers on soiling.", "zh-hans"
    draft.save()

    pressed(draft)

    letter = mail.outbox[-1]
    html = letter.alternatives[0][0]
    assert letter.to == ["marit@example.org"]
    assert "Marit" not in letter.subject
    for words in ("Li Attaché", draft.reason, draft.evidence, draft.relation, draft.opening.label):
        assert words in letter.body
        assert str(words) in html
    assert re.search(r"/zh-hans/nominations/answer/\S+/stop/>", letter.extra_headers["List-Unsubscribe"])
    for anchor in ("", "#accept", "#decline", "#never"):
        assert re.search(rf"http\S+/zh-hans/nominations/answer/[^\s#]+/{anchor}(\s|$)", letter.body)


def test_the_preview_is_the_letter(draft: Nomination, at_desk: Client, pressed: Press) -> None:
    page = at_desk.get(reverse("nominations:letter", args=[draft.pk])).content.decode()
    pressed(draft)
    assert mail.outbox[-1].subject in page
    assert draft.reason in page
    assert draft.created_at.isoformat() not in page


def test_two_clicks_send_one_letter(draft: Nomination, pressed: Press) -> None:
    first, second = pressed(draft), pressed(draft)
    assert (first.status_code, second.status_code) == (302, 302)
    assert len(mail.outbox) == 1


def test_a_stale_page_sends_nothing(draft: Nomination, at_desk: Client) -> None:
    address = reverse("nominations:letter", args=[draft.pk])
    answer = at_desk.post(address, {"step": "send", "seen": "older"})
    draft.refresh_from_db()
    assert (answer.status_code, draft.state, mail.outbox) == (409, NominationState.DRAFT, [])


def test_an_incomplete_draft_is_not_sent(draft: Nomination, pressed: Press) -> None:
    draft.relation = ""
    draft.save()
    pressed(draft)
    draft.refresh_from_db()
    assert (draft.state, mail.outbox) == (NominationState.DRAFT, [])


def test_a_country_beyond_the_post_is_refused(draft: Nomination, pressed: Press) -> None:
    draft.country = "BR"
    draft.save()
    assert pressed(draft).status_code == 403
    assert mail.outbox == []


def test_nobody_writes_more_letters_than_the_day_allows(
    attache: User, draft: Nomination, pressed: Press
) -> None:
    for _ in range(MOST_A_DAY):
        AuditEvent.objects.create(
            actor=attache, verb="nomination: held", object_type="experts.nomination", object_id="0"
        )
    assert pressed(draft).status_code == 409
    assert mail.outbox == []


@pytest.fixture(
    params=[
        "registered",
        "registered, no profile",
        "by ORCID",
        "by name and place",
        "never again",
        "a colleague's",
        "declined lately",
        "two spellings",
        "by name, no affiliation there",
        "by name, no affiliation here",
        "a colleague's, no affiliation",
        "hidden",
    ]
)
def closed(request: pytest.FixtureRequest, draft: Nomination) -> Nomination:
    """A draft about somebody to whom no letter may go."""
    draft.affiliation, draft.orcid = "University of Varnamo", "0000-0002-1825-0097"
    if request.param in ("by ORCID", "by name and place", "two spellings") or "no affil" in request.param:
        draft.email = "elsewhere@example.net"
    if request.param != "by ORCID":
        draft.orcid = ""
    draft.save()
    match request.param:
        case "registered":
            MatchableProfileFactory(user__email="marit@example.org", country="NO")
        case "hidden":
            contactable(user__email="marit@example.org", state="hidden")
        case "registered, no profile":
            UserFactory(email="marit@example.org")
        case "by ORCID":
            ProfileFactory(orcid=draft.orcid)
        case "by name and place":
            MatchableProfileFactory(
                name="Solvang, Marit", affiliation="The University of Värnamo", country="NO"
            )
        case "by name, no affiliation there":
            MatchableProfileFactory(name="Solvang, Marit", affiliation="", country="NO")
        case "by name, no affiliation here":
            draft.affiliation = ""
            draft.save()
            MatchableProfileFactory(name="Marit Solvang", affiliation="UiV", country="NO")
        case "a colleague's, no affiliation":
            draft.affiliation = ""
            draft.save()
            NominationFactory(sent=True, email="other@example.net", country="NO")
        case "never again":
            never.note("Marit+work@Example.org")
        case "a colleague's":
            NominationFactory(sent=True, email_key=never.email_key("marit@example.org"))
        case "declined lately":
            key = never.email_key("marit@example.org")
            NominationFactory(state="declined", came_from="sent", email="", name="M", email_key=key)
        case "two spellings":
            draft.native_name, draft.name, draft.email = "曾毅", "Yi Zeng", "zy@uni-varnamo.no"
            draft.save()
            NominationFactory(
                sent=True, name="Zeng Yi", native_name="", email="yi.zeng@uni-varnamo.no", country="NO"
            )
    return draft


def test_whoever_may_get_no_letter_gets_none_and_the_answer_is_the_same(
    closed: Nomination, pressed: Press, at_desk: Client
) -> None:
    answer = pressed(closed)
    page = at_desk.get(answer.url).content.decode()
    assert held_back(closed)
    assert mail.outbox == []
    assert not Notice.objects.exists()
    assert not_sent_words() in page
    others = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "registered" not in others.replace(not_sent_words(), "")


def test_somebody_who_agreed_to_hear_from_attaches_is_asked_in_the_app(
    draft: Nomination, pressed: Press, at_desk: Client
) -> None:
    profile = contactable(user__email="marit@example.org", affiliation="Secret Institute")
    answer = pressed(draft)
    draft.refresh_from_db()
    page = at_desk.get(answer.url).content.decode()
    notice = Notice.objects.get(user=profile.user)
    assert (draft.state, draft.profile) == (NominationState.SENT, profile)
    assert notice.address == f"/nominations/about-me/{draft.pk}/"
    assert "Marit" not in notice.title_en
    assert "/nominations/answer/" not in mail.outbox[-1].body
    assert "Secret Institute" not in page, "the attaché is told no more than of a stranger"


def test_of_people_whom_the_attache_may_see_by_name_they_say_who_it_is(
    draft: Nomination, pressed: Press, at_desk: Client
) -> None:
    profile = contactable(name="Solvang Marit", user__email="private@example.org")
    other = contactable(name="Marit Solvang")
    SectionVisibility.objects.create(profile=profile, section=Section.NAME, audience=Audience.INSTITUTIONS)
    page = at_desk.get(reverse("nominations:letter", args=[draft.pk])).content.decode()
    assert f'value="{profile.pk}"' in page
    assert f'value="{other.pk}"' not in page, "their name is closed"
    assert pressed(draft).status_code == 409
    pressed(draft, who=str(profile.pk))
    draft.refresh_from_db()
    assert (draft.state, draft.profile) == (NominationState.SENT, profile)


def test_nobody_is_asked_twice_at_a_time(draft: Nomination, pressed: Press) -> None:
    profile = contactable(user__email="marit@example.org")
    NominationFactory(sent=True, profile=profile, email="by-orcid@example.net")
    pressed(draft)
    assert held_back(draft)


def test_somebody_else_of_the_name_gets_the_letter(draft: Nomination, pressed: Press) -> None:
    profile = contactable(name="Solvang Marit")
    SectionVisibility.objects.create(profile=profile, section=Section.NAME, audience=Audience.INSTITUTIONS)
    pressed(draft, who="another")
    draft.refresh_from_db()
    assert (draft.state, draft.profile) == (NominationState.SENT, None)
    assert mail.outbox[-1].to == ["marit@example.org"]


def test_nobody_names_a_person_whom_they_do_not_see(draft: Nomination, pressed: Press) -> None:
    stranger = MatchableProfileFactory(name="Marit Solvang", country="NO")
    pressed(draft, who=str(stranger.pk))
    draft.refresh_from_db()
    assert draft.profile is None


def test_the_same_person_twice_leads_to_the_first_recommendation(
    attache: User, draft: Nomination, pressed: Press, at_desk: Client
) -> None:
    first = NominationFactory(nominated_by=attache, sent=True, email_key=never.email_key(draft.email))
    assert pressed(draft).status_code == 409
    page = at_desk.get(reverse("nominations:letter", args=[draft.pk])).content.decode()
    assert reverse("nominations:nomination", args=[first.pk]) in page


def test_two_people_of_one_name_are_told_apart_by_their_orcid(draft: Nomination, pressed: Press) -> None:
    MatchableProfileFactory(name=draft.name, affiliation="UiV", country="NO", orcid="0000-0002-1694-233X")
    draft.affiliation, draft.orcid = "UiV", "0000-0002-1825-0097"
    draft.save()
    pressed(draft)
    draft.refresh_from_db()
    assert draft.state == NominationState.SENT


def test_an_affiliation_settles_who_is_meant(draft: Nomination, pressed: Press) -> None:
    steel = {"affiliation": "Institute of Steel", "user__email": "ms@steel.example"}
    MatchableProfileFactory(name=draft.name, country="NO", **steel)
    pressed(draft)
    assert held_back(draft)
    draft.affiliation = "University of Varnamo"
    draft.save()
    pressed(draft)
    draft.refresh_from_db()
    assert draft.state == NominationState.SENT


def test_where_the_other_has_no_affiliation_a_place_and_an_orcid_settle_it(
    draft: Nomination, pressed: Press
) -> None:
    MatchableProfileFactory(name=draft.name, affiliation="", country="NO", user__email="ms@steel.example")
    draft.affiliation, draft.orcid = "University of Varnamo", "0000-0002-1825-0097"
    draft.save()
    pressed(draft)
    draft.refresh_from_db()
    assert draft.state == NominationState.SENT


def test_an_account_that_was_never_confirmed_keeps_no_letter_from_its_owner(
    draft: Nomination, pressed: Press
) -> None:
    UserFactory(email="marit@example.org", email_verified_at=None)
    pressed(draft)
    assert mail.outbox[-1].to == ["marit@example.org"]


def test_two_who_send_at_the_same_moment_write_one_letter(
    draft: Nomination, pressed: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other letter went out after this one had looked."""
    monkeypatch.setattr(sending, "reach_of", lambda *_, **__: Reach(Way.LETTER))
    NominationFactory(sent=True, email_key=never.email_key(draft.email))
    pressed(draft)
    assert held_back(draft)
    assert mail.outbox == []


def test_a_secret_that_was_replaced_still_keeps_the_list(
    draft: Nomination, pressed: Press, settings: Any
) -> None:
    never.note("marit@example.org")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-secret-for-this-test"
    pressed(draft)
    assert held_back(draft)


def test_a_post_that_ended_sends_nothing(attache: User, draft: Nomination, pressed: Press) -> None:
    attache.attache_posts.update(until=timezone.localdate() - timezone.timedelta(days=1))
    assert pressed(draft).status_code == 403
    assert mail.outbox == []


def test_an_intermediary_recommends_in_the_fields_of_the_post(client: Client) -> None:
    by = IntermediaryPostFactory().user
    row = NominationFactory(nominated_by=by, ready=True)
    with pytest.raises(BeyondFields):
        send(row, by=by)
    row.fields.set(PriorityField.objects.filter(pk="energy"))
    send(row, by=by)
    assert mail.outbox[-1].to == ["marit@example.org"]


def test_another_attache_has_no_such_page(draft: Nomination, client: Client) -> None:
    client.force_login(AttachePostFactory().user)
    for name in ("nomination", "edit", "letter"):
        assert client.get(reverse(f"nominations:{name}", args=[draft.pk])).status_code == 404
