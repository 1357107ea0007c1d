"""Texts that nobody would write, and encoders that go wrong: a sensible rank or a clear sentence, never a crash."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.test import Client
from pytest_django import Settings

from experts.models import Profile
from matching.domain.matcher import openings_for, people_for, people_for_text
from search.backends import registry
from search.backends.base import IndexMismatch
from search.encoders.base import UnusableVectors
from search.encoders.hashing import HashingEncoder
from search.indexing import work_off
from search.models import IndexJob
from search.types import Matrix
from tests.factories import (
    MatchableProfileFactory,
    OfficerFactory,
    OpenOpeningFactory,
    PublicationFactory,
)

pytestmark = pytest.mark.django_db
Index = Callable[[], object]

STRANGE = {
    "emoji": "🔬🧪😀🎉",
    "right to left": "باحث في فيزياء البلازما وتفاعل الجدران مع الهيدروجين",
    "Hebrew mixed": "חוקר plasma של tungsten",
    "a language no encoder knows": "ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ ᎠᏂᏴᏫᏯᎢ",
    "one letter": "x",
    "digits": "12345 67890",
    "hidden characters alone": "\u200b\u200d\ufeff\u2060",
    "marks": "?!…—·、。",
    "combining": "e\u0301" * 500,
    "half a character": "plasma \ud83d tungsten",
    "200 pages": "I measured deuterium in tungsten walls. " * 15_000,
}


def person(headline: str, biography: str = "", **changes: Any) -> Profile:
    return MatchableProfileFactory(text__headline=headline, text__biography=biography, **changes)


@pytest.mark.parametrize("name", STRANGE.keys() - {"half a character"})
def test_a_strange_profile_is_ranked_and_keeps_nobody_out(name: str, indexed: Index) -> None:
    strange = person(STRANGE[name][:250], STRANGE[name])
    fitting = MatchableProfileFactory()
    opening = OpenOpeningFactory()
    indexed()

    found = people_for(opening, top=10)

    assert found.ranked[0].subject.pk in (fitting.pk, strange.pk if name == "200 pages" else fitting.pk)
    assert all(np.isfinite(one.score.total) and 0 <= one.score.total <= 1 for one in found.ranked)
    assert {one.subject.pk for one in openings_for(strange).ranked} <= {opening.pk}


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_text_is_answered(name: str, indexed: Index) -> None:
    MatchableProfileFactory()
    indexed()

    found = people_for_text(STRANGE[name])

    assert all(0 <= one.score.total <= 1 for one in found.ranked)


def test_an_opening_of_one_word_finds_who_says_it(indexed: Index) -> None:
    person("Historian of porcelain trade", "I read letters of merchants.")
    near = MatchableProfileFactory()
    opening = OpenOpeningFactory(text__title="Tungsten", text__description="Tungsten", text__requirements=[])
    indexed()

    assert people_for(opening).ranked[0].subject.pk == near.pk


def test_an_empty_profile_is_in_no_list_and_its_owner_is_told_what_to_do(
    client: Client, indexed: Index
) -> None:
    empty = MatchableProfileFactory(text=None)
    opening = OpenOpeningFactory()
    indexed()
    client.force_login(empty.user)

    page = client.get("/en/me/openings/").content.decode()

    assert people_for(opening).ranked == ()
    assert "Your profile says nothing that openings could be compared with." in page
    assert openings_for(empty).ranked == ()


def test_ten_thousand_keywords_rank_like_any_profile(indexed: Index) -> None:
    stuffed = person("Historian", text__keywords=[f"subject {number}" for number in range(10_000)])
    fitting = MatchableProfileFactory()
    opening = OpenOpeningFactory()
    indexed()

    assert [one.subject.pk for one in people_for(opening).ranked] == [fitting.pk, stuffed.pk]


def test_two_profiles_with_the_same_text_tie_by_id(indexed: Index) -> None:
    twins = [person("Tungsten walls", "I study tungsten.") for _ in range(2)]
    opening = OpenOpeningFactory()
    indexed()

    first, second = people_for(opening).ranked

    assert [first.subject.pk, second.subject.pk] == [twin.pk for twin in twins]
    assert first.score == second.score


class Named(HashingEncoder):
    """Vectors are kept by the encoder's id: each of these has its own."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.id = type(self).__name__.lower()


