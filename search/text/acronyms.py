"""Which long forms a Latin abbreviation stands for, as our own terminology writes both: GC-MS, gas chromatography–mass
spectrometry. So a text of abbreviations is near one that spells them out, and both are shown to say one thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from search.text.characters import plain

MOST_FORMS = 3  # of one abbreviation: what stands for more is told by no list
FEWEST_LETTERS = 3  # of an abbreviation that is read as its long form: IT, OR and GO mean too much
_WORD = re.compile(r"[^\W_]+")
_WRITTEN = re.compile(r"\w+(?:[-–/]\w+)*", re.ASCII)


def long_forms(terms: Iterable[Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    """`key` of an abbreviation -> what it stands for; `terms`: the English names of each term."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for names in terms:
        shorts = [name for name in names if _is_short(name)]
        for short in shorts:
            for name in names:
                if name not in shorts and _spells(key(short), name):
                    found[key(short)][name] = None
    return {short: tuple(names) for short, names in found.items() if len(names) <= MOST_FORMS}


def key(word: str) -> str:
    """GC-MS, GC/MS and GCMS are one; gcms is a word like others."""
    return "".join(_WORD.findall(word)) if _is_short(word) else ""


def unspelled(text: str, forms: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    """Abbreviation as written -> what it stands for, of those that stand for one thing alone, which the text says
    nowhere else; each thing once, in the order of the text."""
    found: dict[str, str] = {}
    said = plain(text)
    for word in map(re.Match.group, _WRITTEN.finditer(text)):
        names = forms.get(key(word), ()) if len(key(word)) >= FEWEST_LETTERS else ()
        if len(names) == 1 and plain(names[0]) not in said and names[0] not in found.values():
            found[word] = names[0]
    return found


def spelled_out(text: str, forms: Mapping[str, str]) -> str:
    """Each abbreviation followed by what it stands for, where it stands first."""
    for short, name in forms.items():
        written = re.compile(rf"(?<!\w){re.escape(short)}(?!\w)", re.ASCII)
        text = written.sub(lambda found, name=name: f"{found[0]} ({name})", text, count=1)  # type: ignore[misc]
    return text


def _is_short(name: str) -> bool:
    return " " not in name and sum(map(str.isupper, name)) > 1


def _spells(short: str, name: str) -> bool:
    """Whether each letter of the abbreviation is found in the name in this order, the first at its beginning, and each
    word of the name but small ones begins with one of them."""
    letters, words = plain(short), _WORD.findall(plain(name))
    if not words or words[0][0] != letters[0]:
        return False
    initials = "".join(word[0] for word in words if len(word) > 3)
    return _within(initials, letters) and _within(letters, "".join(words))


def _within(letters: str, text: str) -> bool:
    """Whether the letters stand in the text in this order, with anything between them."""
    rest = iter(text)
    return all(letter in rest for letter in letters)
