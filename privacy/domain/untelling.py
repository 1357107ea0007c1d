"""What was told of stays of somebody who is erased: the pages of their stories, and works that they reported."""

from __future__ import annotations

from cms.untelling import forget_story
from experts.models import Profile
from matching.choices import Side
from matching.models import Outcome
from notices.choices import Topic
from outcomes.domain.steps import tell_side
from outcomes.models import ReportedWork, StoryWords


def forget_stories(profile: Profile) -> int:
    """-> how many pages. A story is of both: the host, whose words go with it, is told."""
    pages = 0
    for outcome in Outcome.objects.filter(exchange__profile=profile).order_by("pk"):
        gone = forget_story(outcome)
        if gone or StoryWords.objects.filter(outcome=outcome, side=Side.HOST).exists():
            tell_side(outcome, Side.HOST, "story_erased", Topic.OUTCOMES)
        pages += gone
    return pages


def forget_works_told_twice(profile: Profile) -> int:
    """What the figures of the base count by the report of another goes from theirs; the rest stays, without a name
    (`privacy.inventory`), so that it is counted -> how many rows."""
    theirs = ReportedWork.objects.filter(report__outcome__exchange__profile=profile, report__side=Side.PERSON)
    base = "report__outcome__exchange__introduction__opening__base"
    twice = [
        work.pk
        for work in theirs.select_related(base)
        if ReportedWork.objects.filter(kind=work.kind, key=work.key, **{base: _base_of(work)})
        .exclude(pk__in=theirs.values("pk"))
        .exists()
    ]
    return ReportedWork.objects.filter(pk__in=twice).delete()[0]


def _base_of(work: ReportedWork) -> object:
    return work.report.outcome.exchange.introduction.opening.base
