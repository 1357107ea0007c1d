"""Made-up people of known merit: a scorer that looks at who somebody is, is found out; one that does not is not."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import pytest

from matching.fairness.made_up import Pool, Scorer, gaps, pool
from search.corpus.reading import Entry

SIZE = 240


@pytest.fixture(scope="module")
def made_up() -> Pool:
    return pool(SIZE)


def scorer(made_up: Pool, *, against: tuple[str, str] | None = None) -> Scorer:
    """By merit and the draw of lots; whoever is in the group `against` loses a little."""
    draw = random.Random(3)

    def score(openings: Sequence[Entry], people: Sequence[Entry]) -> Iterator[list[tuple[str, float]]]:
        for opening in openings:
            rows = []
            for person in people:
                value = 2 * (person.id in made_up.merit[opening.id]) + draw.random()
                if against and made_up.groups[person.id][against[0]] == against[1]:
                    value -= 0.4
                rows.append((person.id, value))
            yield rows

    return score


def exceeding(made_up: Pool, given: Scorer) -> set[str]:
    return {found.by for found in gaps(made_up, scorer=given) if found.exceeds_chance}


def test_an_unbiased_scorer_is_not_accused(made_up: Pool) -> None:
    assert exceeding(made_up, scorer(made_up)) == set()


@pytest.mark.parametrize(
    "against", [("income", "low"), ("stage", "R1"), ("script", "han"), ("language", "en"),
                ("institution", "unknown")]
)  # fmt: skip
def test_a_biased_scorer_is_detected_and_nothing_else(made_up: Pool, against: tuple[str, str]) -> None:
    found = [one for one in gaps(made_up, scorer=scorer(made_up, against=against)) if one.exceeds_chance]
    assert [one.by for one in found] == [against[0]]
    assert min(found[0].groups, key=lambda group: group.exposure).name == against[1]


def test_whoever_is_not_listed_is_not_shown(made_up: Pool) -> None:
    def score(openings: Sequence[Entry], people: Sequence[Entry]) -> Iterator[list[tuple[str, float]]]:
        for rows in scorer(made_up)(openings, people):
            yield [row for row in rows if made_up.groups[row[0]]["language"] == "en"]

    assert "language" in exceeding(made_up, score)


def test_texts_say_who_somebody_is_but_no_name_that_the_index_leaves_out(made_up: Pool) -> None:
    whole = "\n".join(passage.body for entry in made_up.people.values() for passage in entry.passages)
    assert "My name is" in whole
    assert "Uganda" in whole
    assert "乌干达" in whole
    for name in ("Aldermoor", "陆望申", "Велимаров", "Eastvale", "剑桥大学", "MIT"):
        assert name not in whole


def test_both_languages_are_equally_many(made_up: Pool) -> None:
    languages = [groups["language"] for groups in made_up.groups.values()]
    assert languages.count("en") == languages.count("zh-hans") == SIZE // 2
