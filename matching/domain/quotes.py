"""What of a profile can stand as evidence: its sentences, passage by passage, and where each passage comes from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from experts.choices import Section
from experts.models import Profile, Publication
from matching.types import Bilingual, Place
from search.text.sentences import Piece, sentences

TITLE, BODY = "title", "body"  # parts of a passage
OPENING = "opening"  # key of the passages of an opening's own text
PROFILE = "profile"  # key of the passages of headline and biography
KEYWORDS = "keywords"  # key of what a person names without a sentence about it; no passage of the index
KEYWORD = Bilingual(zh="关键词", en="Keyword")
BIOGRAPHY = Bilingual(zh="个人简介", en="Biography")


@dataclass(frozen=True, slots=True)
class Quotable:
    """A passage in one language: its title, then its sentences, each with the place where it stands."""

    key: str
    source: Bilingual
    language: str
    sentences: tuple[str, ...]
    places: tuple[Place, ...]
    whole: str

    @classmethod
    def of(cls, key: str, source: Bilingual, language: str, *, title: str, body: str) -> Quotable:
        """Cut into sentences."""
        pieces = [(TITLE, Piece(0, len(title), title)), *((BODY, piece) for piece in sentences(body))]
        return cls(
            key,
            source,
            language,
            tuple(piece.content for _, piece in pieces),
            tuple(Place(key, language, part, piece.start, piece.end) for part, piece in pieces),
            f"{title}\n{body}",
        )

    @classmethod
    def of_keywords(cls, keywords: Sequence[str], language: str) -> Quotable:
        """Each by itself; none of them says what was done."""
        places = tuple(
            Place(KEYWORDS, language, f"keyword:{number}", 0, len(word))
            for number, word in enumerate(keywords)
        )
        return cls(KEYWORDS, KEYWORD, language, tuple(keywords), places, "\n".join(keywords))

    def without(self, repeated: Callable[[str], bool]) -> Quotable:
        """Without the sentences of which this is true."""
        kept = [i for i, sentence in enumerate(self.sentences) if not repeated(sentence)]
        return replace(
            self,
            sentences=tuple(self.sentences[i] for i in kept),
            places=tuple(self.places[i] for i in kept),
        )


def quotable_passages(profile: Profile, shown: Collection[Section]) -> dict[str, list[Quotable]]:
    """Key of the passage in the index, or KEYWORDS -> its versions, the original first.

    Only of the sections in `shown`."""
    found: dict[str, list[Quotable]] = {}
    if Section.BIOGRAPHY in shown:
        for text in sorted(profile.texts.all(), key=lambda text: (not text.is_original, text.language)):
            found.setdefault(PROFILE, []).append(
                Quotable.of(PROFILE, BIOGRAPHY, text.language, title=text.headline, body=text.biography)
            )
            found.setdefault(KEYWORDS, []).append(Quotable.of_keywords(text.keywords, text.language))
    if Section.PUBLICATIONS in shown:
        for publication in profile.publications.all():
            key, source = f"publication:{publication.pk}", source_of(publication)
            found[key] = [
                Quotable.of(
                    key, source, publication.language, title=publication.title, body=publication.abstract
                )
            ]
    return found


def source_of(publication: Publication) -> Bilingual:
    if publication.year is None:
        return Bilingual(zh="论文", en="Paper")
    return Bilingual(zh=f"{publication.year}年的论文", en=f"Paper of {publication.year}")
