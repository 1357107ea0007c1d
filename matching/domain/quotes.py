"""What of a profile can stand as evidence: its sentences, passage by passage, and where each passage comes from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from experts.choices import Section
from experts.models import Profile, Publication
from matching.types import Bilingual
from search.text.sentences import sentences

PROFILE = "profile"  # key of the passages of headline and biography
BIOGRAPHY = Bilingual(zh="个人简介", en="Biography")


@dataclass(frozen=True, slots=True)
class Quotable:
    """A passage in one language: its title, then its sentences."""

    key: str
    source: Bilingual
    language: str
    sentences: tuple[str, ...]


def quotable_passages(profile: Profile, shown: Collection[Section]) -> dict[str, list[Quotable]]:
    """Key of the passage in the index -> its versions, the original first; only of the sections in `shown`."""
    found: dict[str, list[Quotable]] = {}
    if Section.BIOGRAPHY in shown:
        for text in sorted(profile.texts.all(), key=lambda text: (not text.is_original, text.language)):
            lines = (text.headline, *contents(text.biography))
            found.setdefault(PROFILE, []).append(Quotable(PROFILE, BIOGRAPHY, text.language, lines))
    if Section.PUBLICATIONS in shown:
        for publication in profile.publications.all():
            lines = (publication.title, *contents(publication.abstract))
            key = f"publication:{publication.pk}"
            found[key] = [Quotable(key, source_of(publication), publication.language, lines)]
    return found


def contents(text: str) -> list[str]:
    """The sentences of a text."""
    return [piece.content for piece in sentences(text)]


def source_of(publication: Publication) -> Bilingual:
    if publication.year is None:
        return Bilingual(zh="论文", en="Paper")
    return Bilingual(zh=f"{publication.year}年的论文", en=f"Paper of {publication.year}")
