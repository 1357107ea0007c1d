from datetime import timedelta

import pytest
from django.utils import timezone

from bases.models import Opening, OpeningText
from matching.browse import find_openings
from search.backends.base import IndexUnavailable
from search.indexing import rebuild
from taxonomy.choices import Language
from tests.factories import OpenOpeningFactory, TermFactory

pytestmark = pytest.mark.django_db


def titled(title: str, language: str = Language.EN, description: str = "x") -> int:
    opening = OpenOpeningFactory()
    OpeningText.objects.filter(opening=opening).update(
        title=title, language=language, description=description, requirements=[]
    )
    return int(opening.pk)


def test_a_chinese_question_finds_an_english_opening() -> None:
    TermFactory(zh="缪子探测器", en="muon detector")
    titled("Wheat roots in dry soil")
    wanted = titled("A muon detector under the ice")
    rebuild()
    assert find_openings("缪子探测器").ids == (wanted,)


def test_an_english_question_finds_a_chinese_opening() -> None:
    TermFactory(zh="缪子探测器", en="muon detector")
    titled("旱地小麦根系", Language.ZH)
    wanted = titled("冰下缪子探测器", Language.ZH)
    rebuild()
    assert find_openings("muon detector").ids == (wanted,)


def test_a_question_about_nothing_there_finds_nothing() -> None:
    titled("Wheat roots in dry soil")
    rebuild()
    assert find_openings("football").ids == ()


def test_openings_past_their_deadline_crowd_out_nobody() -> None:
    late = [titled("Zirconium hydride storage") for _ in range(3)]
    wanted = titled("Hydride storage and zirconium alloys")
    rebuild()
    Opening.objects.filter(pk__in=late).update(deadline=timezone.now() - timedelta(hours=1))
    assert find_openings("zirconium hydride storage", most=1).ids == (wanted,)


def test_the_best_comes_first_and_the_same_question_has_the_same_answer() -> None:
    part = titled("Hydride storage")
    whole = titled("Zirconium hydride storage")
    rebuild()
    found = find_openings("zirconium hydride storage")
    assert found.ids[0] == whole
    assert set(found.ids) <= {whole, part}
    assert find_openings("zirconium hydride storage") == found


def test_without_an_index_every_word_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise IndexUnavailable("Rebuild it.")

    wanted = titled("Zirconium hydride storage")
    titled("Hydride storage")
    monkeypatch.setattr("matching.browse.get_backend", broken)
    found = find_openings("hydride ZIRCONIUM")
    assert found.ids == (wanted,)
    assert found.trouble == "Rebuild it."
