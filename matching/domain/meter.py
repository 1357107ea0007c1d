"""What each missing part of a profile costs in matches: the engine judges the openings near the person once as things
are, and once as if the part were there and said the best it could. No part has a weight of its own here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from accounts.models import Purpose
from bases.models import Opening
from experts.choices import Section
from experts.domain.visibility import INTRODUCED, sections_open_to
from experts.models import Profile
from matching.domain.asked import asked_by_profile
from matching.domain.candidates import SIZE, look, room_for
from matching.domain.engine import affinity_model
from matching.domain.near_openings import NearOpenings, taking
from matching.domain.raising import LEAST_GAIN, with_values
from matching.domain.ranking import place
from matching.domain.what_if import CLOSED as IF_OPENED
from matching.domain.what_if import WhatIf
from matching.types import Bilingual, Ranked, Verdict
from search.backends.registry import get_backend
from search.documents import OF_A_PROFILE

LOOKED_AT = 30  # the nearest openings: what is farther fits by no part of a profile
# Rules that say nothing of the profile's parts: they are met by the last click.
LAST_CLICK = frozenset({"consent"})

Values = dict[str, float]  # name of a part of a score -> 0–1


@dataclass(frozen=True, slots=True)
class Missing:
    """One part that is not there, and what it costs among the openings looked at."""

    step: str  # where it is filled in: "experts:<step>"
    text: Bilingual
    fit: int = 0  # openings that would fit and do not
    higher: int = 0  # openings in whose lists the person would stand higher
    ask: int = 0  # openings whose hosts have to ask, because the profile does not say
    unseen: int = 0  # openings whose hosts do not see the person at all

    @property
    def url(self) -> str:
        return reverse(f"experts:{self.step}")

    @property
    def costs(self) -> bool:
        return bool(self.fit or self.higher or self.ask or self.unseen)


@dataclass(frozen=True, slots=True)
class Meter:
    """`could`: how many openings would fit if every missing part were there."""

    fits: int
    could: int
    looked_at: int
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A part that is missing. `at_best`: what it could bring for an opening; `rule`: the rule that it leaves open."""

    step: str
    text: Bilingual
    at_best: Callable[[Opening], Values] = lambda _: {}
    rule: str = ""


def meter_of(profile: Profile) -> Meter:
    """For the person alone, draft or not. Raises IndexUnavailable and EncoderUnavailable."""
    prefetch_related_objects([profile], *OF_A_PROFILE, "challenges")
    backend = get_backend()
    asked, model = asked_by_profile(profile, backend), affinity_model(backend, "opening")
    ids = taking(look(backend, "opening", asked, size=room_for(SIZE)), profile.user)
    near = NearOpenings.read(profile, ids, backend=backend, model=model, now=timezone.now(), own=True)
    lines = sorted(near.judged(asked.passages), key=place)[:LOOKED_AT]
    what_if = WhatIf.of(asked.passages, backend)
    gaps = [*_gaps(profile, what_if)]
    best = [[gap.at_best(line.subject) for gap in gaps] for line in lines]
    fits = sum(_fits(line, {}) for line in lines)
    missing = [_missing(gap, lines, [row[i] for row in best]) for i, gap in enumerate(gaps)]
    if profile.user and not profile.user.consents.live().filter(purpose=Purpose.INSTITUTIONS).exists():
        missing.append(Missing("consents", NOT_SHOWN, unseen=fits))
    return Meter(
        fits=fits,
        could=sum(_fits(line, _together(row)) for line, row in zip(lines, best, strict=True)),
        looked_at=len(lines),
        missing=tuple(sorted((one for one in missing if one.costs), key=_heaviest)),
    )


NOT_SHOWN = Bilingual(
    zh="你尚未同意向机构展示：只有你能看到这些匹配。",
    en="You have not agreed to be shown to institutions: nobody but you sees these matches.",
)
CLOSED = {
    Section.BIOGRAPHY: Bilingual(
        zh="简介设为任何人不可见，匹配时不使用。",
        en="Your biography is closed to everybody and not compared.",
    ),
    Section.PUBLICATIONS: Bilingual(
        zh="论文成果设为任何人不可见，匹配时不使用。",
        en="Your publications are closed to everybody and not compared.",
    ),
}


def _gaps(profile: Profile, what_if: WhatIf) -> Iterator[Gap]:
    if not any(text.biography for text in profile.texts.all()):
        text = Bilingual(
            zh="没有研究内容，只有一句话简介。", en="No text on what you work on beside the one line."
        )
        yield Gap("work", text, lambda opening: dict(what_if.written(opening).parts))
    if not profile.languages.all():
        text = Bilingual(zh="没有填写语言。", en="No language is named.")
        yield Gap("stays", text, lambda _: {"language": 1.0}, "language")
    if not profile.stays.all():
        text = Bilingual(zh="没有填写期望的交流。", en="No stay is wanted.")
        yield Gap("stays", text, lambda _: {"availability": 1.0}, "stay")
    if not profile.nationalities:
        yield Gap("person", Bilingual(zh="没有填写国籍。", en="No nationality is named."), rule="nationality")
    if not profile.challenges.all():
        text = Bilingual(zh="没有勾选全球性挑战。", en="No global challenge is ticked.")
        yield Gap("work", text, lambda _: {"challenge": 1.0})
    for section, text in CLOSED.items():
        if section not in sections_open_to(INTRODUCED, profile):
            yield Gap("audiences", text, partial(_opened, section, what_if, profile))


def _opened(section: Section, what_if: WhatIf, profile: Profile, opening: Opening) -> Values:
    """What the closed section would bring."""
    chances = what_if.opened(opening, profile)
    return _together([dict(one.parts) for one in chances if one.text == IF_OPENED[section]])


def _missing(gap: Gap, lines: Sequence[Ranked[Opening]], best: Sequence[Values]) -> Missing:
    pairs = list(zip(lines, best, strict=True))
    return Missing(
        gap.step,
        gap.text,
        fit=sum(not _fits(line, {}) and _fits(line, values) for line, values in pairs),
        higher=sum(
            _may(line) and with_values(line.score, values).total - line.score.total >= LEAST_GAIN
            for line, values in pairs
        ),
        ask=sum(
            _fits(line, {})
            and any(
                one.code == gap.rule and one.verdict is Verdict.UNKNOWN for one in line.eligibility.reasons
            )
            for line in lines
        ),
    )


def _fits(line: Ranked[Opening], values: Values) -> bool:
    return _may(line) and with_values(line.score, values).strength.fits


def _may(line: Ranked[Opening]) -> bool:
    reasons = line.eligibility.reasons
    return not any(one.verdict is Verdict.UNMET and one.code not in LAST_CLICK for one in reasons)


def _together(rows: Sequence[Values]) -> Values:
    found: Values = {}
    for row in rows:
        for name, value in row.items():
            found[name] = max(value, found.get(name, 0.0))
    return found


def _heaviest(one: Missing) -> tuple[int, int, int]:
    return -one.fit - one.unseen, -one.higher, -one.ask
