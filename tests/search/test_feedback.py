"""A query moved by verdicts: towards, away, and never far."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.affinity import AffinityModel
from search.feedback import PULL, Pull, moved, turned
from search.stems import idf
from search.types import Frequencies, IndexedPassage, PassageBlock, View

STEMS = [f"stem{i}" for i in range(12)]
FREQUENCIES = Frequencies(100, {stem: 1 + 7 * i for i, stem in enumerate(STEMS)})
MODEL = AffinityModel(FREQUENCIES)
DIMENSION = 16
SLOTS = ("text", "english")


def view(seed: int, *, language: str = "en") -> View:
    """A view of its own for each seed."""
    draw = np.random.default_rng(seed)
    vectors = {slot: draw.normal(size=DIMENSION) for slot in SLOTS}
    return View(
        language=language,
        vectors={slot: (v / np.linalg.norm(v)).astype(np.float32) for slot, v in vectors.items()},
        stems={stem: float(draw.integers(1, 4)) for stem in draw.choice(STEMS, 5, replace=False)},
        tokens=(),
    )


def people(*seeds: int, papers: int = 1) -> PassageBlock:
    """One person for each seed, with so many papers."""
    views = [(seed, view(1_000 * seed + paper)) for seed in seeds for paper in range(papers)]
    return PassageBlock(
        owners=[f"profile:{seed}" for seed, _ in views],
        keys=[f"publication:{i}" for i in range(len(views))],
        languages=[v.language for _, v in views],
        vectors={
            slot: np.stack([v.vectors[slot] for _, v in views])
            if views
            else np.zeros((0, DIMENSION), np.float32)
            for slot in SLOTS
        },
        stems=[v.stems for _, v in views],
    )


def query(*seeds: int) -> list[IndexedPassage]:
    return [IndexedPassage("opening", view(seed)) for seed in seeds]


def cosines(one: View, other: View) -> dict[str, float]:
    """In each space, as it is scored: stems by their rarity."""
    found = {slot: float(one.vectors[slot] @ other.vectors[slot]) for slot in SLOTS}
    rarity = dict(zip(STEMS, idf(FREQUENCIES, STEMS).tolist(), strict=True))
    a, b = (np.array([v.stems.get(stem, 0.0) * rarity[stem] for stem in STEMS]) for v in (one, other))
    return found | {"stems": float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))}


def heard(asked: list[IndexedPassage], liked: PassageBlock, disliked: PassageBlock) -> list[IndexedPassage]:
    return list(moved(asked, liked=liked, disliked=disliked, model=MODEL, frequencies=FREQUENCIES))


def test_without_verdicts_every_passage_is_the_very_same() -> None:
    asked = query(1, 2)
    assert all(one is other for one, other in zip(heard(asked, people(), people()), asked, strict=True))


def test_the_query_comes_nearer_to_whom_fits_and_leaves_whom_does_not() -> None:
    asked = query(1)
    [towards] = heard(asked, people(7), people())
    [away] = heard(asked, people(), people(7))
    before = cosines(asked[0].view, view(7_000))
    nearer, farther = cosines(towards.view, view(7_000)), cosines(away.view, view(7_000))
    assert all(nearer[space] > before[space] > farther[space] for space in before)


@settings(max_examples=60, deadline=None)
@given(
    liked=st.lists(st.integers(10, 500), max_size=12, unique=True),
    disliked=st.lists(st.integers(501, 999), max_size=12, unique=True),
)
def test_no_verdicts_move_the_query_beyond_the_bound(liked: list[int], disliked: list[int]) -> None:
    asked = query(1, 2)
    for before, after in zip(asked, heard(asked, people(*liked), people(*disliked)), strict=True):
        assert min(cosines(before.view, after.view).values()) >= PULL.bound - 1e-5


def test_a_hundred_verdicts_and_any_strength_stay_within_the_bound() -> None:
    asked = query(1)
    strong = Pull(liked=1e6, disliked=1e6)
    [after] = moved(
        asked,
        liked=people(*range(10, 60)),
        disliked=people(*range(60, 110)),
        model=MODEL,
        frequencies=FREQUENCIES,
        pull=strong,
    )
    found = cosines(asked[0].view, after.view)
    assert min(found.values()) >= PULL.bound - 1e-5
    assert found["text"] == pytest.approx(PULL.bound, abs=1e-5)  # so the bound is what held it


def test_whom_resembles_the_query_turned_round_cannot_flip_it() -> None:
    start = np.array([1.0, 0.0, 0.0])
    assert turned(start, np.array([-5.0, 0.1, 0.0]), 0.9) @ start == pytest.approx(0.9)
    assert turned(start, np.array([-5.0, 0.0, 0.0]), 0.9).tolist() == start.tolist()


def test_vectors_stay_of_unit_length_and_bags_as_heavy_as_they_were() -> None:
    asked = query(1)
    [after] = heard(asked, people(7, 8), people(9))
    rarity = dict(zip(STEMS, idf(FREQUENCIES, STEMS).tolist(), strict=True))

    def weight(v: View) -> float:
        return float(np.linalg.norm([value * rarity[stem] for stem, value in v.stems.items()]))

    assert [float(np.linalg.norm(after.view.vectors[slot])) for slot in SLOTS] == pytest.approx([1, 1])
    assert weight(after.view) == pytest.approx(weight(asked[0].view))
    assert min(after.view.stems.values()) > 0


def test_only_the_three_nearest_papers_of_somebody_take_part() -> None:
    asked, block = query(1), people(7, papers=8)
    near = MODEL.nearness(asked, block)[0]
    kept = sorted(np.argsort(-near, kind="stable")[:3].tolist())
    alone = PassageBlock(
        owners=[block.owners[i] for i in kept],
        keys=[block.keys[i] for i in kept],
        languages=[block.languages[i] for i in kept],
        vectors={slot: block.vectors[slot][kept] for slot in SLOTS},
        stems=[block.stems[i] for i in kept],
    )
    [all_of_them], [best] = heard(asked, block, people()), heard(asked, alone, people())
    assert np.allclose(all_of_them.view.vectors["text"], best.view.vectors["text"], atol=1e-6)


def test_somebody_with_many_papers_pulls_no_more_than_somebody_with_one() -> None:
    one_each = people(7, 8)
    rows = [0, 0, 0, 0, 1]  # the first has written the same four times
    prolific = PassageBlock(
        owners=[one_each.owners[i] for i in rows],
        keys=[f"publication:{n}" for n in range(len(rows))],
        languages=[one_each.languages[i] for i in rows],
        vectors={slot: one_each.vectors[slot][rows] for slot in SLOTS},
        stems=[one_each.stems[i] for i in rows],
    )
    [once], [often] = heard(query(1), one_each, people()), heard(query(1), prolific, people())
    assert np.allclose(once.view.vectors["text"], often.view.vectors["text"], atol=1e-6)
    assert once.view.stems == pytest.approx(often.view.stems)


def test_a_bag_of_unknown_stems_stays_as_it_is() -> None:
    strange = IndexedPassage("opening", View("en", view(1).vectors, {"unheard": 2.0}, ()))
    [after] = heard([strange], people(7), people())
    assert after.view.stems == {"unheard": 2.0}
