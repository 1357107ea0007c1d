"""What each named part of a score says of a pair."""

from __future__ import annotations

from functools import lru_cache

from bases.choices import Direction
from bases.models import Base, Opening
from experts.models import Profile
from matching.domain.part_kinds import PARTS, PartKind
from matching.domain.rules.person import steps_of
from matching.domain.scoring import CLOSE, FAR, NEAR
from matching.domain.stays import StayFit
from matching.types import Bilingual, Part
from taxonomy.choices import CareerStage

__all__ = ["PARTS", "PartKind", "partners_of", "parts_of"]

UNSAID = 0.5  # of a part that nothing is known of: neither for nor against


# Of the eight fields, and of the four challenges: whoever ticks more has said nothing by it. In the demo data nobody
# names more than two of either.
MOST_FIELDS, MOST_CHALLENGES = 4, 3

STAGES = tuple(CareerStage.values)  # `values` is computed anew at each call


def partners_of(opening: Opening) -> frozenset[str] | None:
    """Country codes of the opening's cooperation framework; None where none applies."""
    if opening.framework is None or opening.direction == Direction.OUTBOUND:
        return None
    return frozenset(country.code for country in opening.framework.countries)


def parts_of(
    opening: Opening, profile: Profile, *, affinity: float, fit: StayFit, partners: frozenset[str] | None
) -> tuple[Part, ...]:
    """Every part of a person for an opening, in the order of PARTS.

    `affinity`: 0–1, calibrated; `partners`: see `partners_of`, made once for many people.
    """
    return (
        research(affinity),
        field(opening, profile),
        challenge(opening, profile),
        language(opening, profile),
        career_stage(opening, profile),
        availability(fit),
        framework(profile, partners),
    )


def part(name: str, value: float, *, zh: str, en: str) -> Part:
    return _part(name, round(value, 4), zh, en)


@lru_cache(maxsize=10_000)  # most of the parts of hundreds of people are the same few
def _part(name: str, value: float, zh: str, en: str) -> Part:
    return Part(name=name, value=value, weight=PARTS[name].weight, text=Bilingual(zh=zh, en=en))


def research(affinity: float) -> Part:
    if affinity >= CLOSE:
        return part("affinity", affinity, zh="研究内容非常接近。", en="The subjects meet closely.")
    if affinity >= NEAR:
        return part("affinity", affinity, zh="研究内容相近。", en="The subjects are near each other.")
    if affinity >= FAR:
        return part("affinity", affinity, zh="研究内容相距较远。", en="The subjects are some way apart.")
    return part("affinity", affinity, zh="研究内容相距很远。", en="The subjects are far apart.")


def field(asked: Opening | Base, profile: Profile) -> Part:
    wanted, own = {row.slug for row in asked.fields.all()}, {row.slug for row in profile.fields.all()}
    if not wanted or not own:
        return part("field", UNSAID, zh="未标注重点领域。", en="No priority field is named.")
    if not wanted & own:
        return part("field", 0.0, zh="重点领域不同。", en="Different priority fields.")
    if len(own) > MOST_FIELDS:
        return part(
            "field", 0.0, zh="所选重点领域过多，不作数。", en="Too many priority fields to tell anything."
        )
    share = len(wanted & own) / len(wanted)
    if share == 1:
        return part("field", share, zh="重点领域相同。", en="The same priority field.")
    return part("field", share, zh="部分重点领域相同。", en="Some of the priority fields are the same.")


def challenge(opening: Opening, profile: Profile) -> Part:
    wanted = {row.slug for row in opening.challenges.all()}
    own = {row.slug for row in profile.challenges.all()}
    shared = wanted & own
    if not wanted:
        return part(
            "challenge", UNSAID, zh="岗位未标注全球性挑战。", en="The opening names no global challenge."
        )
    if not shared:
        return part("challenge", 0.0, zh="没有相同的全球性挑战。", en="No global challenge in common.")
    if len(own) > MOST_CHALLENGES:
        return part(
            "challenge", 0.0, zh="所选全球性挑战过多，不作数。", en="Too many challenges to tell anything."
        )
    return part(
        "challenge", len(shared) / len(wanted), zh="面向同样的全球性挑战。", en="Aimed at the same challenge."
    )


def language(opening: Opening, profile: Profile) -> Part:
    required = opening.required_languages.all()
    skills = {skill.language: steps_of(skill.level) for skill in profile.languages.all()}
    if not required:
        return part(
            "language", 1.0, zh="岗位未规定工作语言。", en="The opening prescribes no working language."
        )
    if not skills:
        return part("language", UNSAID, zh="档案未写明语言。", en="The profile names no languages.")
    missing = max(steps_of(row.level) - skills.get(row.language, 0) for row in required)
    if missing <= 0:
        return part("language", 1.0, zh="达到所需语言水平。", en="Reaches every language level asked for.")
    # One CEFR step costs a third: three steps are a different class of speaker.
    return part(
        "language",
        max(0.0, 1 - missing / 3),
        zh="未达到所需语言水平。",
        en="Below a language level asked for.",
    )


def career_stage(opening: Opening, profile: Profile) -> Part:
    if not opening.career_stages or profile.career_stage in opening.career_stages:
        return part("career_stage", 1.0, zh="职业阶段符合。", en="The career stage is as asked.")
    distance = min(
        abs(STAGES.index(profile.career_stage) - STAGES.index(stage)) for stage in opening.career_stages
    )
    value = 0.5 if distance == 1 else 0.0
    return part("career_stage", value, zh="职业阶段不在要求之内。", en="Another career stage than asked.")


def availability(fit: StayFit) -> Part:
    if fit.stay is None:
        return part("availability", UNSAID, zh="档案未写明时间。", en="The profile names no stays.")
    if not fit.kind:
        return part("availability", 0.0, zh="未登记此类意向。", en="Looks for another kind of stay.")
    if not fit.duration:
        return part("availability", 0.2, zh="停留时长不符。", en="The length of the stay does not fit.")
    if not fit.dates:
        return part("availability", 0.3, zh="时间不合。", en="The dates do not fit.")
    return part(
        "availability",
        0.6 + 0.4 * fit.share,
        zh="来访方式、时长与时间都合适。",
        en="Kind, length and dates fit.",
    )


def framework(profile: Profile, partners: frozenset[str] | None) -> Part:
    if partners is None:
        return part("framework", UNSAID, zh="与合作框架无关。", en="No cooperation framework applies.")
    if profile.country.code in partners:
        return part(
            "framework",
            1.0,
            zh="在岗位所属的合作框架内。",
            en="Within the cooperation framework of the opening.",
        )
    return part(
        "framework",
        0.0,
        zh="在合作框架之外（不影响资格）。",
        en="Outside the cooperation framework (no bar).",
    )