class Faulty(Named):
    """Gives no number for a text that speaks of porcelain."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        vectors = super().encode(texts)
        vectors[[("porcelain" in text.lower()) for text in texts]] = np.nan
        return vectors


class Nil(Named):
    """Gives the zero vector for everything."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        return np.zeros((len(texts), self.dimension), np.float32)


class Short(Named):
    """Gives vectors of another length than it promises."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        return super().encode(texts)[:, :-1]


class Other(Named):
    """Another encoder, as its id says."""


def encoders(settings: Settings, make: type) -> None:
    path = f"{make.__module__}.{make.__qualname__}"
    settings.SEARCH_ENCODERS = {"text": path, "english": path}


def test_a_text_without_a_vector_keeps_only_itself_out_and_says_why(settings: Settings) -> None:
    encoders(settings, Faulty)
    fine, faulty = MatchableProfileFactory(), person("Historian of porcelain")
    opening = OpenOpeningFactory()

    report = work_off()

    assert (report.failed, report.stopped) == (1, False)
    assert [one.subject.pk for one in people_for(opening).ranked] == [fine.pk]
    [error] = set(IndexJob.objects.filter(object_id=faulty.pk).values_list("last_error", flat=True))
    assert "gave no usable vector for" in error
    assert "porcelain" not in error  # nobody's text stands in a log


def test_a_question_without_a_vector_is_a_clear_error(settings: Settings, indexed: Index) -> None:
    encoders(settings, Faulty)
    MatchableProfileFactory()
    indexed()

    with pytest.raises(UnusableVectors, match="shorten or rewrite the text"):
        people_for_text("Porcelain of the Ming")


def test_vectors_of_another_length_are_a_clear_error(settings: Settings) -> None:
    encoders(settings, Short)

    with pytest.raises(UnusableVectors, match=r"shape \(\d+, 255\) for \d+ texts, expected \(\d+, 256\)"):
        people_for_text("plasma")


def test_zero_vectors_leave_the_words_to_decide(settings: Settings, indexed: Index) -> None:
    encoders(settings, Nil)
    far, near = (
        person("Historian of porcelain trade", "I read letters of merchants."),
        MatchableProfileFactory(),
    )
    opening = OpenOpeningFactory()
    indexed()

    assert people_for(opening).ranked[0].subject.pk == near.pk
    assert {one.subject.pk for one in people_for(opening).ranked} <= {far.pk, near.pk}


def test_an_index_of_another_encoder_is_refused_with_the_remedy(
    settings: Settings, indexed: Index, tmp_path: Path
) -> None:
    settings.SEARCH_BACKEND = "search.backends.embedded.EmbeddedBackend"
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    opening = OpenOpeningFactory()
    MatchableProfileFactory()
    indexed()
    encoders(settings, Other)
    registry.reset()

    with pytest.raises(IndexMismatch, match="rebuild_index"):
        people_for(opening)


def test_a_paper_without_an_abstract_and_a_title_of_one_letter_is_ranked(indexed: Index) -> None:
    profile = MatchableProfileFactory(text=None)
    PublicationFactory(profile=profile, title="Q", abstract="")
    opening = OpenOpeningFactory()
    indexed()

    assert [one.subject.pk for one in people_for(opening).ranked] in ([], [profile.pk])


def test_the_shortlist_page_says_what_is_wrong_with_the_encoder(settings: Settings, client: Client) -> None:
    encoders(settings, Short)
    opening = OpenOpeningFactory()
    client.force_login(OfficerFactory())

    answer = client.get(f"/en/openings/{opening.pk}/shortlist/")

    assert answer.status_code == 200
    assert "check its settings" in answer.content.decode()


GERMAN = "Wir messen die Rückhaltung von Wasserstoff in der Wand und das ist mit dem Laser nicht einfach."


def test_a_third_language_is_ranked_and_the_reader_is_told(client: Client, indexed: Index) -> None:
    german = person("Wasserstoff in der Wand von Anlagen und das Messen", GERMAN)
    MatchableProfileFactory()
    opening = OpenOpeningFactory(text__title=GERMAN, text__description=GERMAN, text__requirements=[])
    indexed()
    client.force_login(german.user)
    mine = client.get("/en/me/openings/").content.decode()
    client.force_login(OfficerFactory())
    shortlist = client.get(f"/en/openings/{opening.pk}/shortlist/").content.decode()

    assert "Your texts are neither in Chinese nor in English." in mine
    assert "The opening is neither in Chinese nor in English." in shortlist
    assert people_for(opening).ranked[0].subject.pk == german.pk
