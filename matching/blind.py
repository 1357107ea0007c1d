"""Reading without names: what a host may see of a person before both sides agree to meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from bases.models import Opening
from bases.shown import Shown, shown
from experts.choices import Section
from experts.models import Profile
from matching.domain.points import Layout, laid_out
from matching.domain.sections import quotable
from matching.handles import handle
from matching.names import Kind, Names
from matching.types import Evidence, Marked, Ranked, Reason, Shortlist, Verdict
from matching.veils import Veils, veils_of
from taxonomy.choices import Language

VEILS = {
    Kind.NAME: {Language.ZH: "［姓名］", Language.EN: "[name]"},
    Kind.ADDRESS: {Language.ZH: "［联系方式］", Language.EN: "[address]"},
    Kind.TOLD: {Language.ZH: "［不显示］", Language.EN: "[not shown]"},
}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One line of a shortlist as its reader sees it."""

    letter: str  # "" for who is not in the list
    handle: str  # what addresses and forms call them by
    name: str  # "" where it is covered
    headline: Shown | None
    profile: Profile
    ranked: Ranked[Profile]
    evidence: tuple[Evidence, ...]
    found: Layout

    @property
    def called(self) -> str:
        """In the reader's language."""
        if self.name or not self.letter:
            return self.name or gettext("Somebody who is not in the list now")
        return gettext("Candidate %(letter)s") % {"letter": self.letter}

    @property
    def partial(self) -> bool:
        """Shown further down, under a heading of its own."""
        return not self.ranked.score.strength.fits

    @property
    def met(self) -> int:
        return self.found.met

    @property
    def missing(self) -> int:
        return len(self.found.missing)

    @property
    def unknown(self) -> list[Reason]:
        """What a human should ask about."""
        return [reason for reason in self.ranked.eligibility.reasons if reason.verdict is Verdict.UNKNOWN]

    @property
    def unmet(self) -> list[Reason]:
        return [reason for reason in self.ranked.eligibility.reasons if reason.verdict is Verdict.UNMET]


def candidates(opening: Opening, shortlist: Shortlist[Profile]) -> tuple[list[Candidate], list[Candidate]]:
    """The ranked and the ineligible of a shortlist, named by letters in their order without any verdict: whoever is
    called Candidate C stays so, wherever verdicts move them."""
    seen = _seen(opening, [*shortlist.ranked, *shortlist.ineligible])
    return seen[: len(shortlist.ranked)], seen[len(shortlist.ranked) :]


def set_aside(opening: Opening, shortlist: Shortlist[Profile]) -> list[Candidate]:
    """Whom the host called not relevant."""
    return _seen(opening, shortlist.aside) if shortlist.aside else []


def _seen(opening: Opening, lines: Sequence[Ranked[Profile]]) -> list[Candidate]:
    veils = veils_of(opening, [line.subject for line in lines])
    return [
        _candidate(opening, line, letter(i if line.place is None else line.place), veils)
        for i, line in enumerate(lines)
    ]


def alone(opening: Opening, line: Ranked[Profile], *, called: str) -> Candidate:
    """One line without its list; `called`: the letter that it has there."""
    return _candidate(opening, line, called, veils_of(opening, [line.subject]))


def letter(position: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, len(LETTERS))
        name = LETTERS[rest] + name
    return name


def veiled(marked: Marked, names: Names | None) -> Marked:
    """The same text with every name and address in it covered; marks keep their place, and a mark on one covers the
    veil."""
    if not names:
        return marked
    spans = names.spans(marked.text)
    language = Language(marked.language)
    veils = [VEILS[span.kind][language] for span in spans]

    def moved(position: int, *, end: bool) -> int:
        shift = 0
        for (start, stop, _), veil in zip(spans, veils, strict=True):
            if position <= start:
                break
            if position < stop:
                return start + shift + (len(veil) if end else 0)
            shift += len(veil) - (stop - start)
        return position + shift

    marks = tuple((moved(start, end=False), moved(stop, end=True)) for start, stop in marked.marks)
    pieces, position = [], 0
    for (start, stop, _), veil in zip(spans, veils, strict=True):
        pieces += [marked.text[position:start], veil]
        position = stop
    return Marked(text="".join([*pieces, marked.text[position:]]), language=marked.language, marks=marks)


def _candidate(opening: Opening, line: Ranked[Profile], letter: str, veils: Veils) -> Candidate:
    profile, sealed = line.subject, handle(opening.pk, line.subject.pk)
    names = veils.over(profile)
    headline = veiled_headline(profile, names)
    evidence = tuple(veiled_evidence(piece, names) for piece in line.evidence)
    points = tuple(veiled_evidence(piece, names) for piece in line.points)
    found = laid_out(evidence, points)
    return Candidate(letter, sealed, veils.name(profile), headline, profile, line, evidence, found)


def veiled_headline(profile: Profile, names: Names | None) -> Shown | None:
    """The headline, with every name in it covered, if its readers may have it."""
    headline = shown(profile, "headline") if Section.BIOGRAPHY in quotable(profile) else None
    if headline is None:
        return None
    return Shown(veiled(Marked(headline.text, headline.language), names).text, headline.language)


def veiled_evidence(piece: Evidence, names: Names | None) -> Evidence:
    """What the person has and the shared terms without names; the opening's words are the reader's own."""
    if piece.has is None:
        return piece
    asked, has = piece.asked.language, piece.has.language
    terms = tuple(
        (veiled(Marked(one, asked), names).text, veiled(Marked(other, has), names).text)
        for one, other in piece.terms
    )
    return replace(piece, has=veiled(piece.has, names), terms=terms)
