from collections.abc import Sequence

import numpy as np
import pytest

from search.encoders.hashing import HashingEncoder
from search.text import gloss
from search.text.cedict import Dictionary
from search.text.gloss import Glosser
from search.text.lexicon import Lexicon, TermEntry
from search.types import Matrix

GENERAL = Dictionary(
    entries={"电池": "battery\x1fcell", "方法": "method\x1fway", "薄膜": "thin film"}, simplified={}
)
LEXICON = Lexicon([TermEntry("钙钛矿", "perovskite", en_aliases=("ABX",))], general=GENERAL)


def glosser() -> Glosser:
    return Glosser(HashingEncoder(dimension=64), LEXICON)


def test_english_view_takes_the_sense_near_the_context() -> None:
    encoder = HashingEncoder(dimension=64)
    for sense in ("battery", "cell"):
        view, stems = glosser().english("钙钛矿电池", encoder.encode([sense])[0] * 5)
        assert view == f"perovskite {sense}"
        assert stems["perovs"] == 1.0


def test_aliases_of_our_own_terms_count_half() -> None:
    _, stems = glosser().english("钙钛矿", np.zeros(64, np.float32), weight=2.0)
    assert stems == {"perovs": 2.0, "abx": 1.0}


def test_a_word_without_a_subject_leaves_no_stem() -> None:
    _, stems = glosser().english("方法", np.zeros(64, np.float32))
    assert stems == {}


def test_latin_script_stays_and_counts() -> None:
    view, stems = glosser().english("基于MAPbI3的薄膜", np.zeros(64, np.float32))
    assert view == "MAPbI3 thin film"
    assert set(stems) == {"mapbi3", "thin", "film"}


def test_another_thread_may_forget_what_this_one_is_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gloss, "MAX_REMEMBERED", 4)

    class Busy(HashingEncoder):
        """While it encodes, somebody else's words push everything known out of the memory."""

        def encode(self, texts: Sequence[str]) -> Matrix:
            if "薄膜" in texts:
                mine._vectors.clear()
            return super().encode(texts)

    mine = Glosser(Busy(dimension=64), LEXICON)
    mine.learn(["电池"])
    mine._encode(["电池", "薄膜"])
