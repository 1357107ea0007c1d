"""People for an opening, or for a free text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from django.db.models import prefetch_related_objects
from django.utils import timezone

from accounts.audience import Visitor
from bases.models import Opening
from experts.models import Profile
from experts.querysets import ProfileQuerySet
from matching.domain import evidence, parts
from matching.domain.asked import Asked, asked_by_opening, asked_by_text
from matching.domain.candidates import SIZE, hard_filters, look, number
from matching.domain.eligibility import eligibility
from matching.domain.engine import affinity_model, engine_version
from matching.domain.light import light_opening, light_people
from matching.domain.ranking import split
from matching.domain.reordering import Lists, moved_by, reordered
from matching.domain.repeated import Wording, own_words
from matching.domain.rules.opening import Standing, held
from matching.domain.rules.person import consent
from matching.domain.scoring import calibrated, score
from matching.domain.standing import standing_of_people
from matching.domain.stays import best_fit
from matching.domain.verdicts import NOTHING, Said, said_by_host
from matching.types import Eligibility, Ranked, Shortlist
from search.affinity import AffinityModel
from search.backends.base import SearchBackend
from search.backends.registry import get_backend
from search.blocks import block_of, joined, without
from search.documents import document_id
from search.types import PassageBlock

# What eligibility and parts read of everybody; what is shown of a person is read of those in the list only.
JUDGED_BY = ("fields", "challenges", "languages", "stays", "visibility")
SHOWN = ("texts", "publications", "disciplines", "affiliations")
WHOLE = JUDGED_BY + SHOWN
# A passage as near as this is looked at for words of the opening. In the demo data every 20th passage that is the
# nearest of somebody outside the gold list comes up to .33, those of the gold list to .54 in the median.
SUSPECT = 0.35

Judge = Callable[[Profile, float], Ranked[Profile]]  # a person and their raw affinity


@dataclass(frozen=True, slots=True, eq=False)
class _Pool:
    """The people that a reader may see, as the index and the database know them."""

    backend: SearchBackend
    model: AffinityModel
    reader: Visitor | None

    def known(self, said: Said) -> Said:
        """What was said of people who are in the pool at this moment. One query, none where nothing was said."""
        return said.among(set(self._rows(said.all).values_list("pk", flat=True))) if said else said

    def judged(
        self, ids: Sequence[str], asked: Asked, judge: Judge, *, wording: Wording | None = None
    ) -> tuple[list[Ranked[Profile]], PassageBlock]:
        """Those of `ids` who are in the pool at this moment, and their passages. Queries: constant in number.

        `wording`: of the opening that asks; whoever repeats it is judged by their own words alone.
        """
        people = light_people(self._rows({number(id) for id in ids}))
        profiles = {document_id("profile", row.pk): row for row in people}
        block = self.backend.fetch(sorted(profiles))
        affinities = self.model.people(asked.passages, block)
        raw = {one.id: one.total for one in affinities}
        repeating: Collection[str] = ()
        if wording:
            keys = {profiles[one.id].pk for one in affinities if one.best[0].score >= SUSPECT}
            suspects = list(self._rows(keys).prefetch_related(*WHOLE)) if keys else []
            if own := own_words(suspects, wording):
                repeating, left = own.keys(), block_of(own)
                block = joined([one for one in (without(block, own), left) if one.keys])
                raw |= dict.fromkeys(own, 0.0)
                raw |= {one.id: one.total for one in self.model.people(asked.passages, left)}
        judged = [replace(judge(profiles[id], total), repeats=id in repeating) for id, total in raw.items()]
        return judged, block

    def whole(self, lists: Lists[Profile]) -> Lists[Profile]:
        """The same lists with what is shown of people; whoever left the pool this very moment is not shown."""
        keys = {one.subject.pk for some in (lists.ranked, lists.ineligible, lists.aside) for one in some}
        rows = {row.pk: row for row in self._rows(keys).prefetch_related(*WHOLE)}
        return lists.of(rows)

    def again(
        self, judged: Sequence[Ranked[Profile]], block: PassageBlock, asked: Asked, judge: Judge
    ) -> list[Ranked[Profile]]:
        """The same people, asked for in another way."""
        raw = {one.id: one.total for one in self.model.people(asked.passages, block)}
        return [
            replace(
                judge(one.subject, raw.get(document_id("profile", one.subject.pk), 0.0)), repeats=one.repeats
            )
            for one in judged
        ]

    def _rows(self, keys: Collection[int]) -> ProfileQuerySet:
        rows = Profile.objects.matchable().filter(pk__in=keys)
        return rows if self.reader is None else rows.visible_to(self.reader)


def people_for(
    opening: Opening,
    *,
    reader: Visitor | None = None,
    top: int = 20,
    explain: bool = True,
    plain: bool = False,
) -> Shortlist[Profile]:
    """The people who fit an opening, among those whom `reader` may see; without a reader, the whole pool.

    What the host said of people counts (matching.domain.verdicts), unless the list is asked for `plain`. Nobody, not
    even as ineligible, where the sensitive-field review holds or refused the opening.
    Raises IndexUnavailable and EncoderUnavailable.
    """
    backend, now = get_backend(), timezone.now()
    size = len(backend.digests("profile"))
    if held(opening):
        return Shortlist((), (), pool=size, engine=engine_version(), computed_at=now)
    prefetch_related_objects(
        [opening], "institution", "framework", "fields", "challenges", "required_languages",
        "texts", "base__texts", "project__texts",
    )  # fmt: skip
    pool, standing = _Pool(backend, affinity_model(backend, "profile"), reader), standing_of_people(opening)

    today, partners, light = timezone.localdate(now), parts.partners_of(opening), light_opening(opening)

    def judge(profile: Profile, raw: float) -> Ranked[Profile]:
        fit = best_fit(light, profile.stays.all(), today=today)
        near = calibrated(raw)
        found = score(parts.parts_of(light, profile, affinity=near, fit=fit, partners=partners), affinity=raw)
        may = eligibility(light, profile, now=now, standing=standing(profile.pk), fit=fit)
        return Ranked(rank=0, subject=profile, score=found, eligibility=may)

    asked, wording = asked_by_opening(opening, backend), Wording(opening)
    said = NOTHING if plain else pool.known(said_by_host(opening))
    seen = look(backend, "profile", asked)
    if said:
        anew = moved_by(asked, said, kind="profile", backend=backend, model=pool.model)
        # Whoever was found stays found: the moved question only adds to them.
        seen += look(backend, "profile", anew) + [document_id("profile", key) for key in sorted(said.all)]
    judged, block = pool.judged(seen, asked, judge, wording=wording)
    if size > SIZE and sum(one.eligibility.eligible for one in judged) < top:
        known = set(seen)
        fitting = look(backend, "profile", asked, must=hard_filters(opening))
        more, their_block = pool.judged(
            [id for id in fitting if id not in known], asked, judge, wording=wording
        )
        judged, block = judged + more, joined([block, their_block])
    if said:
        lists = reordered(judged, pool.again(judged, block, anew, judge), said=said, top=top)
    else:
        lists = Lists(*split(judged, top=top))
    lists = pool.whole(lists)
    ranked = lists.ranked
    if explain and ranked:
        ranked = evidence.for_people(opening, ranked, block, whole=asked.passages, backend=backend)
    return Shortlist(
        ranked, lists.ineligible, size, engine_version(), now, aside=lists.aside, verdicts=len(said.all)
    )


def people_for_text(text: str, *, top: int = 20, explain: bool = True) -> Shortlist[Profile]:
    """The people whose work is nearest to a text; it has no rules, so research is all that is judged.

    Nothing of the text is kept. Raises IndexUnavailable and EncoderUnavailable.
    """
    backend, now = get_backend(), timezone.now()
    pool = _Pool(backend, affinity_model(backend, "profile"), None)
    agreed = Eligibility((consent(Standing()),))
    asked = asked_by_text(text)
    judged, block = pool.judged(
        look(backend, "profile", asked),
        asked,
        lambda profile, raw: Ranked(
            0, profile, score([parts.research(calibrated(raw))], affinity=raw), agreed
        ),
    )
    ranked = pool.whole(Lists(split(judged, top=top)[0], ())).ranked
    if explain and ranked:
        ranked = evidence.for_text(text, ranked, block, backend=backend)
    return Shortlist(
        ranked, (), pool=len(backend.digests("profile")), engine=engine_version(), computed_at=now
    )
