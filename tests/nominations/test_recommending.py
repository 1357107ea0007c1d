"""Who recommends: name and post of whoever wrote it, and beside it who looks after it now, in one set of words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from accounts.models.roles import PostKind
from attaches.domain.handover import hand_over, take_back
from experts.choices import Capacity, Where
from experts.domain.looks import note_look
from experts.models import Nomination, ProfileLook
from experts.recommending import author_words, keeper_words, office_words
from introductions.domain.beginning import put_forward
from nominations.domain.drafts import begin
from nominations.domain.links import seal
from nominations.domain.sending import remind_all, send
from taxonomy.choices import SourceChannel
from tests.factories import (
    AttachePostFactory,
    MatchableProfileFactory,
    NominationFactory,
    OpenOpeningFactory,
    StaffMembershipFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]

VALUES = {
    "name": "Marit Solvang", "native_name": "苏玛丽", "email": "marit@example.org", "orcid": "", "affiliation": "",
    "country": "NO", "language": "en", "opening": None, "reason": "Leads her field.", "evidence": "",
    "relation": "Visited her institute.", "channel": "attache", "fields": ["energy"],
}  # fmt: skip


@pytest.fixture
def tang(db: None) -> User:
    return AttachePostFactory(user__name="Tang Qing", countries=["NO", "DK"]).user


@pytest.fixture
def hanna(db: None) -> User:
    return AttachePostFactory(
        user__name="Hanna Brück",
        kind=PostKind.INTERMEDIARY,
        body="Brücke Science Exchange",
        fields=["energy"],
        countries=["NO"],
    ).user


def written_by(user: User, **changed: Any) -> Nomination:
    return begin(VALUES | changed, by=user)


def page_of(row: Nomination) -> str:
    return Client().get(reverse("nominations:answer", args=[seal(row)])).content.decode()


def test_letter_and_page_name_the_attache_and_the_post(tang: User) -> None:
    row = send(written_by(tang), by=tang)
    said = "Tang Qing (science attaché of China for Denmark, Norway)"
    letter = mail.outbox[-1]
    assert f"{said} recommends you" in letter.body.replace("Norway, Denmark", "Denmark, Norway")
    assert "Dear Marit Solvang," in letter.body, "one script, that of the letter"
    assert "Tang Qing (science attaché of China for " in page_of(row)
    assert "Tang Qing" not in letter.subject


def test_letter_and_page_name_the_intermediary_and_its_body(hanna: User) -> None:
    row = send(written_by(hanna, channel="intermediary"), by=hanna)
    said = "Hanna Brück (Brücke Science Exchange, accredited intermediary for Norway)"
    assert f"{said} recommends you" in mail.outbox[-1].body
    assert said in page_of(row)
    with override("zh-hans"):
        assert "Brücke Science Exchange" in author_words(row)


def test_after_a_handover_the_author_stays_and_the_successor_is_named_beside(tang: User) -> None:
    row = send(written_by(tang), by=tang)
    meng = AttachePostFactory(user__name="Meng Zhao", countries=["KE"]).user
    handover = hand_over(tang, to=meng, by=tang)
    row.refresh_from_db()
    assert row.nominated_by == meng
    page = page_of(row)
    assert "Tang Qing (science attaché of China for " in page
    assert "Meng Zhao recommends" not in page
    assert "looks after this recommendation" in page
    assert "Meng Zhao (science attaché of China for " in page
    assert "Handed over" in page
    remind_all(timezone.now() + timedelta(days=15))
    reminder = mail.outbox[-1].body
    assert "Meng Zhao (science attaché of China for " in reminder
    assert "has taken the recommendation over" in reminder
    assert ") wrote about you:" in reminder
    assert "Meng Zhao recommends" not in reminder
    take_back(handover, by=tang)
    row.refresh_from_db()
    assert keeper_words(row) == ""


def test_the_list_of_the_person_names_both(tang: User, django_assert_num_queries: Any) -> None:
    profile = MatchableProfileFactory()
    meng = AttachePostFactory(user__name="Meng Zhao", countries=["NO"]).user
    NominationFactory(
        sent=True,
        profile=profile,
        nominated_by=meng,
        author=tang,
        post=tang.attache_posts.get(),
        country="NO",
    )
    client = Client()
    client.force_login(profile.user)
    page = client.get(reverse("nominations:about_me")).content.decode()
    assert "Tang Qing (science attaché" in page
    assert "now looked after by Meng Zhao (science attaché" in page


def test_of_an_author_who_has_left_the_office_is_told(tang: User, hanna: User) -> None:
    row = written_by(tang)
    for author, words in ((tang, "A science attaché of China"), (hanna, "An accredited intermediary")):
        channel = SourceChannel.ATTACHE if author is tang else SourceChannel.INTERMEDIARY
        Nomination.objects.filter(pk=row.pk).update(author=None, post=None, channel=channel)
        assert author_words(Nomination.objects.get(pk=row.pk)) == words


def test_who_rewrites_the_words_of_a_draft_becomes_its_author(tang: User) -> None:
    row = written_by(tang)
    meng = AttachePostFactory(user__name="Meng Zhao", countries=["NO"]).user
    hand_over(tang, to=meng, by=tang)
    client = Client()
    client.force_login(meng)
    data = {name: value for name, value in VALUES.items() if value is not None}
    seen = client.get(reverse("nominations:edit", args=[row.pk])).context["form"]["seen"].value()
    client.post(reverse("nominations:edit", args=[row.pk]), data | {"email": "m@example.org", "seen": seen})
    row.refresh_from_db()
    assert (row.email, row.author) == ("m@example.org", tang), "an address is none of the words"
    seen = client.get(reverse("nominations:edit", args=[row.pk])).context["form"]["seen"].value()
    client.post(reverse("nominations:edit", args=[row.pk]), data | {"reason": "I met her too.", "seen": seen})
    row.refresh_from_db()
    assert row.author == meng


def test_a_draft_that_was_held_back_still_says_so_to_the_successor(tang: User) -> None:
    UserFactory(email="marit@example.org")
    row = send(written_by(tang), by=tang)
    meng = AttachePostFactory(user__name="Meng Zhao", countries=["NO"]).user
    hand_over(tang, to=meng, by=tang)
    client = Client()
    client.force_login(meng)
    page = client.get(reverse("nominations:nomination", args=[row.pk])).content.decode()
    assert "which of these, we tell nobody" in page


def test_an_intermediary_has_a_channel_of_their_own(hanna: User, tang: User) -> None:
    for user, own, other in ((hanna, "intermediary", "attache"), (tang, "attache", "intermediary")):
        client = Client()
        client.force_login(user)
        page = client.get(reverse("nominations:new"))
        field = page.context["form"]["channel"]
        assert field.value() == own
        assert other not in dict(field.field.choices)
        data = {name: value for name, value in VALUES.items() if value is not None} | {"channel": other}
        assert client.post(reverse("nominations:new"), data).context["form"].errors["channel"]
    assert not Nomination.objects.exists()


def test_the_host_reads_what_kind_of_post_recommended(hanna: User) -> None:
    opening = OpenOpeningFactory()
    host = StaffMembershipFactory(institution=opening.institution).user
    profile = MatchableProfileFactory()
    row = NominationFactory(
        nominated_by=hanna, post=hanna.attache_posts.get(), profile=profile, opening=opening, country="NO",
        state="accepted", came_from="sent", channel="intermediary",
    )  # fmt: skip
    introduction = put_forward(opening, profile, nomination=row, by=profile.user)
    letter = next(one for one in mail.outbox if host.email in one.to)
    said = "The accredited intermediary Brücke Science Exchange"
    assert f"{said} recommended somebody" in letter.body
    assert "attaché" not in letter.body
    client = Client()
    client.force_login(host)
    page = client.get(reverse("introductions:introduction", args=[introduction.pk])).content.decode()
    assert f"Recommended by: {said}" in page
    assert "attaché" not in page
    assert office_words(row) == said


def test_looks_of_an_intermediary_are_told_as_theirs(hanna: User) -> None:
    profile = MatchableProfileFactory()
    note_look(profile, by=hanna, why=Where.NOMINATION)
    assert ProfileLook.objects.get().capacity == Capacity.INTERMEDIARY


def test_an_intermediary_reads_on_the_form_in_which_fields_they_recommend(hanna: User) -> None:
    client = Client()
    client.force_login(hanna)
    page = client.get(reverse("nominations:new")).content.decode()
    assert "You are accredited for" in page
    data = {name: value for name, value in VALUES.items() if value is not None} | {"channel": "intermediary"}
    refused = client.post(reverse("nominations:new"), data | {"fields": ["health"]})
    assert "You are accredited for" in refused.context["form"].errors["fields"][0]
    assert not Nomination.objects.exists()
    opening = OpenOpeningFactory(fields=["energy"])
    client.post(reverse("nominations:new"), data | {"fields": ["health"], "opening": str(opening.pk)})
    assert Nomination.objects.get().opening == opening


def test_an_attache_is_free_in_fields(tang: User) -> None:
    client = Client()
    client.force_login(tang)
    assert "You are accredited for" not in client.get(reverse("nominations:new")).content.decode()
