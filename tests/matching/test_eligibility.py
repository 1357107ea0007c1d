from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bases.choices import Direction, NationalityRule, PublicationState, Sensitivity
from bases.models import Opening
from experts.choices import Audience, Section
from experts.models import Profile, SectionVisibility
from matching.domain.eligibility import eligibility
from matching.domain.rules.opening import Standing
from matching.types import Eligibility, Reason, Verdict
from taxonomy.choices import CareerStage, StayKind
from tests.factories import MatchableProfileFactory, OpeningFactory, OpenOpeningFactory
from tests.factories.bases import in_days

pytestmark = pytest.mark.django_db


def stay(**changes: Any) -> dict[str, Any]:
    return {
        "kind": StayKind.EXPERT_VISIT,
        "months_min": 1,
        "months_max": 3,
        "earliest": in_days(0),
        "latest": in_days(500),
    } | changes


def judged(opening: Opening, profile: Profile, *, standing: Standing = Standing()) -> Eligibility:
    return eligibility(opening, profile, now=timezone.now(), standing=standing)


def reason(code: str, found: Eligibility) -> Reason:
    [one] = [reason for reason in found.reasons if reason.code == code]
    return one


def test_someone_who_fits_meets_every_rule() -> None:
    opening = OpenOpeningFactory(requires={"en": "B2"}, career_stages=["R3", "R4"])
    profile = MatchableProfileFactory(speaks={"en": "C1"}, stays=[stay()])

    found = judged(opening, profile)

    assert {r.verdict for r in found.reasons} == {Verdict.MET}
    assert [r.code for r in found.reasons] == [
        "language", "career_stage", "stay", "duration", "dates", "nationality", "consent", "places", "deadline",
        "sensitivity",
    ]  # fmt: skip
    assert found.eligible


def test_a_profile_that_says_nothing_leaves_questions_but_is_eligible() -> None:
    opening = OpenOpeningFactory(
        requires={"en": "B2"}, nationality_rule=NationalityRule.EXCEPT, nationalities=["CN"]
    )
    profile = MatchableProfileFactory(nationalities=[])

    found = judged(opening, profile)

    unknown = [r.code for r in found.reasons if r.verdict is Verdict.UNKNOWN]
    assert unknown == ["language", "stay", "nationality"]
    assert found.eligible


@pytest.mark.parametrize(
    ("required", "spoken", "verdict"),
    [
        ({"en": "B2"}, {"en": "B2"}, Verdict.MET),
        ({"en": "B2"}, {"en": "B1"}, Verdict.UNMET),
        ({"en": "C2"}, {"en": "native"}, Verdict.MET),
        ({"zh": "HSK4"}, {"zh": "HSK5"}, Verdict.MET),
        ({"zh": "B2"}, {"zh": "HSK4"}, Verdict.MET),
        ({"zh": "HSK5"}, {"zh": "B2"}, Verdict.UNMET),
        ({"zh": "HSK1"}, {"en": "C2"}, Verdict.UNMET),
        ({"zh": "HSK1"}, {}, Verdict.UNKNOWN),
    ],
)
def test_language_is_compared_on_one_ladder(
    required: dict[str, str], spoken: dict[str, str], verdict: Verdict
) -> None:
    found = judged(OpenOpeningFactory(requires=required), MatchableProfileFactory(speaks=spoken))

    assert reason("language", found).verdict is verdict


def test_every_required_language_has_its_reason() -> None:
    found = judged(
        OpenOpeningFactory(requires={"zh": "HSK3", "en": "B1"}), MatchableProfileFactory(speaks={"en": "C1"})
    )

    assert [(r.verdict, r.text.en) for r in found.reasons if r.code == "language"] == [
        (Verdict.MET, "English C1; B1 is asked for."),
        (Verdict.UNMET, "Chinese is not among the languages named; HSK 3 is asked for."),
    ]


def test_a_closed_section_of_languages_is_judged_but_not_told() -> None:
    opening = OpenOpeningFactory(requires={"en": "B2"})
    profile = MatchableProfileFactory(speaks={"en": "C1"})
    SectionVisibility.objects.create(profile=profile, section=Section.LANGUAGES, audience=Audience.NOBODY)

    found = reason("language", judged(opening, profile))

    assert (found.verdict, found.text.en) == (Verdict.MET, "Reaches the English B2 asked for.")


def test_closed_stays_are_judged_but_their_dates_not_told() -> None:
    profile = MatchableProfileFactory(stays=[stay(months_max=1, latest=in_days(499))])
    SectionVisibility.objects.create(profile=profile, section=Section.STAYS, audience=Audience.INTRODUCTION)

    found = judged(OpenOpeningFactory(), profile)

    assert reason("duration", found).text.en == "Can stay for the 1–3 months of the opening."
    assert reason("dates", found).text.en.startswith("The dates fit; arrival is from")
    assert str(in_days(499).year) + "年" not in reason("dates", found).text.zh.split("；")[0]


@pytest.mark.parametrize("stage", CareerStage.values)
def test_career_stage_is_one_of_those_asked_for(stage: str) -> None:
    found = judged(
        OpenOpeningFactory(career_stages=["R2", "R3"]), MatchableProfileFactory(career_stage=stage)
    )

    assert (reason("career_stage", found).verdict is Verdict.MET) == (stage in ("R2", "R3"))


