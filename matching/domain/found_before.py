"""What was found for a pair a while ago, so that a second look is quick. Kept as places (`references`), never as words:
what is shown is read from today's texts, and only from sections that this reader may read today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.cache import cache

from bases.models import Opening
from experts.models import Profile
from matching.domain.clauses import requirements_of, surroundings_of
from matching.domain.engine import engine_version
from matching.domain.explanation import Explained
from matching.domain.quotes import quotable_passages
from matching.domain.references import as_references, digest, read_again, unfolded
from matching.domain.sections import quotable
from search.backends.base import SearchBackend
from search.documents import document_id
from search.engine import get_lexicon
from search.requests import answered_by_words, answered_from_older

KEPT = 3600  # seconds: what words are common in the index may have changed by then

Pair = tuple[Opening, Profile]


class FoundBefore:
    """The pairs of one list. Another text, index entry, terminology, engine or audience of a section is another key."""

    def __init__(self, pairs: Sequence[Pair], backend: SearchBackend, *, own: bool) -> None:
        self._own = own
        self._fixed = f"{engine_version()} {get_lexicon().state}"
        self._openings, self._people = backend.digests("opening"), backend.digests("profile")
        self._asked: dict[int, str] = {}
        self._keys = {(o.pk, p.pk): self._key(o, p) for o, p in pairs}
        self._found = cache.get_many(list(self._keys.values()))
        self._new: dict[str, object] = {}

    def get(self, opening: Opening, profile: Profile) -> Explained | None:
        """None where nothing is known, or where not every word of it stands as it stood."""
        references = self._found.get(self._keys[opening.pk, profile.pk])
        if references is None:
            return None
        passages = quotable_passages(profile, quotable(profile, own=self._own))
        pieces = read_again(references, opening, passages)
        return None if any(one.changed for one in pieces) else Explained(*unfolded(pieces))

    def add(self, opening: Opening, profile: Profile, found: Explained) -> None:
        """For `keep`."""
        self._new[self._keys[opening.pk, profile.pk]] = as_references(found.evidence, found.points)

    def keep(self) -> None:
        """All that was added, in one go."""
        if self._new and not (
            answered_by_words() or answered_from_older()
        ):  # tomorrow there is more to be found
            cache.set_many(self._new, KEPT)

    def _key(self, opening: Opening, profile: Profile) -> str:
        sections = sorted(quotable(profile, own=self._own))
        said = [
            (version.language, version.sentences)
            for versions in quotable_passages(profile, quotable(profile, own=self._own)).values()
            for version in versions
        ]
        indexed = (
            _indexed(self._openings, "opening", opening.pk),
            _indexed(self._people, "profile", profile.pk),
        )
        whole = repr((self._fixed, self._texts(opening), indexed, profile.pk, sections, said))
        return f"evidence:{digest(whole)}"

    def _texts(self, opening: Opening) -> str:
        if opening.pk not in self._asked:
            self._asked[opening.pk] = repr((requirements_of(opening), surroundings_of(opening)))
        return self._asked[opening.pk]


def _indexed(digests: Mapping[str, str], kind: str, pk: int) -> str:
    return digests.get(document_id(kind, pk), "")
