"""Terms that a text itself gives in both languages: 氮化镓 (GaN), plasma-facing material（面向等离子体材料）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from search.text.cedict import simplify
from search.text.characters import HAN, visible
from search.text.lexicon import LONGEST, Lexicon, TermEntry, is_short
from search.text.segmentation import words
from search.text.tokens import english_stems

MAX_CHARACTERS = 20_000  # of a text that is searched for pairs
_LATIN = r"[A-Za-z][A-Za-z0-9 /.'+–-]{1,60}"
_ZH_FIRST = re.compile(rf"(?P<zh>[{HAN}]{{2,}})\s*[(（]\s*(?P<en>{_LATIN}?)\s*[)）,，;；]")
_EN_FIRST = re.compile(rf"(?P<en>{_LATIN}?)\s*[(（]\s*(?P<zh>[{HAN}]{{2,{LONGEST}}})\s*[)）]")
MOST_WORDS = 6  # of an English term


def own_pairs(text: str, lexicon: Lexicon) -> tuple[TermEntry, ...]:
    """Each pair once, in order. Where a term begins is told by what its words mean; without that nothing is paired."""
    readable = simplify(visible(text[:MAX_CHARACTERS]))
    found: dict[str, TermEntry] = {}
    for match in _ZH_FIRST.finditer(readable):
        zh, spelt = _chinese_end(match["zh"], match["en"], lexicon)
        if zh:
            found.setdefault(zh, TermEntry(zh, match["en"].strip(), en_aliases=spelt))
    for match in _EN_FIRST.finditer(readable):
        if en := _english_end(match["en"], match["zh"], lexicon):
            found.setdefault(match["zh"], TermEntry(match["zh"], en))
    return tuple(found.values())


def _chinese_end(run: str, en: str, lexicon: Lexicon) -> tuple[str, tuple[str, ...]]:
    """The end of a run of characters that `en` renders: of 采用激光诱导击穿光谱 all but 采用 for LIBS; or nothing.

    With it what the abbreviation of several words stands for, by what they mean.
    """
    found = words(run, lexicon)
    if not found or found[-1][1] + len(found[-1][0]) != len(run):
        return "", ()
    if is_short(en):
        return _spelt_by(en, run, found, lexicon) or (found[-1][0] if len(found[-1][0]) > 2 else "", ())
    meant = set(english_stems(en))
    start, told = len(run), set[str]()
    for word, at in reversed(found):
        stems = meant.intersection(_stems_of(word, lexicon))
        if at + len(word) != start or not stems:
            break
        start, told = at, told | stems
    whole = 2 * len(told) > len(meant)  # 北京 is no Beijing Institute
    return run[start:] if whole and LONGEST >= len(run) - start > 1 else "", ()


def _english_end(phrase: str, zh: str, lexicon: Lexicon) -> str:
    """The last words of a phrase that `zh` renders; or nothing."""
    said = phrase.split()
    if said and is_short(said[-1]):
        return said[-1]
    meant = {stem for word, _ in words(zh, lexicon) for stem in _stems_of(word, lexicon)}
    kept: list[str] = []
    for word in reversed(said[-MOST_WORDS:]):
        if meant.isdisjoint(english_stems(word)):
            break
        kept.insert(0, word)
    return " ".join(kept)


def _spelt_by(
    short: str, run: str, found: Sequence[tuple[str, int]], lexicon: Lexicon
) -> tuple[str, tuple[str, ...]] | None:
    """The last words whose English begins with the letters of an abbreviation, one letter each."""
    letters = short.lower()
    for count in range(1, len(found) + 1):
        tail = found[-count:]
        spelt = _initials([word for word, _ in tail], lexicon).get(letters)
        if spelt is not None:
            return run[tail[0][1] :], (spelt,) if count > 1 else ()
    return None


def _initials(tail: Sequence[str], lexicon: Lexicon) -> dict[str, str]:
    """First letters -> what they stand for, by the most usual renderings."""
    spelt = {"": ""}
    for word in tail[-MOST_WORDS:]:
        longer: dict[str, str] = {}
        for before, said in spelt.items():
            for gloss in lexicon.glosses(word):
                letters = before + "".join(p[0] for p in re.findall(r"[a-z0-9]+", gloss.text.lower()))
                if len(letters) <= MOST_WORDS:
                    longer.setdefault(letters, f"{said} {gloss.text}".strip())
        spelt = longer
    return spelt


def _stems_of(word: str, lexicon: Lexicon) -> Iterator[str]:
    for gloss in lexicon.glosses(word):
        yield from english_stems(gloss.text)
