"""Rules that ask something of the person: consent, career stage, nationality, languages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from bases.choices import Direction, NationalityRule
from bases.models import Opening
from experts.models import LanguageSkill, Profile
from matching.domain.rules.opening import Standing
from matching.domain.wording import all_of, both
from matching.types import Bilingual, Reason, Verdict
from taxonomy.choices import CareerStage, LanguageLevel, SpokenLanguage

HOME = "CN"  # outbound openings send people from here


@cache
def steps_of(level: str) -> int:
    """The rung of a level on the ladder of LanguageLevel."""
    return LanguageLevel(level).steps


def consent(standing: Standing) -> Reason:
    """Without it nobody is matched; the database is asked anew for every list."""
    if standing.in_pool:
        return Reason("consent", Verdict.MET, Bilingual(zh="本人同意参与匹配。", en="Agreed to be matched."))
    text = Bilingual(
        zh="本人未同意参与匹配，或档案未启用、邮箱未验证。",
        en="Has not agreed to be matched, or the profile is not active, or its address not verified.",
    )
    return Reason("consent", Verdict.UNMET, text)


def career_stage(opening: Opening, profile: Profile) -> Reason:
    """An opening that names no stage takes all."""
    own = both(CareerStage(profile.career_stage))
    if not opening.career_stages:
        text = Bilingual(zh=f"{own.zh}；岗位不限职业阶段。", en=f"{own.en}; any career stage is welcome.")
        return Reason("career_stage", Verdict.MET, text)
    wanted = all_of([CareerStage(stage) for stage in sorted(opening.career_stages)])
    if profile.career_stage in opening.career_stages:
        return Reason(
            "career_stage", Verdict.MET, Bilingual(zh=f"{own.zh}，符合要求。", en=f"{own.en}, as asked.")
        )
    text = Bilingual(zh=f"{own.zh}；岗位要求{wanted.zh}。", en=f"{own.en}; the opening asks for {wanted.en}.")
    return Reason("career_stage", Verdict.UNMET, text)


def nationality(opening: Opening, profile: Profile) -> Reason:
    """Says whether the rule is met, never which nationality a person has: that is hidden until an introduction."""
    outbound = opening.direction == Direction.OUTBOUND
    if not outbound and opening.nationality_rule == NationalityRule.ANY:
        return Reason(
            "nationality", Verdict.MET, Bilingual(zh="岗位不限国籍。", en="Any nationality is welcome.")
        )
    named = {country.code for country in opening.nationalities}
    own = {country.code for country in profile.nationalities}
    verdicts = [_nationality(opening.nationality_rule, named, own)]
    if outbound:
        verdicts.append(_nationality(NationalityRule.ONLY, {HOME}, own))
    if Verdict.UNMET in verdicts:
        text = Bilingual(zh="不符合国籍规定。", en="Does not meet the nationality rule.")
        return Reason("nationality", Verdict.UNMET, text)
    if Verdict.UNKNOWN in verdicts:
        text = Bilingual(
            zh="是否符合国籍规定需要确认。", en="Whether the nationality rule is met must be asked."
        )
        return Reason("nationality", Verdict.UNKNOWN, text)
    return Reason(
        "nationality", Verdict.MET, Bilingual(zh="符合国籍规定。", en="Meets the nationality rule.")
    )


def _nationality(rule: str, named: set[str], own: set[str]) -> Verdict:
    if rule == NationalityRule.ANY:
        return Verdict.MET
    if not own:
        return Verdict.UNKNOWN
    if rule == NationalityRule.ONLY:
        return Verdict.MET if own & named else Verdict.UNMET
    # Two passports of which one is excluded: which one counts is for a human to say.
    return Verdict.MET if not own & named else Verdict.UNKNOWN if own - named else Verdict.UNMET


def languages(opening: Opening, profile: Profile, *, quoted: bool) -> Iterator[Reason]:
    """One reason for each required language. `quoted`: the level itself may be told."""
    skills = {skill.language: skill for skill in profile.languages.all()}
    for required in sorted(opening.required_languages.all(), key=lambda row: row.language):
        skill = skills.get(required.language)
        verdict = _language(required.level, skill, anything=bool(skills))
        spoken, level = both(SpokenLanguage(required.language)), both(LanguageLevel(required.level))
        met = verdict is Verdict.MET
        discreet = Bilingual(
            zh=f"{spoken.zh}{'' if met else '未'}达到要求的{level.zh}。",
            en=f"{'Reaches' if met else 'Does not reach'} the {spoken.en} {level.en} asked for.",
        )
        text = discreet
        if verdict is Verdict.UNKNOWN:
            text = discreet = Bilingual(
                zh=f"档案未写明{spoken.zh}水平；要求{level.zh}。",
                en=f"The profile names no languages; {spoken.en} {level.en} is asked for.",
            )
        elif quoted and skill:
            own = both(LanguageLevel(skill.level))
            text = Bilingual(
                zh=f"{spoken.zh}{own.zh}；要求{level.zh}。",
                en=f"{spoken.en} {own.en}; {level.en} is asked for.",
            )
        elif quoted:
            text = Bilingual(
                zh=f"所列语言中没有{spoken.zh}；要求{level.zh}。",
                en=f"{spoken.en} is not among the languages named; {level.en} is asked for.",
            )
        yield Reason("language", verdict, text, discreet)


def _language(level: str, skill: LanguageSkill | None, *, anything: bool) -> Verdict:
    if skill is None:
        return Verdict.UNMET if anything else Verdict.UNKNOWN
    return Verdict.MET if steps_of(skill.level) >= steps_of(level) else Verdict.UNMET
