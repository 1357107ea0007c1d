"""What tells who somebody is, and how it is found in a text: as it is written, and as JSON escapes it at any depth."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bases.models import BaseText, InstitutionText, ProgrammeText
from experts.domain.orcid import connected_orcid
from privacy.person import Person
from search.text.characters import HAN

SHORTEST = 4  # letters of a name that is one word
NAMED = (InstitutionText, BaseText, ProgrammeText)


@dataclass(frozen=True, slots=True)
class Marks:
    """`exact`: confirmed addresses and a connected ORCID iD, which mean nobody else. `names`: as the person typed them,
    so they may be anything; what they typed as their iDs stands there as well."""

    exact: tuple[str, ...]
    names: tuple[str, ...]


def marks_of(person: Person) -> Marks:
    """Read before anything is erased."""
    exact, names = set(person.addresses), set()
    if person.user:
        names.add(person.user.name)
        exact.add(connected_orcid(person.user))
    if person.profile:
        names |= {person.profile.name, person.profile.native_name, person.profile.orcid or ""}
        names |= {row.value for row in person.profile.external_ids.all()}
    names = {" ".join(unicodedata.normalize("NFC", name).split()) for name in names}
    return Marks(tuple(sorted(exact - {""})), tuple(sorted(names - exact - {""})))


def may_be_looked_for(name: str) -> bool:
    """Neither too short to mean somebody, nor the name of an institution, a base or a programme."""
    letters = sum(letter.isalnum() for letter in name)
    if letters < SHORTEST and not re.fullmatch(f"[{HAN}]{{2,}}", name):
        return False
    return not any(model.objects.filter(name__iexact=name).exists() for model in NAMED)


def forms_of(name: str) -> Iterator[str]:
    """The whole name in either order; never a word of it alone, which others bear as well."""
    words = name.split()
    yield name
    if len(words) > 1:
        yield " ".join([words[-1], *words[:-1]])
        yield f"{words[-1]}, {' '.join(words[:-1])}"


def pattern_of(needles: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(needles, key=len, reverse=True)
    return re.compile("|".join(map(_pattern, longest_first)), re.IGNORECASE)


def likes_of(needle: str) -> Iterator[str]:
    """A part of the needle that a LIKE finds, as it is written and as JSON escapes it."""
    longest = max(needle.split(), key=len)
    runs = re.findall(r"[ -~]{3,}", longest)
    if runs:
        yield f"%{max(runs, key=len).lower()}%"
        return
    yield f"%{longest.lower()}%"
    yield f"%{longest}%"
    first = longest.encode("utf-16-be")[:2].hex()
    yield f"%u{first}%"


def _pattern(needle: str) -> str:
    """Matches it as it is written, and as JSON writes it at any depth. A name is not found within another word; one of
    two Chinese characters not between others, where they may be parts of two words."""
    body = r"(?:\s|\\+[nrt])+".join("".join(map(_letter, word)) for word in needle.split())
    if re.fullmatch(f"[{HAN}]{{2}}", needle):
        escaped = r"\\u[3-9][0-9a-f]{3}"
        return rf"(?<![{HAN}])(?<!{escaped}){body}(?![{HAN}])(?!\\+u[3-9][0-9a-f]{{3}})"
    if "@" in needle:  # a longer address that ends like this one is another's
        before = r"(?:(?<![\w.+%'-])|(?<=\\[nrt])|(?<=\\u[0-9a-f]{4}))"
        return before + body + r"(?![\w-])(?!\.\w)"
    first, last = needle[0], needle[-1]
    before = r"(?:(?<![^\W_])|(?<=\\[nrt]))" if _spaced(first) else ""
    after = r"(?![^\W_])" if _spaced(last) else ""
    return before + body + after


def _spaced(letter: str) -> bool:
    """Of a script that sets its words apart."""
    return letter.isalnum() and not re.match(f"[{HAN}\u3040-\u30ff\u0e00-\u0e7f]", letter)


def _letter(letter: str) -> str:
    if letter.isascii():
        return re.escape(letter)
    units = letter.encode("utf-16-be")
    codes = "".join(r"\\+u" + units[at : at + 2].hex() for at in range(0, len(units), 2))
    return f"(?:{re.escape(letter)}|{codes})"
