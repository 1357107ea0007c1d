"""A pool of made-up people with known merit: texts written from our own terms, in Chinese or in English.

A subject is a run of neighbouring terms of one file of the terminology, where rows on one matter stand together. Who
writes of a subject merits an opening on it, whatever their language; both languages use sentences of the same meaning.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from search.corpus.reading import Entry
from search.text.language import CHINESE, ENGLISH
from search.types import Passage
from taxonomy.terms import GENERAL, TermRow, read_terms

WINDOW = 9  # neighbouring terms that make one subject
SPOKEN_OF = 6  # of them, in one text

HEADLINES: Mapping[str, Sequence[str]] = {
    CHINESE: ("{0}研究者，从事{1}工作", "研究{0}与{1}的学者", "{0}方向，关注{1}"),
    ENGLISH: (
        "Researcher on {0}, working on {1}",
        "Scholar of {0} and {1}",
        "Working on {0}, with an eye to {1}",
    ),
}
# The n-th sentence of each list says the same.
OF_A_PERSON: Mapping[str, Sequence[str]] = {
    CHINESE: (
        "主要研究{0}和{1}。",
        "{n}年来系统比较了{2}与{3}的结果。",
        "所在实验室建有{4}的研究条件。",
        "目前指导的学生从事{5}研究，愿与同行交流。",
    ),
    ENGLISH: (
        "My main work is on {0} and {1}.",
        "For {n} years we have compared results on {2} with those on {3}.",
        "Our laboratory has what is needed to study {4}.",
        "My students now work on {5}, and I should like to exchange ideas with colleagues.",
    ),
}
OF_AN_OPENING: Mapping[str, Sequence[str]] = {
    CHINESE: (
        "课题组围绕{0}和{1}开展合作研究，邀请学者来访。",
        "来访者将参加{2}与{3}的试验和分析。",
        "需要{4}方面的经验，了解{5}者优先。",
    ),
    ENGLISH: (
        "Our group invites a scholar to work with us on {0} and {1}.",
        "The visitor will take part in experiments and analysis on {2} and {3}.",
        "Experience in {4} is needed; knowledge of {5} is an advantage.",
    ),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What somebody works on: neighbouring terms of one field."""

    field: str
    terms: tuple[TermRow, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody made up. `subject` counts into the subjects of the pool: equal numbers are equal merit."""

    subject: int
    language: str
    entry: Entry


def subjects(count: int, *, seed: int) -> list[Subject]:
    """So many subjects, spread over the fields, none overlapping another."""
    draw = random.Random(seed)
    by_field: dict[str, list[TermRow]] = {}
    for term in read_terms():
        if term.field != GENERAL:
            by_field.setdefault(term.field, []).append(term)
    runs = {
        field: [Subject(field, tuple(rows[at : at + WINDOW])) for at in range(0, len(rows) - WINDOW, WINDOW)]
        for field, rows in by_field.items()
    }
    for found in runs.values():
        draw.shuffle(found)
    turns = [
        found[turn]
        for turn in range(max(map(len, runs.values())))
        for found in runs.values()
        if turn < len(found)
    ]
    if count > len(turns):
        raise ValueError(
            f"The terminology has {len(turns)} subjects and {count} are asked for: ask for fewer."
        )
    return turns[:count]


def opening(subject: Subject, *, number: int, language: str) -> Entry:
    """What a host asks for on this subject; the same terms in either language."""
    draw = random.Random(f"opening {number}")
    terms = _said(draw.sample(subject.terms, SPOKEN_OF), language)
    body = _joined((one.format(*terms) for one in OF_AN_OPENING[language]), language)
    title = _headline(draw.randrange(3), terms, language)
    return Entry(f"opening:{number}:{language}", (Passage("opening", language, title, body),))


def person(subject: Subject, *, number: int, language: str, seed: int = 0) -> Entry:
    """A profile on this subject. With the same number and seed both languages say the same."""
    draw = random.Random(f"person {number} {seed}")
    rows = draw.sample(subject.terms, SPOKEN_OF)
    terms, years = _said(rows, language), draw.randrange(4, 25)
    order = draw.sample(range(4), 4)
    body = _joined((OF_A_PERSON[language][i].format(*terms, n=years) for i in order), language)
    keywords = "; ".join(_said(draw.sample(rows, 4), language))
    title = _headline(draw.randrange(3), terms, language)
    return Entry(f"person:{number}:{language}", (Passage("profile", language, title, f"{body}\n{keywords}"),))


def pool(known: Sequence[Subject], *, each: int, seed: int) -> list[Person]:
    """`each` people for every subject, half of them writing Chinese; numbered through."""
    draw = random.Random(seed)
    people: list[Person] = []
    for subject, found in enumerate(known):
        languages = [CHINESE, ENGLISH] * (each // 2) + [draw.choice((CHINESE, ENGLISH))] * (each % 2)
        draw.shuffle(languages)
        for language in languages:
            entry = person(found, number=len(people), language=language, seed=seed)
            people.append(Person(subject, language, entry))
    return people


def _said(rows: Sequence[TermRow], language: str) -> list[str]:
    return [row.zh if language == CHINESE else row.en for row in rows]


def _headline(which: int, terms: Sequence[str], language: str) -> str:
    text = HEADLINES[language][which].format(*terms)
    return text[0].upper() + text[1:]


def _joined(sentences: Iterator[str], language: str) -> str:
    return ("" if language == CHINESE else " ").join(sentences)
