"""A second look is quick, and shows no more than a first one would."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache

from bases.models import Opening
from experts.choices import Audience, Section
from experts.models import Profile, ProfileText, SectionVisibility
from matching.domain import explanation
from matching.domain.matcher import explain_pair, openings_for, people_for
from matching.types import Ranked
from search import engine
from taxonomy.models import Term
from tests.factories import MatchableProfileFactory, OpenOpeningFactory, UserFactory

pytestmark = pytest.mark.django_db
Index = Callable[[], object]


@pytest.fixture
def pair(indexed: Index) -> tuple[Opening, Profile]:
    profile, opening = MatchableProfileFactory(), OpenOpeningFactory()
    indexed()
    return opening, profile


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one whenever sentences are looked for."""
    calls: list[int] = []
    real = explanation.explained

    def counted(*arguments: object, **options: object) -> object:
        calls.append(1)
        return real(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(explanation, "explained", counted)
    return calls


def first(opening: Opening) -> Ranked[Profile]:
    return people_for(opening).ranked[0]


def quoted(line: Ranked[Profile]) -> list[str]:
    return [piece.has.text for piece in line.evidence if piece.has]


def test_the_second_look_finds_the_same_without_searching(
    pair: tuple[Opening, Profile], searched: list[int]
) -> None:
    opening, profile = pair
    before, own = first(opening), openings_for(profile, reader=profile.user).ranked[0]
    assert searched == [1, 1]

    assert first(opening) == before
    assert openings_for(profile, reader=profile.user).ranked[0] == own
    assert explain_pair(opening, profile) == Ranked(
        0, before.subject, before.score, before.eligibility, before.evidence, before.points
    )
    assert searched == [1, 1]


def test_what_is_kept_holds_no_word(pair: tuple[Opening, Profile], monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[object] = []
    monkeypatch.setattr(cache, "set_many", lambda values, timeout: kept.append((values, timeout)))

    first(pair[0])

    assert kept
    assert "tungsten" not in repr(kept)
    assert "laser" not in repr(kept)


def test_a_section_closed_since_vanishes_at_once(pair: tuple[Opening, Profile]) -> None:
    opening, profile = pair
    assert quoted(first(opening))

    SectionVisibility.objects.create(profile=profile, section=Section.BIOGRAPHY, audience=Audience.NOBODY)

    assert quoted(first(opening)) == []


def test_what_the_person_reads_is_not_what_others_read(pair: tuple[Opening, Profile]) -> None:
    opening, profile = pair
    SectionVisibility.objects.create(
        profile=profile, section=Section.BIOGRAPHY, audience=Audience.INTRODUCTION
    )
    mine = openings_for(profile, reader=profile.user).ranked[0]
    assert any(piece.has for piece in mine.evidence)

    assert quoted(first(opening)) == []


def test_a_changed_text_is_searched_anew(pair: tuple[Opening, Profile], searched: list[int]) -> None:
    opening, _ = pair
    first(opening)
    ProfileText.objects.update(biography="Deuterium leaves tungsten when it is heated by a laser.")

    assert "Deuterium leaves tungsten when it is heated by a laser." in quoted(first(opening))
    assert searched == [1, 1]


def test_another_terminology_is_searched_anew(pair: tuple[Opening, Profile], searched: list[int]) -> None:
    first(pair[0])
    Term.objects.create(zh="量子养鹅学", en="quantum goose farming")
    engine.reset()

    first(pair[0])

    assert searched == [1, 1]


def test_a_pair_is_explained_only_to_whom_may_see_it(pair: tuple[Opening, Profile]) -> None:
    opening, profile = pair

    assert explain_pair(opening, profile, reader=UserFactory()) is None
    assert explain_pair(opening, profile, reader=profile.user) is not None

    profile.user.consents.filter(purpose="matching").delete()
    assert explain_pair(opening, profile) is None
