import time

import pytest

from search.text.sentences import clauses, sentences


def test_sentences_of_mixed_text() -> None:
    text = (
        "We study Fig. 3 and IL-6, e.g. in mice. The U.S. team uses 3.5 V cells! Done.\n"
        "第一句。他说：“好。”第三句 in vitro. 第四句"
    )
    assert [piece.content for piece in sentences(text)] == [
        "We study Fig. 3 and IL-6, e.g. in mice.",
        "The U.S. team uses 3.5 V cells!",
        "Done.",
        "第一句。",
        "他说：“好。”",
        "第三句 in vitro.",
        "第四句",
    ]


def test_pieces_stand_where_they_say() -> None:
    text = "  One.  Two?\n\n三。 。。 四  "
    assert [text[piece.start : piece.end] for piece in sentences(text)] == ["One.", "Two?", "三。", "四"]


def test_clauses_cut_long_sentences_only() -> None:
    long = "我们研究材料" * 10 + "，" + "同时测试器件" * 10 + "，好。"
    assert [len(piece.content) for piece in clauses(long)] == [61, 63]
    assert [piece.content for piece in clauses("短，句。")] == ["短，句。"]


@pytest.mark.parametrize("unit", ["A. ", "。", "\n ", " ", "(", '. "', "a, ", "，"])
def test_cutting_is_never_quadratic(unit: str) -> None:
    start = time.process_time()
    clauses(unit * 20_000)
    assert time.process_time() - start < 1.0
