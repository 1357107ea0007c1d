"""People for an opening, or for a free text."""

from __future__ import annotations

from functools import cache

from django.db.models import prefetch_related_objects
from django.utils import timezone

from accounts.audience import Visitor
from bases.models import Opening
from experts.models import Profile
from experts.querysets import ProfileQuerySet
from matching.domain import evidence, parts
from matching.domain.asked import asked_by_opening, asked_by_text
from matching.domain.candidates import Must, certainly_excluded, look, look_for_people
from matching.domain.eligibility import eligibility, reasons_of_opening
from matching.domain.engine import affinity_model, engine_version
from matching.domain.light import light_opening
from matching.domain.pool import Judging, Pool
from matching.domain.ranking import split
from matching.domain.reordering import Lists, moved_by, reordered
from matching.domain.repeated import Wording
from matching.domain.rules.opening import Standing, held
from matching.domain.rules.person import consent
from matching.domain.scoring import calibrated, score
from matching.domain.standing import standing_of_people
from matching.domain.stays import best_fit
from matching.domain.verdicts import NOTHING, said_by_host
from matching.types import Eligibility, Ranked, Reason, Shortlist
from search.backends.registry import get_backend
from search.documents import document_id


def people_for(
    opening: Opening,
    *,
    reader: Visitor | None = None,
    top: int = 20,
    explain: bool = True,
    plain: bool = False,
    among: ProfileQuerySet | None = None,
    within: Must | None = None,
) -> Shortlist[Profile]:
    """The people who fit an opening, among those whom `reader` may see; without a reader, the whole pool.

    `among`: rows from which alone people are taken; `within`: what the index knows that all of them have, so that the
    nearest are looked for among them.
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
    pool, standing = (
        Pool(backend, affinity_model(backend, "profile"), reader, among),
        standing_of_people(opening),
    )

    today, partners, light = timezone.localdate(now), parts.partners_of(opening), light_opening(opening)

    @cache
    def offered(stands: Standing) -> tuple[Reason, ...]:
        return reasons_of_opening(light, stands, now=now)

    def judge(profile: Profile, raw: float) -> Ranked[Profile]:
        fit = best_fit(light, profile.stays.all(), today=today)
        near = calibrated(raw)
        found = score(parts.parts_of(light, profile, affinity=near, fit=fit, partners=partners), affinity=raw)
        stands = standing(profile.pk)
        may = eligibility(light, profile, now=now, standing=stands, fit=fit, offered=offered(stands))
        return Ranked(rank=0, subject=profile, score=found, eligibility=may)

    asked = asked_by_opening(opening, backend)
    said = NOTHING if plain else pool.known(said_by_host(opening))
    seen, anew = look_for_people(backend, opening, asked, within=within), asked
    if said:
        anew = moved_by(asked, said, kind="profile", backend=backend, model=pool.model)
        # Whoever was found stays found: the moved question only adds to them.
        seen += look_for_people(backend, opening, anew, within=within)
        seen += [document_id("profile", key) for key in sorted(said.all)]
    judging = Judging(
        pool, asked, judge, top=None if said else top, excluded=certainly_excluded(opening)
    ).among(seen)

    def listed(judging: Judging) -> Lists[Profile]:
        if said:
            return reordered([*judging.people.values()], judging.again(anew), said=said, top=top)
        return Lists(*split(judging.people.values(), top=top))

    lists = judging.shown(listed, wording=Wording(opening))
    ranked = lists.ranked
    if explain and ranked:
        ranked = evidence.for_people(opening, ranked, judging.block, whole=asked.passages, backend=backend)
    return Shortlist(
        ranked, lists.ineligible, size, engine_version(), now, aside=lists.aside, verdicts=len(said.all)
    )


def people_for_text(text: str, *, top: int = 20, explain: bool = True) -> Shortlist[Profile]:
    """The people whose work is nearest to a text; it has no rules, so research is all that is judged.

    Nothing of the text is kept. Raises IndexUnavailable and EncoderUnavailable.
    """
    backend, now = get_backend(), timezone.now()
    pool = Pool(backend, affinity_model(backend, "profile"), None)
    agreed = Eligibility((consent(Standing()),))
    asked = asked_by_text(text)

    def judge(profile: Profile, raw: float) -> Ranked[Profile]:
        return Ranked(0, profile, score([parts.research(calibrated(raw))], affinity=raw), agreed)

    judging = Judging(pool, asked, judge).among(look(backend, "profile", asked))
    ranked = judging.shown(lambda found: Lists(split(found.people.values(), top=top)[0], ())).ranked
    if explain and ranked:
        ranked = evidence.for_text(text, ranked, judging.block, backend=backend)
    return Shortlist(
        ranked, (), pool=len(backend.digests("profile")), engine=engine_version(), computed_at=now
    )
