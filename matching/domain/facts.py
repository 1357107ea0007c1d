"""Answers to requirements that ask for no subject (`formal`): from the rules and the profile, never from a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bases.choices import Direction, NationalityRule
from bases.models import Opening
from experts.choices import Section
from experts.models import Profile
from matching.domain.formal import asks_beside_language, languages_in, topic_of
from matching.domain.sections import quotable
from matching.domain.wording import both
from matching.types import Bilingual, Eligibility, Evidence, Reason, Topic, Verdict
from taxonomy.choices import CareerStage, LanguageLevel, SpokenLanguage

# Worse verdicts count for several languages at once.
_ORDER = [Verdict.UNMET, Verdict.UNKNOWN, Verdict.MET]
ASK = Reason(
    "condition",
    Verdict.UNKNOWN,
    Bilingual(zh="档案无法说明，请与本人确认。", en="No profile can show this: ask the person."),
)
BESIDE = Bilingual(zh="其余要求需要询问。", en="The rest of it must be asked.")
ASK_YOURSELF = Reason(
    "condition",
    Verdict.UNKNOWN,
    Bilingual(zh="档案无法说明，届时由你确认。", en="No profile can show this: you will be asked."),
)


def answered(
    evidence: Sequence[Evidence],
    opening: Opening,
    profile: Profile,
    eligibility: Eligibility,
    *,
    own: bool = False,
) -> tuple[Evidence, ...]:
    """The same pieces, those with a topic answered. `own`: the reader is the person."""
    return tuple(
        replace(piece, answer=_answer(piece, opening, profile, eligibility, own=own))
        if piece.topic and piece.has is None
        else piece
        for piece in evidence
    )


def asked_of(piece: Evidence, *, own: bool) -> Evidence:
    """What no profile can show is to be asked, today as then; any other piece as it is."""
    if piece.topic is not Topic.CONDITION or piece.has:
        return piece
    return replace(piece, answer=ASK_YOURSELF if own else ASK)


def _answer(
    piece: Evidence, opening: Opening, profile: Profile, eligibility: Eligibility, *, own: bool
) -> Reason:
    found: Reason | None = None
    if piece.topic is Topic.LANGUAGE:
        found = _language(piece.asked.text, opening, profile, eligibility, own=own)
    elif piece.topic is Topic.STAGE:
        found = _stage(piece.asked.text, profile)
    elif piece.topic is Topic.NATIONALITY:
        ruled = opening.nationality_rule != NationalityRule.ANY or opening.direction == Direction.OUTBOUND
        found = _reason(eligibility, "nationality") if ruled else None
    elif piece.topic is Topic.STAY:
        found = _reason(eligibility, "duration") or _reason(eligibility, "stay")
    return found or (ASK_YOURSELF if own else ASK)


def _reason(eligibility: Eligibility, code: str) -> Reason | None:
    return next((reason for reason in eligibility.reasons if reason.code == code), None)


def _language(
    asked: str, opening: Opening, profile: Profile, eligibility: Eligibility, *, own: bool
) -> Reason | None:
    """What the rules say of a language they ask for, else the level that the profile states."""
    required = sorted(row.language for row in opening.required_languages.all())
    reasons = [reason for reason in eligibility.reasons if reason.code == "language"]
    ruled = dict(zip(required, reasons, strict=False))
    named = languages_in(asked) or required
    found = [ruled.get(code) or _spoken(code, profile, own=own) for code in named]
    told = [reason for reason in found if reason]
    if not told:
        return None
    worst = min((reason.verdict for reason in told), key=_ORDER.index)
    text = Bilingual(
        zh="".join(reason.text.zh for reason in told), en=" ".join(reason.text.en for reason in told)
    )
    discreet = [reason.discreet or reason.text for reason in told]
    if asks_beside_language(asked):
        worst = min(worst, Verdict.UNKNOWN, key=_ORDER.index)
        told_text, discreet = text, [*discreet, BESIDE]
        text = Bilingual(zh=f"{told_text.zh}{BESIDE.zh}", en=f"{told_text.en} {BESIDE.en}")
    return Reason(
        "language",
        worst,
        text,
        Bilingual(zh="".join(one.zh for one in discreet), en=" ".join(one.en for one in discreet)),
        next((reason.remedy for reason in told if reason.verdict is worst), None),
    )


def _spoken(code: str, profile: Profile, *, own: bool) -> Reason | None:
    """How well, if the reader may know; whether that is enough is for a human to say."""
    if Section.LANGUAGES not in quotable(profile, own=own):
        return None
    name = both(SpokenLanguage(code))
    skill = next((row for row in profile.languages.all() if row.language == code), None)
    discreet = Bilingual(zh=f"{name.zh}水平需要确认。", en=f"The level of {name.en} must be asked.")
    if skill is None:
        text = Bilingual(zh=f"档案未写明{name.zh}水平。", en=f"The profile does not name {name.en}.")
        return Reason("language", Verdict.UNKNOWN, text, discreet)
    level = both(LanguageLevel(skill.level))
    text = Bilingual(zh=f"{name.zh}{level.zh}。", en=f"{name.en} {level.en}.")
    return Reason("language", Verdict.UNKNOWN, text, discreet)


def _stage(asked: str, profile: Profile) -> Reason:
    """Postdocs and beyond hold a doctorate; of a doctoral researcher a human says what the degree is."""
    stage = both(CareerStage(profile.career_stage))
    if topic_of(asked) is None:  # a degree in a subject, of which no sentence speaks
        return Reason(
            "career_stage",
            Verdict.UNKNOWN,
            Bilingual(
                zh=f"{stage.zh}；专业是否相符需要确认。",
                en=f"{stage.en}; whether in this subject must be asked.",
            ),
        )
    verdict = Verdict.UNKNOWN if profile.career_stage == CareerStage.R1 else Verdict.MET
    return Reason("career_stage", verdict, Bilingual(zh=f"{stage.zh}。", en=f"{stage.en}."))
