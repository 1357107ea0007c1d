"""The way of an opening: every step from every state, who takes it, and what refuses it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from accounts.domain.errors import NotTheirStep, ReasonMissing
from accounts.models import AuditEvent, User
from accounts.models.roles import ScopeLevel
from bases.choices import (
    Declaration,
    NationalityRule,
    OpeningStep,
    PublicationState,
    Sensitivity,
    StaffRole,
    Verification,
)
from bases.domain import publication as way
from bases.domain.completeness import missing
from bases.domain.errors import DeadlinePassed, Incomplete, NeedsSecondOfficer, NotCleared, NotVerified
from bases.domain.sensitivity import clear_sensitivity, hold_sensitivity, refuse_sensitivity
from bases.domain.wording.look import findings_of
from bases.models import Opening, OpeningEvent
from bases.opening_way import HOST, WAY
from taxonomy.choices import Language
from taxonomy.transitions import IllegalTransition
from tests.factories import (
    FrameworkFactory,
    OfficerFactory,
    OpeningFactory,
    OpenOpeningFactory,
    StaffMembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

WHY = {"reason": "涉及关键基础设施。", "language": "zh-hans"}
HELD_IN_REVIEW = {"publication": PublicationState.IN_REVIEW, "sensitivity": Sensitivity.HELD}
Step = Callable[..., Any]
STEPS: dict[OpeningStep, tuple[Step, dict[str, str]]] = {
    OpeningStep.SUBMIT: (way.submit_opening, {}),
    OpeningStep.TAKE_BACK: (way.take_back_opening, {}),
    OpeningStep.RETURN: (way.return_opening, WHY),
    OpeningStep.PUBLISH: (way.publish_opening, {}),
    OpeningStep.PAUSE: (way.pause_opening, {}),
    OpeningStep.RESUME: (way.resume_opening, {}),
    OpeningStep.FILL: (way.mark_opening_filled, {}),
    OpeningStep.CLOSE: (way.close_opening, {}),
    OpeningStep.WITHDRAW: (way.withdraw_opening, WHY),
    OpeningStep.REOPEN: (way.reopen_as_draft, {}),
}


@pytest.fixture
def officer() -> User:
    return OfficerFactory.create()


def opening_in(publication: str) -> Opening:
    return OpeningFactory.create(
        publication=publication,
        sensitivity=Sensitivity.CLEAR,
        published_at=None if publication == PublicationState.DRAFT else timezone.now(),
    )


def editor_of(opening: Opening) -> User:
    return StaffMembershipFactory(institution=opening.institution, role=StaffRole.EDITOR).user


@pytest.mark.parametrize(("before", "step"), [*product(PublicationState.values, STEPS)])
def test_a_step_is_taken_from_its_states_and_from_no_other(
    before: str, step: OpeningStep, officer: User
) -> None:
    opening, (take, words), rule = opening_in(before), STEPS[step], WAY.rules[step]
    by = editor_of(opening) if HOST in rule.who else officer
    if before in rule.of:
        take(opening, by=by, **words)
        event = AuditEvent.objects.get(verb=f"opening: {step}")
        assert (event.actor, event.before, event.after) == (
            by,
            {"publication": before},
            {"publication": rule.to},
        )
        seen = OpeningEvent.objects.get()
        assert (seen.step, seen.by, seen.reason) == (step, by, words.get("reason", ""))
    else:
        with pytest.raises(IllegalTransition):
            take(opening, by=by, **words)
        assert not AuditEvent.objects.exists()
        assert not OpeningEvent.objects.exists()
    opening.refresh_from_db()
    assert opening.publication == (rule.to if before in rule.of else before)


@pytest.mark.parametrize("step", [*STEPS])
@pytest.mark.parametrize("who", ["viewer", "stranger", "officer of the team"])
def test_a_step_is_taken_by_those_who_may(step: OpeningStep, who: str, officer: User) -> None:
    rule = WAY.rules[step]
    opening = opening_in(next(iter(rule.of)))
    institution = opening.institution
    by = {
        "viewer": lambda: StaffMembershipFactory(institution=institution, role=StaffRole.VIEWER).user,
        "stranger": lambda: StaffMembershipFactory(role=StaffRole.OWNER).user,
        "officer of the team": lambda: StaffMembershipFactory(institution=institution, user=officer).user,
    }[who]()
    take, words = STEPS[step]
    if who == "officer of the team" and HOST in rule.who:
        take(opening, by=by, **words)
        return
    with pytest.raises(NotTheirStep):
        take(opening, by=by, **words)
    opening.refresh_from_db()
    assert opening.publication in rule.of


@pytest.mark.parametrize(
    ("step", "state"),
    [
        (way.return_opening, PublicationState.IN_REVIEW),
        (way.withdraw_opening, PublicationState.OPEN),
        (hold_sensitivity, PublicationState.OPEN),
        (refuse_sensitivity, PublicationState.IN_REVIEW),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_step_against_somebody_needs_a_reason(step: Step, state: str, officer: User) -> None:
    opening = opening_in(state)
    with pytest.raises(ReasonMissing):
        step(opening, reason="  ", language="en", by=officer)
    assert not AuditEvent.objects.exists()


# -- The gate


def test_what_is_held_is_cleared_by_two_officers_each_with_a_reason(officer: User) -> None:
    opening = OpeningFactory(**HELD_IN_REVIEW)
    with pytest.raises(ReasonMissing):
        clear_sensitivity(opening, by=officer)
    clear_sensitivity(opening, by=officer, **WHY)
    assert opening.sensitivity == Sensitivity.HELD
    with pytest.raises(NeedsSecondOfficer):
        clear_sensitivity(opening, by=officer, **WHY)
    with pytest.raises(NotCleared):
        way.publish_opening(opening, by=officer)

    clear_sensitivity(opening, by=OfficerFactory(), reason="Civil use only.", language="en")

    assert (opening.sensitivity, opening.sensitivity_reason) == (Sensitivity.CLEAR, "")
    reasons = [event.reason for event in OpeningEvent.objects.all()]
    assert reasons == [WHY["reason"], "Civil use only."]
    assert not AuditEvent.objects.filter(after__icontains="关键").exists()


def test_held_anew_it_takes_two_officers_again(officer: User) -> None:
    opening = OpeningFactory(**HELD_IN_REVIEW)
    clear_sensitivity(opening, by=officer, **WHY)
    clear_sensitivity(opening, by=OfficerFactory(), **WHY)
    hold_sensitivity(opening, by=officer, **WHY)
    clear_sensitivity(opening, by=OfficerFactory(), **WHY)
    assert opening.sensitivity == Sensitivity.HELD


@pytest.mark.parametrize("state", [PublicationState.OPEN, PublicationState.PAUSED, PublicationState.FILLED])
def test_holding_a_public_opening_takes_it_off_the_pages_at_once(state: str, officer: User) -> None:
    opening = opening_in(state)
    hold_sensitivity(opening, **WHY, by=officer)
    assert (opening.publication, opening.sensitivity) == (PublicationState.IN_REVIEW, Sensitivity.HELD)
    assert not Opening.objects.published().exists()
    assert [event.step for event in opening.events.all()] == [OpeningStep.RECALL, OpeningStep.HOLD]


def test_an_officer_decides_on_no_opening_of_their_own_institution(officer: User) -> None:
    opening = OpeningFactory(**HELD_IN_REVIEW)
    StaffMembershipFactory(user=officer, institution=opening.institution, role=StaffRole.VIEWER)
    for step in (clear_sensitivity, hold_sensitivity, refuse_sensitivity):
        with pytest.raises(NotTheirStep):
            step(opening, by=officer, **WHY)


# -- Handing in


def test_a_declared_opening_is_held_at_once_and_tells_why() -> None:
    opening = OpeningFactory(
        declared=Declaration.YES, declaration="Works with plutonium.", declaration_language=Language.EN
    )
    way.submit_opening(opening, by=editor_of(opening))
    assert (opening.sensitivity, opening.sensitivity_reason) == (Sensitivity.HELD, "Works with plutonium.")
    assert [(event.step, event.by is None) for event in opening.events.all()] == [
        (OpeningStep.SUBMIT, False),
        (OpeningStep.HOLD, True),
    ]


def test_a_declaration_without_words_is_asked_for() -> None:
    opening = OpeningFactory(declared=Declaration.YES)
    assert [gap.field for gap in missing(opening)] == ["declaration"]


def test_what_was_cleared_once_is_looked_at_anew_after_a_change(officer: User) -> None:
    opening = opening_in(PublicationState.CLOSED)
    editor = editor_of(opening)
    way.reopen_as_draft(opening, by=editor)
    way.submit_opening(opening, by=editor)
    assert opening.sensitivity == Sensitivity.UNCHECKED


def test_what_was_refused_waits_for_two_officers(officer: User) -> None:
    opening = OpeningFactory(sensitivity=Sensitivity.REFUSED)
    way.submit_opening(opening, by=editor_of(opening))
    assert opening.sensitivity == Sensitivity.HELD


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": None}, "title_en"),
        ({"text__description": ""}, "description_en"),
        ({"text__requirements": []}, "requirements_en"),
        ({"deadline": datetime(2026, 1, 1, tzinfo=UTC)}, "deadline_day"),
        ({"declared": Declaration.UNSAID}, "declared"),
        ({"text__requirements": ["Not older than 35"]}, "requirements_en"),
        ({"text__requirements": ["Female candidates preferred"]}, "requirements_en"),
        ({"text__requirements": ["Native English speaker"]}, "requirements_en"),
        ({"text__requirements": ["年龄不超过40周岁"]}, "requirements_en"),
        ({"text__description": "Guidance for missiles."}, "declaration"),
        ({"nationality_rule": NationalityRule.ONLY, "nationalities": "FR"}, "nationality_rule"),
    ],
    ids=str,
)
def test_an_incomplete_draft_is_not_handed_in_and_says_what_is_missing(
    values: dict[str, Any], field: str
) -> None:
    opening = OpeningFactory(**values)
    assert field in [gap.field for gap in missing(opening)]
    with pytest.raises(Incomplete):
        way.submit_opening(opening, by=editor_of(opening))
    opening.refresh_from_db()
    assert opening.publication == PublicationState.DRAFT


@pytest.mark.parametrize(
    "phrase",
    [
        "Two years with cryogenic vacuum systems",
        "Growth of single crystals of 40 mm",
        "Doctorate in soil science",
        "三年以上稀土分离工艺经验",
        "熟悉35千伏配电网",
        "男女均可",
        "男女不限",
        "碳十四年龄（14C）测定经验",
        "Tests of alloys aged 50 h at 600 °C",
        "Operation below 40 K",
        "Under 35 kPa in the vessel",
        "Over 10 years of experience with turbines",
    ],
)
def test_a_fair_requirement_is_left_alone(phrase: str) -> None:
    opening = OpeningFactory(text__requirements=[phrase])
    assert missing(opening) == []


def test_a_nationality_rule_stands_under_a_framework_and_within_its_countries() -> None:
    framework = FrameworkFactory(countries="CN,FR")
    rule = {"nationality_rule": NationalityRule.ONLY, "framework": framework}
    assert missing(OpeningFactory(**rule, nationalities="FR")) == []
    assert [gap.field for gap in missing(OpeningFactory(**rule, nationalities="FR,DE"))] == [
        "nationality_rule"
    ]


def test_the_other_language_is_looked_through_as_well() -> None:
    opening = OpeningFactory()
    opening.texts.create(language=Language.ZH, is_original=False, title="岗位", requirements=["限男性"])
    assert [gap.field for gap in missing(opening)] == ["requirements_zh"]


# -- Publishing


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"sensitivity": Sensitivity.UNCHECKED}, NotCleared),
        ({"sensitivity": Sensitivity.HELD}, NotCleared),
        ({"base__institution__verification": Verification.PENDING}, NotVerified),
        ({"deadline": datetime(2026, 1, 1, tzinfo=UTC)}, DeadlinePassed),
    ],
    ids=str,
)
def test_publishing_is_refused(values: dict[str, Any], error: type[Exception], officer: User) -> None:
    usual = {"publication": PublicationState.IN_REVIEW, "sensitivity": Sensitivity.CLEAR}
    opening = OpeningFactory(**usual | values)
    with pytest.raises(error):
        way.publish_opening(opening, by=officer)
    opening.refresh_from_db()
    assert (opening.publication, opening.published_at) == (PublicationState.IN_REVIEW, None)


def test_an_opening_keeps_the_day_of_its_first_publication() -> None:
    opening = OpenOpeningFactory()
    editor, first = editor_of(opening), opening.published_at
    way.mark_opening_filled(opening, by=editor)
    way.resume_opening(opening, by=editor)
    assert opening.published_at == first


# -- The clock


def test_what_is_due_is_closed_once_by_the_platform(letters_go_at_once: None) -> None:
    soon = timezone.now() + timedelta(minutes=1)
    due = [
        OpenOpeningFactory(deadline=timezone.now()),
        OpenOpeningFactory(publication=PublicationState.PAUSED, deadline=timezone.now()),
        OpenOpeningFactory(publication=PublicationState.FILLED, deadline=timezone.now()),
    ]
    left = [OpenOpeningFactory(deadline=soon), OpeningFactory(deadline=timezone.now())]
    editor = editor_of(due[0])

    assert (way.close_due_openings(), way.close_due_openings()) == (3, 0)

    assert {Opening.objects.get(pk=one.pk).publication for one in due} == {PublicationState.CLOSED}
    assert [Opening.objects.get(pk=one.pk).publication for one in left] == ["open", "draft"]
    assert OpeningEvent.objects.get(opening=due[0]).by is None
    assert [letter.to for letter in mail.outbox] == [[editor.email]]


def test_a_deadline_can_only_move_on() -> None:
    opening = OpenOpeningFactory()
    editor, was = editor_of(opening), opening.deadline
    with pytest.raises(DeadlinePassed):
        way.postpone_deadline(opening, was - timedelta(days=1), by=editor)
    way.postpone_deadline(opening, was + timedelta(days=9), by=editor)
    way.postpone_deadline(opening, was + timedelta(days=9), by=editor)  # a double click
    assert opening.deadline == was + timedelta(days=9)
    assert [event.step for event in opening.events.all()] == [OpeningStep.POSTPONE]
    with pytest.raises(IllegalTransition):
        way.postpone_deadline(
            opening_in(PublicationState.CLOSED), was + timedelta(days=99), by=OfficerFactory()
        )


# -- Letters


def test_the_others_who_write_it_are_told_in_their_language(officer: User, letters_go_at_once: None) -> None:
    opening = opening_in(PublicationState.IN_REVIEW)
    institution = opening.institution
    owner = StaffMembershipFactory(
        institution=institution, role=StaffRole.OWNER, user=UserFactory(language="zh-hans")
    ).user
    editor_of(opening)
    StaffMembershipFactory(institution=institution, role=StaffRole.VIEWER)

    way.return_opening(opening, by=officer, **WHY)

    assert len(mail.outbox) == 2
    letter = next(letter for letter in mail.outbox if letter.to == [owner.email])
    assert WHY["reason"] in letter.body
    assert "已退回并说明理由" in letter.subject
    assert f"/zh-hans/openings/{opening.pk}/state/" in letter.body


# -- What a review found


def test_a_first_officers_word_does_not_outlive_a_rewrite(officer: User) -> None:
    opening = OpeningFactory(**HELD_IN_REVIEW)
    editor = editor_of(opening)
    clear_sensitivity(opening, by=officer, **WHY)
    way.take_back_opening(opening, by=editor)
    way.submit_opening(opening, by=editor)
    assert opening.half_cleared_by is None
    clear_sensitivity(opening, by=OfficerFactory(), **WHY)
    assert opening.sensitivity == Sensitivity.HELD


@pytest.mark.parametrize("decide", [clear_sensitivity, refuse_sensitivity], ids=lambda one: one.__name__)
def test_officers_decide_on_nothing_that_is_still_a_draft(decide: Step, officer: User) -> None:
    opening = OpeningFactory(sensitivity=Sensitivity.HELD)
    with pytest.raises(IllegalTransition):
        decide(opening, by=officer, **WHY)


def test_nothing_is_handed_in_before_the_institution_is_verified() -> None:
    opening = OpeningFactory(base__institution__verification=Verification.PENDING)
    with pytest.raises(Incomplete):
        way.submit_opening(opening, by=editor_of(opening))


def test_nobody_applies_for_a_stay_that_is_over() -> None:
    soon = timezone.now() + timedelta(days=90)
    opening = OpeningFactory(deadline=soon, starts_from=soon.date(), starts_until=soon.date())
    assert missing(opening) == []
    opening.starts_until = soon.date() - timedelta(days=1)
    assert [gap.field for gap in missing(opening)] == ["deadline_day"]
    public = OpenOpeningFactory(starts_until=timezone.localdate() + timedelta(days=61))
    with pytest.raises(DeadlinePassed):
        way.postpone_deadline(public, timezone.now() + timedelta(days=70), by=editor_of(public))


def test_published_anew_after_it_was_a_draft_it_is_news(officer: User) -> None:
    opening = OpenOpeningFactory(published_at=timezone.now() - timedelta(days=400))
    editor, first = editor_of(opening), opening.published_at
    hold_sensitivity(opening, **WHY, by=officer)
    for one in (officer, OfficerFactory()):
        clear_sensitivity(opening, by=one, **WHY)
    way.publish_opening(opening, by=officer)
    assert opening.published_at == first  # it was only looked at once more
    way.close_opening(opening, by=editor)
    way.reopen_as_draft(opening, by=editor)
    way.submit_opening(opening, by=editor)
    way.approve_opening(opening, by=officer)
    assert opening.published_at > first


@pytest.mark.parametrize(
    "phrase",
    [
        "Applicants must be under 35",
        "No older than 35",
        "below 40 years",
        "The maximum age is 35",
        "Born after 1985",
        "85后优先",
        "1985年1月1日以后出生",
        "三十五周岁以下",
        "Male, under 35 years",
        "须为中国公民",
        "具有中国国籍",
        "Must be a Chinese citizen",
        "要求native speaker",
        "under 35",
        "young scientists only",
        "Women need not apply",
    ],
)
def test_an_unfair_requirement_has_to_be_mended(phrase: str) -> None:
    assert {gap.field for gap in missing(OpeningFactory(text__requirements=[phrase]))} == {"requirements_en"}


def test_a_sensitive_word_is_found_beside_chinese() -> None:
    opening = OpeningFactory(text__requirements=["熟悉dual-use技术"])
    assert [gap.field for gap in missing(opening)] == ["declaration"]


def test_officers_of_another_province_and_of_the_house_take_no_step() -> None:
    opening = OpeningFactory(publication=PublicationState.IN_REVIEW, base__institution__province="anhui")
    elsewhere = UserFactory()
    elsewhere.officer_scopes.create(level=ScopeLevel.PROVINCE, province="yunnan")
    at_home = OfficerFactory()
    StaffMembershipFactory(institution=opening.institution, user=at_home, role=StaffRole.VIEWER)
    for user in (elsewhere, at_home):
        for take in (way.approve_opening, way.take_back_opening):
            with pytest.raises(NotTheirStep):
                take(opening, by=user)
    here = UserFactory()
    here.officer_scopes.create(level=ScopeLevel.PROVINCE, province="anhui")
    assert way.approve_opening(opening, by=here).publication == PublicationState.OPEN


def test_a_finding_quotes_whole_words() -> None:
    opening = OpeningFactory(text__requirements=["限男性", "35岁以下"])
    assert {finding.quote for finding in findings_of(opening)} == {"限男性", "35岁以下"}
