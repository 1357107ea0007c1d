"""What an import proposes for headline, biography and keywords, in each language. Only reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from experts.domain.import_types import (
    Line,
    Standing,
    column_of,
    language_of,
    standing_of,
    too_long,
)
from experts.importing.record import Record, Told
from experts.models import Profile, ProfileText
from experts.validators import KEYWORD_LENGTH, KEYWORDS
from taxonomy.choices import Language

LONGEST_BIOGRAPHY = 20_000
LONGEST_HEADLINE = 250


def texts_of(record: Record, profile: Profile | None) -> Iterator[Line]:
    """Headline, biography and keywords, for each language that the record is written in."""
    there = {text.language: text for text in profile.texts.all()} if profile else {}
    for language in Language.values:
        biography = next((one for one in record.biographies if language_of(one.value) == language), None)
        words = [one for one in record.keywords if language_of(one.value) == language]
        if biography or words:
            yield from _text(record, there.get(language), language, biography, words)


def _text(
    record: Record, text: ProfileText | None, language: str, biography: Told | None, words: list[Told]
) -> Iterator[Line]:
    def line(name: str, present: str, proposed: Told, value: Any, standing: Standing, why: str = "") -> Line:
        return Line(
            key=f"text.{language}.{name}",
            kind="text",
            label=column_of(name, ProfileText).verbose_name,
            present=present,
            proposed=proposed.value,
            place=proposed.place,
            standing=standing,
            value=(language, name, value),
            language=language,
            why=why,
            ticked=standing in (Standing.NEW, Standing.MORE) and not record.guess,
        )

    if text is None and (headline := _headline(record, language, biography, words)):
        yield line("headline", "", headline, headline.value, Standing.NEW)
    if biography:
        before = text.biography if text else ""
        why = too_long(LONGEST_BIOGRAPHY) if len(biography.value) > LONGEST_BIOGRAPHY else ""
        yield line(
            "biography", before, biography, biography.value, standing_of(before, biography.value, why), why
        )
    if words:
        have: list[str] = list(text.keywords) if text else []
        merged = _merged(have, words)
        standing = Standing.SAME if merged == have else Standing.MORE if have else Standing.NEW
        glue = "、" if language == Language.ZH else ", "
        told = have if standing == Standing.SAME else merged[len(have) :]
        yield line("keywords", glue.join(have), Told(glue.join(told), words[0].place), merged, standing)


def _headline(record: Record, language: str, biography: Told | None, words: list[Told]) -> Told | None:
    """Who begins a text needs one: the present post, else the first sentence, else the keywords."""
    glue = "，" if language == Language.ZH else ", "
    for post in record.posts:
        if post.role and not post.end_year and language_of(post.role) == language:
            return Told(f"{post.role}{glue}{post.name}"[:LONGEST_HEADLINE], post.place)
    if biography:
        ends = [at for mark in (". ", "。", "\n") if (at := biography.value.find(mark)) > 0]
        sentence = biography.value[: min(ends, default=LONGEST_HEADLINE)].strip()
        return Told(sentence[:LONGEST_HEADLINE], biography.place)
    return Told(glue.join(word.value for word in words)[:LONGEST_HEADLINE], words[0].place) if words else None


def _merged(have: list[str], words: list[Told]) -> list[str]:
    """The person's own first; as many as a text may have."""
    merged = list(have)
    known = {word.strip().casefold() for word in have}
    for told in words:
        for part in told.value.replace("；", ";").replace("，", ",").replace(";", ",").split(","):
            word = part.strip()
            if (
                word
                and len(word) <= KEYWORD_LENGTH
                and word.casefold() not in known
                and len(merged) < KEYWORDS
            ):
                known.add(word.casefold())
                merged.append(word)
    return merged
