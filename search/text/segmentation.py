"""Chinese running text -> words that the lexicon knows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import rjieba

from search.text.characters import HAN
from search.text.lexicon import LONGEST, Lexicon
from search.text.mixed import Mixed

_RUN = re.compile(f"[{HAN}]+")
# A piece of Latin script inside Chinese text, or a mark that ends a phrase.
_PIECE = re.compile(rf"[{HAN}]+|[^\W_{HAN}][^\W_{HAN}+#./-]*(?:[+#./-]*[^\W_{HAN}]+)*[+#]*|[,。;:!?、:]")
# Of two ways to cover the same characters the one with our own term wins, even at half the length of a general word.
OWN_WEIGHT = 4


@dataclass(frozen=True, slots=True)
class Word:
    """text[start:end]. `known`: a Chinese word of the lexicon; otherwise Latin script or a mark.

    A term that mixes the scripts is known, too; its `text` is how the lexicon writes it.
    """

    text: str
    start: int
    end: int
    known: bool


def pieces(text: str, lexicon: Lexicon) -> Iterator[Word]:
    """The known Chinese words, the Latin-script words and the phrase marks of simplified text, in order."""
    yield from beside(known_words(text, lexicon), text, _PIECE)


def beside(known: Sequence[Word], text: str, pattern: re.Pattern[str]) -> Iterator[Word]:
    """The known words and what else the pattern finds outside of them and of Chinese characters, in order."""
    at = 0
    for match in pattern.finditer(text):
        while at < len(known) and known[at].start < match.end():
            yield known[at]
            at += 1
        covered = at > 0 and known[at - 1].end > match.start()
        if not covered and not _RUN.match(match.group()):
            yield Word(match.group(), match.start(), match.end(), False)
    yield from known[at:]


def known_words(text: str, lexicon: Lexicon) -> list[Word]:
    """The words of simplified text that the lexicon knows, in order."""
    mixed = lexicon.mixed.find(text)
    found: list[Word] = []
    for start, end, here in _stretches(text, mixed):
        joined: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for term in here:
            joined[term.start - start].append((term.word, term.end - start))
        cover = _cover(text[start:end], lexicon, joined)
        found += (Word(word, start + at, start + to, True) for word, at, to in cover)
    return found


def _stretches(text: str, mixed: Sequence[Mixed]) -> Iterator[tuple[int, int, list[Mixed]]]:
    """The runs of Chinese characters; runs that a mixed term joins are one stretch, with the terms in it."""
    spans = [(m.start(), m.end(), None) for m in _RUN.finditer(text)] + [(m.start, m.end, m) for m in mixed]
    start = end = 0
    here: list[Mixed] = []
    for left, right, term in sorted(spans, key=lambda span: span[:2]):
        if left >= end:
            if end:
                yield start, end, here
            start, here = left, []
        end = max(end, right)
        if term:
            here.append(term)
    if end:
        yield start, end, here


def words(run: str, lexicon: Lexicon) -> list[tuple[str, int]]:
    """Words of a run of Chinese characters with their offsets: the longest cover, ties by the statistical segmenter.

    Maximises the sum of squared lengths; characters outside every word are skipped. A word that tears one character
    off a word that the statistical segmenter sees is none: in 稳定性研究 there is no 定性研究; nor is one of two
    characters that lie in two such words: in 对抗原则 there is no 抗原.
    O(len(run) * LONGEST).
    """
    return [(word, start) for word, start, _end in _cover(run, lexicon, {})]


def _cover(
    stretch: str, lexicon: Lexicon, joined: Mapping[int, Sequence[tuple[str, int]]]
) -> list[tuple[str, int, int]]:
    """Word, start and end of the best cover of runs and of the terms that join them: start -> (term, end)."""
    usual: set[str] = set()
    within: dict[int, tuple[int, int]] = {}
    ends: list[int] = list(range(len(stretch)))  # offset -> where its run of Chinese characters ends
    for run in _RUN.finditer(stretch):
        cut = rjieba.cut(run.group(), False)
        usual.update(cut)
        within |= _inside(cut, lexicon, run.start())
        ends[run.start() : run.end()] = [run.end()] * len(run.group())
    inside = {at: (start, end) for at, (start, end) in within.items() if end - start > 2}
    n = len(stretch)
    best, step = [0.0] * (n + 1), [("", 0)] * (n + 1)
    for i in range(n - 1, -1, -1):
        best[i] = best[i + 1]
        for length in range(1, min(LONGEST, ends[i] - i) + 1):
            word = stretch[i : i + length]
            if word not in lexicon or _tears(i, i + length, inside):
                continue
            if length == 2 and i in within and i + length in within:
                continue
            value = length * length * (OWN_WEIGHT if lexicon.is_own(word) else 1)
            score = value + (word in usual) - 0.1 + best[i + length]
            if score > best[i]:
                best[i], step[i] = score, (word, i + length)
        for word, end in joined.get(i, ()):
            score = len(word) ** 2 * OWN_WEIGHT - 0.1 + best[end]
            if score > best[i] and not _splits(i, end, within):
                best[i], step[i] = score, (word, end)
    found, i = [], 0
    while i < n:
        word, end = step[i]
        if end:
            found.append((word, i, end))
        i = end or i + 1
    return found


def _inside(cut: Sequence[str], lexicon: Lexicon, start: int) -> dict[int, tuple[int, int]]:
    """Offset strictly inside a usual word of the lexicon -> where that word begins and ends."""
    inside: dict[int, tuple[int, int]] = {}
    for word in cut:
        end = start + len(word)
        if len(word) > 1 and word in lexicon:
            inside.update(dict.fromkeys(range(start + 1, end), (start, end)))
        start = end
    return inside


def _tears(start: int, end: int, inside: Mapping[int, tuple[int, int]]) -> bool:
    """Whether a stretch overlaps a usual word so that just one character of that word is left over."""
    left, right = inside.get(start), inside.get(end)
    return bool(left and left[1] < end and start - left[0] == 1) or bool(
        right and start < right[0] and right[1] - end == 1
    )


def _splits(start: int, end: int, within: Mapping[int, tuple[int, int]]) -> bool:
    """Whether one character of a usual word is on one side of an end: X光 does so in X光谱 and in X光电子."""
    left, right = within.get(start), within.get(end)
    return bool(left and 1 in (start - left[0], left[1] - start)) or bool(
        right and 1 in (right[1] - end, end - right[0])
    )
