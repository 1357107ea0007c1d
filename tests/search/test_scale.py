"""Whoever stands out equally among texts of their own language stands equally high."""

from __future__ import annotations

import numpy as np
import pytest

from search.scale import MIN_SAMPLE, STRETCH, Scale
from search.text.language import CHINESE, ENGLISH

MEAN = {CHINESE: 0.5, ENGLISH: 0.2}
SPREAD = {CHINESE: 0.05, ENGLISH: 0.1}


def scale(*asked: str, shared: bool = False) -> Scale:
    """Every question finds the same background: half of each language at either end of its spread."""
    languages = np.array([CHINESE, ENGLISH]).repeat(2 * MIN_SAMPLE)
    ends = np.tile([-1.0, 1.0], 2 * MIN_SAMPLE)
    row = np.array([MEAN[one] + SPREAD[one] * end for one, end in zip(languages, ends, strict=True)])
    background = np.tile(row, (len(asked), 1)).astype(np.float32)
    groups = list(asked) if shared else [str(i) for i in range(len(asked))]
    return Scale(background, languages, groups, asked=asked, shared=shared)


def placed(asked: str, language: str, spreads: float) -> float:
    """Where a candidate lands that is so many spreads above its background."""
    cosine = np.array([[MEAN[language] + spreads * SPREAD[language]]], np.float32)
    return float(scale(asked).apply(cosine, np.array([language]))[0, 0])


def test_english_candidates_are_the_scale() -> None:
    assert placed(ENGLISH, ENGLISH, 3) == pytest.approx(0.5)


def test_a_chinese_question_is_answered_in_as_strong_words_as_an_english_one() -> None:
    fits = placed(CHINESE, ENGLISH, 3) - MEAN[ENGLISH]
    assert fits == pytest.approx(STRETCH[CHINESE, ENGLISH] * 0.3)


@pytest.mark.parametrize("asked", [CHINESE, ENGLISH])
def test_a_chance_likeness_is_the_same_in_both_languages(asked: str) -> None:
    assert placed(asked, CHINESE, 0) == pytest.approx(placed(asked, ENGLISH, 0))


def test_a_chinese_question_finds_both_languages_alike() -> None:
    assert placed(CHINESE, CHINESE, 3) == pytest.approx(placed(CHINESE, ENGLISH, 3))


def test_what_a_translation_loses_is_given_back_to_an_english_question() -> None:
    fits = placed(ENGLISH, CHINESE, 3) - MEAN[ENGLISH]
    assert fits == pytest.approx(STRETCH[ENGLISH, CHINESE] * (placed(ENGLISH, ENGLISH, 3) - MEAN[ENGLISH]))
    assert fits > 0.3


def test_each_question_is_scaled_by_its_own_language() -> None:
    cosines = np.array([[0.65], [0.65]], np.float32)
    english, chinese = scale(ENGLISH, CHINESE, shared=True).apply(cosines, np.array([CHINESE]))[:, 0]
    assert chinese == pytest.approx(0.2 + 0.3 * STRETCH[CHINESE, CHINESE])
    assert english == pytest.approx(0.2 + 0.3 * STRETCH[ENGLISH, CHINESE])


SMALL = {
    (ENGLISH, ENGLISH): (MEAN[ENGLISH], SPREAD[ENGLISH]),
    (ENGLISH, CHINESE): (MEAN[CHINESE], SPREAD[CHINESE]),
}


def without_a_sample_of(*missing: str) -> Scale:
    """An English question; the background holds the other languages only."""
    languages = np.array([one for one in (CHINESE, ENGLISH) if one not in missing]).repeat(2 * MIN_SAMPLE)
    ends = np.tile([-1.0, 1.0], len(languages) // 2)
    row = [2 * (MEAN[one] + SPREAD[one] * end) for one, end in zip(languages.tolist(), ends, strict=True)]
    background = np.array([row], np.float32)
    return Scale(background, languages.astype("U"), ["0"], asked=[ENGLISH], shared=False, usual=SMALL)


@pytest.mark.parametrize(
    ("missing", "times"), [((CHINESE, ENGLISH), 1.0), ((CHINESE,), 2.0), ((ENGLISH,), 2.0)]
)
def test_what_is_usual_stands_for_a_sample_that_is_missing(missing: tuple[str, ...], times: float) -> None:
    """Where there is a sample of one language, the other is moved and stretched as that one is."""
    scale = without_a_sample_of(*missing)
    fits = {
        one: times * MEAN[ENGLISH] + (times * (MEAN[one] - MEAN[ENGLISH])) + 3 * times * SPREAD[one]
        for one in (CHINESE, ENGLISH)
    }

    found = {
        one: float(scale.apply(np.array([[value]], np.float32), np.array([one]))[0, 0])
        for one, value in fits.items()
    }

    base = times * MEAN[ENGLISH]
    assert found[ENGLISH] == pytest.approx(fits[ENGLISH], abs=1e-5)
    assert found[CHINESE] - base == pytest.approx(
        (fits[ENGLISH] - base) * STRETCH[ENGLISH, CHINESE], abs=1e-5
    )
