"""Each named constraint, broken once on the real database."""

import pytest

from tests.factories import (
    EvaluationFactory,
    OutcomeEventFactory,
    ReportedWorkFactory,
    ReportFactory,
    StoryWordsFactory,
)
from tests.support.constraints import Attempt, again, assert_refused, constraints_of

CASES: dict[str, Attempt] = {
    "one_report_per_side": again(ReportFactory, "outcome", "side"),
    "report_side_is_known": lambda: ReportFactory(side="both"),
    "report_follow_up_is_known": lambda: ReportFactory(follow_up="war"),
    "report_counts_trainees_of_one_stay": lambda: ReportFactory(trainees=1000),
    "report_says_its_language": lambda: ReportFactory(language=""),
    "one_work_of_each_per_report": again(ReportedWorkFactory, "report", "kind", "key"),
    "work_kind_is_known": lambda: ReportedWorkFactory(kind="poem"),
    "work_has_a_title_or_a_doi": lambda: ReportedWorkFactory(title="", doi="", key="x"),
    "work_is_told_from_others": lambda: ReportedWorkFactory(key=""),
    "one_evaluation_per_side": again(EvaluationFactory, "outcome", "side"),
    "evaluation_side_is_known": lambda: EvaluationFactory(side="both"),
    "evaluation_grades_are_known": lambda: EvaluationFactory(results=6),
    "evaluation_again_is_known": lambda: EvaluationFactory(again="never"),
    "evaluation_says_its_language": lambda: EvaluationFactory(words="Good.", language=""),
    "one_story_text_per_side": again(StoryWordsFactory, "outcome", "side"),
    "story_side_is_known": lambda: StoryWordsFactory(side="both"),
    "story_words_are_written": lambda: StoryWordsFactory(text=""),
    "story_language_is_known": lambda: StoryWordsFactory(language="tlh"),
    "outcome_step_is_known": lambda: OutcomeEventFactory(step="dance"),
    "outcome_step_says_its_language": lambda: OutcomeEventFactory(reason="Why not."),
}


def test_every_constraint_is_tried() -> None:
    assert set(constraints_of("outcomes")) == set(CASES)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(CASES))
def test_constraint(name: str) -> None:
    assert_refused("outcomes", name, CASES[name])
