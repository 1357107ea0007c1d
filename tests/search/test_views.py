from collections.abc import Sequence

import numpy as np
import pytest

from search.encoders.hashing import HashingEncoder
from search.text.lexicon import Lexicon, TermEntry
from search.text.tokens import english_stems
from search.types import Matrix, Passage, View
from search.views import MAX_CHARACTERS, TITLE_WEIGHT, MemoryVectorCache, ViewBuilder

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


def nearness(views: Sequence[View], slot: str = "english") -> list[float]:
    """Of the last view to each of the others."""
    return [float(view.vectors[slot] @ views[-1].vectors[slot]) for view in views[:-1]]


def test_what_a_text_calls_its_word_is_the_meaning_of_that_word_in_it() -> None:
    renderings = "质量好。等离子体材料{} 用于装置。等离子体材料的质量。plasma facing materials"
    with_pair, without, english = builder().views(
        [
            Passage("a", "zh-hans", "等离子体材料的寿命", renderings.format("（plasma facing materials）")),
            Passage("b", "zh-hans", "等离子体材料的寿命", renderings.format(" plasma facing materials ")),
            Passage("c", "en", "Facing materials"),
        ]
    )
    assert with_pair.stems["face"] > without.stems["face"]
    near = nearness([with_pair, without, english])
    assert near[0] > near[1]


def test_a_chinese_text_that_names_its_abbreviation_is_nearer_to_who_uses_it() -> None:
    views = builder().views(
        [
            Passage("a", "zh-hans", "自适应光学系统（AOS）", "研究自适应光学系统的稳定性"),
            Passage("b", "zh-hans", "自适应光学系统", "研究自适应光学系统的稳定性"),
            Passage("c", "en", "Postdoc for AOS, the adaptive optics system"),
        ]
    )
    near = nearness(views)
    assert near[0] > near[1]
    # More than the mention itself: it counts where the word stands again.
    (stem,) = english_stems("AOS")
    assert views[0].stems[stem] > 1 + TITLE_WEIGHT / 2


def test_a_pair_counts_within_its_own_passage() -> None:
    paired, other = (
        Passage("a", "zh-hans", "等离子体（ionised gas）"),
        Passage("b", "zh-hans", "等离子体物理"),
    )
    (alone,) = builder().views([other])
    _, beside = builder().views([paired, other])
    assert beside.stems == alone.stems
    assert not beside.stems.keys() & {"ionis", "gas"}


def test_a_pair_changes_no_english_text() -> None:
    (view,) = builder().views([Passage("a", "en", "The stability (稳定性) of cells, stability (稳定性)")])
    assert view.stems["stabil"] == 1 + np.log(2)


def test_a_term_that_mixes_the_scripts_is_one_term_in_the_english_view() -> None:
    terms = [*TERMS, TermEntry("单核转录组测序", "single-nucleus sequencing", zh_aliases=("单核RNA测序",))]
    encoder = CountingEncoder(32)
    mixed, spaced, plain = builder(terms, english=encoder).views(
        [
            Passage(key, "zh-hans", f"{term}的稳定性")
            for key, term in zip("abc", ("单核RNA测序", "单核 rna 测序", "单核转录组测序"), strict=True)
        ]
    )
    assert set(encoder.seen) == {"single-nucleus sequencing stability"}
    assert mixed.stems == spaced.stems
    assert mixed.stems.keys() - plain.stems.keys() == {"rna"}  # which its English does not say


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


def test_signs_and_pictures_alone_are_near_nothing() -> None:
    for view in builder().views([Passage("a", "en", "😀🎉"), Passage("b", "en", "", "🚀 — …")]):
        assert not any(vector.any() for vector in view.vectors.values())
        assert (view.stems, view.tokens) == ({}, ())


def test_a_text_of_abbreviations_is_near_one_that_spells_them_out() -> None:
    terms = [TermEntry("激光诱导击穿光谱", "laser-induced breakdown spectroscopy", en_aliases=("LIBS",))]
    short, chinese, whole, other = builder(terms).views(
        [
            Passage("a", "en", "LIBS of W"),
            Passage("b", "zh-hans", "用LIBS研究材料的方法"),
            Passage("c", "en", "Laser-induced breakdown spectroscopy of tungsten"),
            Passage("d", "en", "Whale song in the Atlantic ocean"),
        ]
    )
    for view in (short, chinese):
        assert {"laser", "induc", "breakd", "spectr"} <= view.stems.keys()
        assert view.vectors["english"] @ whole.vectors["english"] > 0.5
        assert view.vectors["english"] @ other.vectors["english"] < 0.2
