"""Chinese running text -> words that the lexicon knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import rjieba

from search.text.characters import HAN
from search.text.lexicon import LONGEST, Lexicon

_RUN = re.compile(f"[{HAN}]+")
# A piece of Latin script inside Chinese text, or a mark that ends a phrase.
_PIECE = re.compile(rf"[{HAN}]+|[^\W_{HAN}][^\W_{HAN}+#./-]*(?:[+#./-]*[^\W_{HAN}]+)*[+#]*|[,。;:!?、:]")
# Of two ways to cover the same characters the one with our own term wins, even at half the length of a general word.
OWN_WEIGHT = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of a text. `known`: a Chinese word of the lexicon; otherwise Latin script or a mark."""

    text: str
    start: int
    known: bool


def pieces(text: str, lexicon: Lexicon) -> Iterator[Word]:
    """The known Chinese words, the Latin-script words and the phrase marks of simplified text, in order."""
    for match in _PIECE.finditer(text):
        piece = match.group()
        if _RUN.match(piece):
            yield from (Word(word, match.start() + at, True) for word, at in words(piece, lexicon))
        else:
            yield Word(piece, match.start(), False)


def words(run: str, lexicon: Lexicon) -> list[tuple[str, int]]:
    """Words of a run of Chinese characters with their offsets: the longest cover, ties by the statistical segmenter.

    Maximises the sum of squared lengths; characters outside every word are skipped. A word that tears one character
    off a word that the statistical segmenter sees is none: in 稳定性研究 there is no 定性研究; nor is one of two
    characters that lie in two such words: in 对抗原则 there is no 抗原.
    O(len(run) * LONGEST).
    """
    cut = rjieba.cut(run, False)
    usual, within = set(cut), _inside(cut, lexicon)
    inside = {at: (start, end) for at, (start, end) in within.items() if end - start > 2}
    n = len(run)
    best, step = [0.0] * (n + 1), [0] * (n + 1)
    for i in range(n - 1, -1, -1):
        best[i] = best[i + 1]
        for length in range(1, min(LONGEST, n - i) + 1):
            word = run[i : i + length]
            if word not in lexicon or _tears(i, i + length, inside):
                continue
            if length == 2 and i in within and i + length in within:
                continue
            value = length * length * (OWN_WEIGHT if lexicon.is_own(word) else 1)
            score = value + (word in usual) - 0.1 + best[i + length]
            if score > best[i]:
                best[i], step[i] = score, length
    found, i = [], 0
    while i < n:
        if step[i]:
            found.append((run[i : i + step[i]], i))
        i += step[i] or 1
    return found


def _inside(cut: Sequence[str], lexicon: Lexicon) -> dict[int, tuple[int, int]]:
    """Offset strictly inside a usual word of the lexicon -> where that word begins and ends."""
    inside: dict[int, tuple[int, int]] = {}
    start = 0
    for word in cut:
        end = start + len(word)
        if len(word) > 1 and word in lexicon:
            inside.update(dict.fromkeys(range(start + 1, end), (start, end)))
        start = end
    return inside


def _tears(start: int, end: int, inside: dict[int, tuple[int, int]]) -> bool:
    """Whether a stretch overlaps a usual word so that just one character of that word is left over."""
    left, right = inside.get(start), inside.get(end)
    return bool(left and left[1] < end and start - left[0] == 1) or bool(
        right and start < right[0] and right[1] - end == 1
    )
