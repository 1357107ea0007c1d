"""What was told of stays of somebody who is erased: the pages of their stories, and works that they reported."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

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
    base = "report__outcome__exchange__introduction__opening__base"  # none: no figures of a base count it
    others = ReportedWork.objects.exclude(pk__in=theirs.values("pk"))
    same = others.filter(kind=OuterRef("kind"), key=OuterRef("key"), **{base: OuterRef(base)})
    twice = list(theirs.filter(Exists(same)).values_list("pk", flat=True))
    return ReportedWork.objects.filter(pk__in=twice).delete()[0]
