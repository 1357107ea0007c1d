import itertools

from search.text.lexicon import Lexicon, TermEntry
from search.text.terms import shared, spans

LEXICON = Lexicon([TermEntry("钙钛矿太阳能电池", "perovskite solar cell", en_aliases=("PSC",))])
CHINESE = "我们研究鈣鈦礦太陽能電池的穩\u200b定性与IL-6。"
ENGLISH = "Stability of perovskite solar cells and the IL-6 pathway in mice"


def test_spans_stand_where_they_say() -> None:
    for text in (CHINESE, ENGLISH):
        found = spans(text, LEXICON)
        assert [text[span.start : span.end] for span in found] == [span.surface for span in found]
        assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_shared_terms_are_marked_on_both_sides() -> None:
    left, right = shared(spans(CHINESE, LEXICON), spans(ENGLISH, LEXICON))
    assert [span.surface for span in left] == ["鈣鈦礦太陽能電池", "穩\u200b定性", "IL-6"]
    assert [span.surface for span in right] == ["Stability", "perovskite", "solar", "cells", "IL-6"]


def test_half_of_a_term_is_not_shared() -> None:
    left, right = shared(spans("钙钛矿太阳能电池", LEXICON), spans("solar wind", LEXICON))
    assert (left, right) == ([], [])


def test_shared_works_within_one_language() -> None:
    left, right = shared(spans("Solar cells", LEXICON), spans("a cell of solar kind", LEXICON))
    assert [span.surface for span in left] == ["Solar", "cells"]
    assert [span.surface for span in right] == ["cell", "solar"]


def test_shared_with_nothing_is_nothing() -> None:
    assert shared([], spans(ENGLISH, LEXICON)) == ([], [])
