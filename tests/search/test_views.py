from collections.abc import Sequence

import numpy as np
import pytest

from search.encoders.hashing import HashingEncoder
from search.text.lexicon import Lexicon, TermEntry
from search.types import Matrix, Passage
from search.views import MAX_CHARACTERS, MemoryVectorCache, ViewBuilder

TERMS = [TermEntry("钙钛矿太阳能电池", "perovskite solar cell"), TermEntry("稳定性", "stability")]


class CountingEncoder(HashingEncoder):
    """Remembers what it was asked to encode."""

    def __init__(self, dimension: int) -> None:
        super().__init__(dimension=dimension)
        self.seen: list[str] = []

    def encode(self, texts: Sequence[str]) -> Matrix:
        self.seen += texts
        return super().encode(texts)


def builder(
    terms: Sequence[TermEntry] = TERMS,
    *,
    cache: MemoryVectorCache | None = None,
    english: HashingEncoder | None = None,
) -> ViewBuilder:
    return ViewBuilder(
        text_encoder=HashingEncoder(dimension=64),
        english_encoder=english or HashingEncoder(dimension=32),
        lexicon=Lexicon(terms),
        cache=cache or MemoryVectorCache(),
    )


def test_views_have_both_vectors_in_order() -> None:
    views = builder().views([Passage("a", "en", "Solar cells"), Passage("b", "en", "Whales", "They sing.")])
    assert [view.vectors["text"].shape for view in views] == [(64,), (64,)]
    assert [view.vectors["english"].shape for view in views] == [(32,), (32,)]
    assert views[0].tokens == ("solar", "cell")
    assert views[1].stems.keys() == {"whale", "sing"}
    assert builder().views([]) == []


def test_a_chinese_and_an_english_text_meet_in_the_english_view() -> None:
    chinese, english, other = builder().views(
        [
            Passage("a", "zh-hans", "鈣鈦礦太陽能電池的穩定性"),
            Passage("b", "en", "Perovskite solar cell stability"),
            Passage("c", "en", "Whale song in the Atlantic ocean"),
        ]
    )
    assert chinese.language == "zh-hans"
    assert chinese.vectors["english"] @ english.vectors["english"] > 0.95
    assert chinese.vectors["english"] @ other.vectors["english"] < 0.5
    assert chinese.stems.keys() == english.stems.keys()


def test_traditional_and_simplified_text_have_one_view() -> None:
    traditional, simplified = builder().views(
        [Passage("a", "zh-hans", "鈣鈦礦"), Passage("b", "zh-hans", "钙钛矿")]
    )
    np.testing.assert_array_equal(traditional.vectors["text"], simplified.vectors["text"])
    assert traditional.tokens == simplified.tokens


def test_a_third_language_is_its_own_english_view() -> None:
    (view,) = builder().views([Passage("a", "en", "太陽電池の安定性に関する研究")])
    assert view.language == "other"
    assert not view.stems.keys() & {"sun", "solar", "batter", "cell", "resear"}


def test_an_empty_passage_is_near_nothing() -> None:
    empty, full = builder().views([Passage("a", "en", " \u200b"), Passage("b", "en", "cell")])
    assert empty.vectors["text"] @ full.vectors["text"] == 0
    assert (empty.tokens, empty.stems) == ((), {})


def test_no_text_is_embedded_twice() -> None:
    cache, first, second = MemoryVectorCache(), CountingEncoder(32), CountingEncoder(32)
    passages = [Passage("a", "en", "Cells", "They age."), Passage("b", "en", "Cells", "They age.")]
    builder(cache=cache, english=first).views(passages)
    builder(cache=cache, english=second).views(passages)
    assert sorted(first.seen) == ["Cells", "Cells. They age."]
    assert second.seen == []


def test_a_changed_term_changes_the_english_vector_in_spite_of_the_cache() -> None:
    cache = MemoryVectorCache()
    passage = [Passage("a", "zh-hans", "稳定性")]
    (before,) = builder(cache=cache).views(passage)
    (after,) = builder([TermEntry("稳定性", "robustness")], cache=cache).views(passage)
    np.testing.assert_array_equal(before.vectors["text"], after.vectors["text"])
    assert before.vectors["english"] @ after.vectors["english"] < 0.9


def test_a_huge_text_is_cut_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    numbers = " ".join(map(str, range(10_000, 10_000 + MAX_CHARACTERS)))
    (view,) = builder().views([Passage("publication:7", "en", "", numbers)])
    assert "publication:7" in caplog.text
    assert len(view.tokens) == MAX_CHARACTERS // len("10000 ") + 1
