"""Terms that mix the scripts: where they are found, and that nothing else changes."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text.cedict import simplify
from search.text.characters import visible
from search.text.lexicon import Lexicon, TermEntry
from search.text.mixed import squeezed
from search.text.segmentation import known_words, pieces, words
from search.text.surfaces import Surfaces
from search.text.terms import shared, spans

MIXED = (
    "单核RNA测序",
    "CAR-T细胞",
    "T细胞",
    "B细胞",
    "5G通信",
    "X光",
    "X射线衍射",
    "H模",
    "β-淀粉样蛋白",
    "双酚A",
    "PCR仪",
)
HAN_ONLY = [
    TermEntry("淀粉样蛋白", "amyloid"),
    TermEntry("测序", "sequencing"),
    TermEntry("细胞色素", "cytochrome"),
]
LEXICON = Lexicon([*HAN_ONLY, *(TermEntry(zh, f"rendering {n}") for n, zh in enumerate(MIXED))])
WITHOUT = Lexicon(HAN_ONLY)

# Pieces of such terms, so that terms, halves of terms and look-alikes come up all the time.
TEXTS = st.lists(
    st.sampled_from(
        [*MIXED, *"单核测序细胞光谱模式双的组β5XTAH -–+#.，\n\u200bİＸ", "RNA", "CAR", "細胞", "通信"]
    ),
    max_size=14,
).map("".join)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("单核RNA测序技术", ["单核RNA测序", "技术"]),
        ("CAR-T细胞治疗", ["CAR-T细胞", "治疗"]),
        ("CAR-T 细胞治疗", ["CAR-T细胞", "治疗"]),
        ("car–t細胞", ["CAR-T细胞"]),
        ("５Ｇ通信", ["5G通信"]),
        ("β-淀粉样蛋白与β–淀粉样蛋白", ["β-淀粉样蛋白", "β-淀粉样蛋白"]),
        ("X射线衍射仪器", ["X射线衍射", "仪器"]),
        # parts of other words
        ("15G通信", ["15G", "通信"]),
        ("双酚AF", ["AF"]),
        ("Foo-T细胞", ["Foo-T", "细胞"]),
        ("X光谱", ["X", "光谱"]),
        ("H模式", ["H", "模式"]),
        ("T细胞核", ["T", "细胞核"]),
    ],
)
def test_a_mixed_term_is_one_word(text: str, found: list[str]) -> None:
    assert [piece.text for piece in pieces(simplify(visible(text)), LEXICON)] == found


@given(TEXTS)
def test_words_stand_where_they_say_and_do_not_overlap(text: str) -> None:
    text = simplify(visible(text))
    found = list(pieces(text, LEXICON))
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    for word in found:
        surface = text[word.start : word.end]
        if surface != word.text:
            assert squeezed(surface).lower().replace("–", "-") == word.text.lower()
            assert word.text in MIXED


@given(TEXTS)
def test_spans_of_mixed_terms_stand_where_they_say(text: str) -> None:
    found = spans(text, LEXICON)
    assert [text[span.start : span.end] for span in found] == [span.surface for span in found]
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@given(TEXTS)
def test_text_without_mixed_terms_is_cut_as_without_them(text: str) -> None:
    text = simplify(visible(text))
    if not any(word.text in MIXED for word in known_words(text, LEXICON)):
        assert list(pieces(text, LEXICON)) == list(pieces(text, WITHOUT))
        assert spans(text, LEXICON) == spans(text, WITHOUT)


@given(st.text("单核测序细胞光谱模式双的组通信淀粉样蛋白色素", max_size=20))
def test_a_run_of_chinese_characters_has_the_words_it_had(run: str) -> None:
    assert [(word.text, word.start) for word in known_words(run, LEXICON)] == words(run, WITHOUT)


def test_a_mixed_term_is_marked_as_one_across_languages() -> None:
    lexicon = Lexicon(
        [
            TermEntry("单核转录组测序", "snRNA-seq", zh_aliases=("单核RNA测序",)),
            TermEntry("PCR仪", "thermocycler"),
        ]
    )
    left, right = shared(spans("用单核 RNA 测序与PCR仪", lexicon), spans("PCR after snRNA-seq", lexicon))
    assert [span.surface for span in left] == ["单核 RNA 测序", "PCR仪"]
    assert [span.surface for span in right] == ["PCR", "snRNA", "seq"]


def test_a_form_is_found_with_and_without_blanks_between_the_scripts() -> None:
    forms = Surfaces(["X 射线衍射"])
    assert forms.held_by("用X射线衍射测量")
    (found,) = forms.found_in("用 X 射线衍射测量")
    assert (found.start, found.end) == (2, 8)
    assert not forms.held_by("用X，射线衍射")
