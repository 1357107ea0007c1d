"""What people agree to: word for word what its version says, with a receipt."""

from __future__ import annotations

import hashlib

import pytest
from django.core.mail import EmailMultiAlternatives

from accounts.consent_texts import TEXTS, current_text, text_of
from accounts.domain.consent import NotTheirConsent, agree, take_back
from accounts.models import Consent, Purpose
from tests.factories import AdministratorFactory, ConsentFactory, MatchableProfileFactory, UserFactory

# A text that is out is never changed: give the new wording a version of its own, and add its line here.
WORDS = {
    ("matching", "2026-11"): "7405f4c8aacf0876",
    ("institutions", "2026-11"): "351659c39253fb2a",
    ("institutions", "2026-12"): "70ddf9364f4af40d",
    ("attaches", "2026-11"): "5f691368293a4627",
    ("attaches", "2026-12"): "3cb23ec566d76aac",
    ("featured", "2026-11"): "eaaca1edfd18820f",
    ("measured", "2026-11"): "ceb4fa269ae18489",
}


def digest_of(purpose: str, version: str) -> str:
    text = text_of(purpose, version)
    assert text
    words = "\n".join([text.zh.title, text.zh.text, text.en.title, text.en.text])
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def test_no_text_that_was_published_has_changed() -> None:
    assert {
        (text.purpose.value, text.version): digest_of(text.purpose, text.version) for text in TEXTS
    } == WORDS


def test_every_purpose_has_a_text_in_both_languages() -> None:
    for purpose in Purpose:
        text = current_text(purpose)
        assert text.zh.title
        assert text.zh.text
        assert text.en.title
        assert text.en.text


@pytest.mark.django_db
def test_one_receipt_holds_every_new_yes_word_for_word(mailoutbox: list[EmailMultiAlternatives]) -> None:
    user = UserFactory(language="zh-hans")
    given = agree(user, [Purpose.MATCHING, Purpose.MEASURED], by=user)
    assert [(row.purpose, row.version) for row in given] == [("matching", "2026-11"), ("measured", "2026-11")]
    (letter,) = mailoutbox
    assert letter.to == [user.email]
    for purpose in (Purpose.MATCHING, Purpose.MEASURED):
        assert current_text(purpose).zh.text in letter.body
    assert "2026-11" in letter.body
    assert "/zh-hans/me/consents/" in letter.body
    assert current_text(Purpose.FEATURED).zh.text not in letter.body


@pytest.mark.django_db
def test_the_same_yes_twice_is_one_receipt(mailoutbox: list[EmailMultiAlternatives]) -> None:
    user = UserFactory()
    agree(user, [Purpose.MATCHING], by=user)
    assert agree(user, [Purpose.MATCHING], by=user) == []
    assert len(mailoutbox) == 1


@pytest.mark.django_db
def test_withdrawing_has_a_receipt_and_acts_at_once(mailoutbox: list[EmailMultiAlternatives]) -> None:
    profile = MatchableProfileFactory()
    assert take_back(profile.user, purpose=Purpose.MATCHING, by=profile.user)
    assert not type(profile).objects.matchable().exists()
    (letter,) = mailoutbox
    assert letter.subject == "Receipt: withdrawn – Be matched with openings"
    assert not take_back(profile.user, purpose=Purpose.MATCHING, by=profile.user)
    assert len(mailoutbox) == 1


@pytest.mark.django_db
def test_nobody_agrees_or_withdraws_for_another() -> None:
    consent, other = ConsentFactory(), AdministratorFactory()
    with pytest.raises(NotTheirConsent):
        agree(consent.user, [Purpose.FEATURED], by=other)
    with pytest.raises(NotTheirConsent):
        take_back(consent.user, purpose=Purpose.MATCHING, by=other)
    assert Consent.objects.live().get() == consent
