from __future__ import annotations

import pytest

from matching.domain.points import ALONE, LEAST_WEIGHT, MOST_POINTS, best_points, is_wish, laid_out
from matching.types import Bilingual, Evidence, Marked, Place, Reason, Topic, Verdict

SOURCE = Bilingual(zh="个人简介", en="Biography")
YES = Reason("language", Verdict.MET, Bilingual(zh="英语C1。", en="English C1."))


def pair(asked: str, has: str, *, similarity: float = 0.5, weight: float = 9.0, part: str = "") -> Evidence:
    """A requirement and the sentence beside it, which share one term."""
    return Evidence(
        Marked(asked, "en"),
        Marked(has, "en"),
        SOURCE,
        (("tungsten", "tungsten"),),
        similarity,
        asked_at=Place("opening", "en", part or f"requirement:{asked}", 0, len(asked)),
        weight=weight,
    )


def missing(asked: str, *, topic: Topic | None = None, answer: Reason | None = None) -> Evidence:
    return Evidence(Marked(asked, "en"), None, None, topic=topic, answer=answer)


def test_the_best_pairs_come_first_and_no_more_than_four() -> None:
    pieces = [pair(str(n), f"Sentence {n}.", similarity=n / 10) for n in range(6)]

    found = best_points(pieces)

    assert [piece.asked.text for piece in found] == ["5", "4", "3", "2"]
    assert len(found) == MOST_POINTS


def test_a_pair_that_shares_only_common_words_is_no_point() -> None:
    common = pair("data", "We have data.", similarity=0.9, weight=LEAST_WEIGHT - 0.1)
    alike = Evidence(Marked("tokamaks", "en"), Marked("Fusion", "en"), SOURCE, (), 0.9, weight=9.0)

    assert best_points([common, alike, missing("anything")]) == ()


def test_a_sentence_stands_in_one_point_only() -> None:
    first, second = pair("a", "The same.", similarity=0.8), pair("b", "The same.", similarity=0.7)

    assert best_points([first, second]) == (first,)


def test_what_is_described_fills_up_to_two_points() -> None:
    required = pair("a", "One.", similarity=0.4)
    described = [pair(f"d{n}", f"Said {n}.", similarity=0.9, part=f"body:{n}") for n in range(3)]

    assert best_points([required], described) == (required, described[0])
    assert best_points([required, pair("b", "Two.")], described)[0].asked.text == "b"


def test_what_is_described_must_share_more_where_no_requirement_is_met() -> None:
    little = pair("d", "Said.", weight=ALONE * LEAST_WEIGHT - 0.1, part="body:0")
    more = pair("e", "Said, too.", weight=ALONE * LEAST_WEIGHT, part="body:1")

    assert best_points([missing("a")], [little, more]) == (more,)
    assert best_points([pair("a", "One.")], [little])[1] == little


@pytest.mark.parametrize(
    "sentence", ["I would like to learn coring.", "希望系统学习主动测量。", "I should learn it there."]
)
def test_a_wish_meets_what_is_offered_but_not_what_is_required(sentence: str) -> None:
    assert is_wish(sentence)
    assert best_points([pair("a", sentence)]) == ()
    assert len(best_points([], [pair("a", sentence, part="body:0:9")])) == 1


def test_an_explanation_names_every_requirement_once() -> None:
    point, other = pair("a", "One."), pair("b", "One.", similarity=0.3)
    gap, fact = missing("c"), missing("d", topic=Topic.LANGUAGE, answer=YES)

    found = laid_out([point, other, gap, fact], best_points([point, other, gap, fact]))

    assert (found.points, found.further, found.missing, found.facts) == (
        (point,),
        (other,),
        (gap,),
        (fact,),
    )
    assert found.met == 3