@pytest.mark.parametrize(
    ("rule", "named", "own", "verdict"),
    [
        ("any", [], [], Verdict.MET),
        ("only", ["DE", "FR"], ["FR"], Verdict.MET),
        ("only", ["DE"], ["FR", "DE"], Verdict.MET),
        ("only", ["DE"], ["FR"], Verdict.UNMET),
        ("only", ["DE"], [], Verdict.UNKNOWN),
        ("except", ["CN"], ["FR"], Verdict.MET),
        ("except", ["CN"], ["CN"], Verdict.UNMET),
        ("except", ["CN"], ["CN", "FR"], Verdict.UNKNOWN),
    ],
)
def test_nationality_rule_is_judged(rule: str, named: list[str], own: list[str], verdict: Verdict) -> None:
    opening = OpenOpeningFactory(nationality_rule=rule, nationalities=named)

    found = judged(opening, MatchableProfileFactory(nationalities=own))

    assert reason("nationality", found).verdict is verdict


@pytest.mark.parametrize(
    ("own", "verdict"), [(["CN"], Verdict.MET), (["NO"], Verdict.UNMET), ([], Verdict.UNKNOWN)]
)
def test_outbound_openings_send_people_from_china(own: list[str], verdict: Verdict) -> None:
    opening = OpenOpeningFactory(direction=Direction.OUTBOUND)

    assert (
        reason("nationality", judged(opening, MatchableProfileFactory(nationalities=own))).verdict is verdict
    )


def test_reasons_do_not_tell_nationality_country_or_name() -> None:
    opening = OpenOpeningFactory(
        requires={"en": "B2"}, nationality_rule=NationalityRule.ONLY, nationalities=["NO", "IS"]
    )
    profile = MatchableProfileFactory(
        name="Marit Solvang", nationalities=["NO"], country="IS", speaks={"en": "C1"}, stays=[stay()]
    )

    told = " ".join(f"{r.text.zh} {r.text.en}" for r in judged(opening, profile).reasons)

    for secret in ("Marit", "Solvang", "Norway", "Norwegian", "Iceland", "挪威", "冰岛", "NO ", "IS "):
        assert secret not in told


def test_places_end_with_accepted_introductions_and_filled_openings() -> None:
    profile = MatchableProfileFactory()
    opening = OpenOpeningFactory(places=2)
    filled = OpenOpeningFactory(publication=PublicationState.FILLED)

    assert (
        reason("places", judged(opening, profile, standing=Standing(taken=1))).text.en
        == "1 of 2 places left."
    )
    assert reason("places", judged(opening, profile, standing=Standing(taken=2))).verdict is Verdict.UNMET
    assert reason("places", judged(filled, profile)).verdict is Verdict.UNMET
    held = Standing(taken=2, introduced=True)
    assert reason("places", judged(opening, profile, standing=held)).verdict is Verdict.MET


def test_after_the_deadline_only_those_introduced_before_remain() -> None:
    opening = OpenOpeningFactory(deadline=timezone.now() - timedelta(days=1))
    profile = MatchableProfileFactory()

    assert reason("deadline", judged(opening, profile)).verdict is Verdict.UNMET
    assert (
        reason("deadline", judged(opening, profile, standing=Standing(introduced=True))).verdict
        is Verdict.MET
    )


def test_consent_is_a_rule() -> None:
    found = judged(OpenOpeningFactory(), MatchableProfileFactory(), standing=Standing(in_pool=False))

    assert reason("consent", found).verdict is Verdict.UNMET


@pytest.mark.parametrize(
    ("changes", "code", "verdict"),
    [
        ({"sensitivity": Sensitivity.UNCHECKED}, "sensitivity", Verdict.UNKNOWN),
        ({"sensitivity": Sensitivity.HELD}, "sensitivity", Verdict.UNMET),
        ({"sensitivity": Sensitivity.REFUSED}, "sensitivity", Verdict.UNMET),
        ({"publication": PublicationState.DRAFT}, "publication", Verdict.UNKNOWN),
        ({"publication": PublicationState.IN_REVIEW}, "publication", Verdict.UNKNOWN),
        ({"publication": PublicationState.CLOSED}, "publication", Verdict.UNMET),
    ],
)
def test_drafts_are_previews_and_held_openings_match_nobody(
    changes: dict[str, str], code: str, verdict: Verdict
) -> None:
    assert reason(code, judged(OpeningFactory(**changes), MatchableProfileFactory())).verdict is verdict


def test_every_rule_that_is_not_met_says_what_can_be_done_by_either_side() -> None:
    opening = OpeningFactory(
        requires={"en": "B2"},
        career_stages=["R4"],
        nationality_rule=NationalityRule.ONLY,
        nationalities=["FR"],
        deadline=timezone.now() - timedelta(days=1),
    )
    profile = MatchableProfileFactory(speaks={"en": "A2"}, stays=[stay(months_min=24, months_max=30)])
    standing = Standing(taken=9, in_pool=False)

    for own in (True, False):
        found = eligibility(opening, profile, now=timezone.now(), standing=standing, own=own)
        open_ends = [one for one in found.reasons if one.verdict is not Verdict.MET]
        assert {one.code for one in open_ends} == {
            "language", "career_stage", "duration", "nationality", "consent", "places", "deadline", "sensitivity",
            "publication",
        }  # fmt: skip
        assert all(one.remedy and one.remedy.zh and one.remedy.en for one in open_ends)


def test_a_remedy_is_worded_for_whoever_reads_it() -> None:
    opening, profile = OpenOpeningFactory(requires={"en": "B2"}), MatchableProfileFactory(speaks={"en": "A2"})

    def remedy(*, own: bool) -> str:
        found = eligibility(opening, profile, now=timezone.now(), own=own)
        return str(reason("language", found).remedy)

    assert remedy(own=True).startswith("If you reach this level")
    assert remedy(own=False).startswith("Ask at the first contact")


def test_what_is_met_needs_no_remedy() -> None:
    found = judged(OpenOpeningFactory(), MatchableProfileFactory(stays=[stay()]))

    assert [one.remedy for one in found.reasons if one.verdict is Verdict.MET].count(None) == len(
        found.reasons
    )
