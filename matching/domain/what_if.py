"""What would raise the research part of a match: the engine compares the opening with texts that are not there yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bases.models import Opening
from experts.choices import Section
from experts.domain.visibility import INTRODUCED, sections_open_to
from experts.models import Profile
from matching.domain.asked import views_of
from matching.domain.clauses import clauses_from, requirements_of
from matching.domain.engine import affinity_model, informative, side_of
from matching.domain.quotes import PROFILE
from matching.domain.raising import Chance
from matching.domain.scoring import calibrated
from matching.types import Bilingual, Evidence
from search.affinity import AffinityModel
from search.backends.base import SearchBackend
from search.documents import document_id, profile_passages
from search.encoders.base import EncoderUnavailable, unit_rows
from search.types import IndexedPassage, PassageBlock, View

# A biography of a hundred words that also speaks of a requirement moves towards it by two or three sentences.
SAID = 0.25
MOST_CLOSED = (
    4  # passages of a closed section that are looked at: they are in no index and have to be embedded
)

CLOSED = {
    Section.BIOGRAPHY: Bilingual(
        zh="如果你向已引荐的单位开放个人简介，匹配时就会用到它。",
        en="If you open your biography to institutions you are introduced to, it counts in the match.",
    ),
    Section.PUBLICATIONS: Bilingual(
        zh="如果你向已引荐的单位开放论文，匹配时就会用到它们。",
        en="If you open your publications to institutions you are introduced to, they count in the match.",
    ),
}
NO_BIOGRAPHY = Bilingual(
    zh="如果你写几句个人简介，说明论文之外的工作，匹配会更可靠。",
    en="If you add a few sentences about your work, it is not judged by single papers alone.",
)


@dataclass(frozen=True, slots=True, eq=False)
class WhatIf:
    """One person, and texts that they do not have."""

    model: AffinityModel
    own: tuple[IndexedPassage, ...]
    backend: SearchBackend

    @classmethod
    def of(cls, own: Sequence[IndexedPassage], backend: SearchBackend) -> WhatIf:
        """`own`: the passages of a person."""
        return cls(affinity_model(backend, "opening"), tuple(own), backend)

    def said(self, opening: Opening, missing: Sequence[Evidence]) -> Iterator[Chance]:
        """Each requirement without evidence, as if their biography spoke of it."""
        wanted = {piece.asked.text for piece in missing}
        asked = [passage for passage in requirements_of(opening) if passage.body in wanted]
        block = self._block(opening)
        clauses = clauses_from(asked, side_of=side_of, informative=informative(self.backend))
        for passage, clause in zip(asked, clauses, strict=True):
            text = Bilingual(
                zh=f"如果你做过这方面的工作，请写入简介：“{passage.body}”",
                en=f"If you have done this, say so in your biography: “{passage.body}”",
            )
            yield self._chance(text, self._speaking_of(clause.passage), block)

    def described(self, opening: Opening) -> Iterator[Chance]:
        """Somebody known by papers alone, as if they had written of themselves what the papers say."""
        if self.own and not any(passage.key == PROFILE for passage in self.own):
            views = [passage.view for passage in self.own]
            summary = IndexedPassage(PROFILE, _mixed(views, [1.0] * len(views)))
            yield self._chance(NO_BIOGRAPHY, (*self.own, summary), self._block(opening))

    def written(self, opening: Opening) -> Chance:
        """Their text, as if it also spoke of everything that the opening asks for."""
        views = [passage.view for passage in views_of(requirements_of(opening))]
        if not views:
            return Chance(NO_BIOGRAPHY)
        asked = IndexedPassage(PROFILE, _mixed(views, [1.0] * len(views)))
        return self._chance(NO_BIOGRAPHY, self._speaking_of(asked), self._block(opening))

    def opened(self, opening: Opening, profile: Profile) -> Iterator[Chance]:
        """Sections that are closed to everybody, as if they were open on introduction."""
        for section, text in CLOSED.items():
            if section not in sections_open_to(INTRODUCED, profile):
                passages = profile_passages(profile, [section])[:MOST_CLOSED]
                try:
                    views = views_of(passages)
                except EncoderUnavailable:  # nothing can be said of it here, and the rest still stands
                    continue
                if views:
                    yield self._chance(text, (*self.own, *views), self._block(opening))

    def _chance(self, text: Bilingual, passages: Sequence[IndexedPassage], block: PassageBlock) -> Chance:
        found = self.model.openings(passages, block)
        return Chance(text, {"affinity": round(calibrated(found[0].total), 4)} if found else {})

    def _speaking_of(self, clause: IndexedPassage) -> tuple[IndexedPassage, ...]:
        """Their passages, the biography a little nearer to the clause; without one it stands for itself."""
        mine = [i for i, passage in enumerate(self.own) if passage.key == PROFILE]
        if not mine:
            return (*self.own, IndexedPassage(PROFILE, clause.view))
        same = [i for i in mine if self.own[i].view.language == clause.view.language]
        at = (same or mine)[0]
        view = _mixed([self.own[at].view, clause.view], [1.0, SAID])
        return (*self.own[:at], IndexedPassage(PROFILE, view), *self.own[at + 1 :])

    def _block(self, opening: Opening) -> PassageBlock:
        return self.backend.fetch([document_id("opening", opening.pk)])


def _mixed(views: Sequence[View], weights: Sequence[float]) -> View:
    """One text that says what all of these say."""
    shares = np.array(weights, np.float32)[:, None]
    vectors = {
        slot: unit_rows(
            (shares * np.stack([view.vectors[slot] for view in views])).sum(axis=0, keepdims=True)
        )[0]
        for slot in views[0].vectors
    }
    stems: dict[str, float] = {}
    for view in views:
        for stem, weight in view.stems.items():
            stems[stem] = max(stems.get(stem, 0.0), weight)
    return replace(views[0], vectors=vectors, stems=stems)
