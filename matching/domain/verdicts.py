"""What one side said of its pairs: by verdicts given in a list, and by what it did – invite, accept, dismiss.

A verdict given in the list counts before anything done. A no without a reason from the list sets the pair aside and
says nothing of others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from bases.models import Opening
from experts.models import Profile
from matching.choices import Initiator, IntroductionState, MatchState, Side
from matching.models import Feedback, Introduction, Match
from matching.querysets import IntroductionQuerySet


@dataclass(frozen=True, slots=True)
class Said:
    """Primary keys of profiles (said by a host) or of openings (said by a person)."""

    liked: frozenset[int] = frozenset()
    aside: frozenset[int] = frozenset()  # not relevant, for whatever reason
    off_subject: frozenset[int] = frozenset()  # of these, the ones whose subject is another

    def __bool__(self) -> bool:
        return bool(self.liked or self.aside)

    @property
    def all(self) -> frozenset[int]:
        return self.liked | self.aside

    @property
    def moves(self) -> bool:
        """Something here says more than of the pair itself."""
        return bool(self.liked or self.off_subject)

    def among(self, keys: Collection[int]) -> Said:
        """Only what was said of these."""
        kept = frozenset(keys)
        return Said(self.liked & kept, self.aside & kept, self.off_subject & kept)


NOTHING = Said()


def said_by_host(opening: Opening) -> Said:
    """Of profiles, for this opening alone. Three queries."""
    stored = list(Match.objects.filter(opening=opening).values_list("profile_id", "state"))
    chosen = [key for key, state in stored if state in (MatchState.SHORTLISTED, MatchState.INTRODUCED)]
    dismissed = [key for key, state in stored if state == MatchState.DISMISSED]
    asked = _standing().filter(Q(initiator=Initiator.HOST) | Q(host_accepted_at__isnull=False))
    invited = asked.filter(opening=opening).values_list("profile_id", flat=True)
    rows = Feedback.objects.filter(opening=opening, side=Side.HOST)
    return _said({row.profile_id: row for row in rows}, liked=[*chosen, *invited], dismissed=dismissed)


def said_by_person(profile: Profile) -> Said:
    """Of openings, by this person alone. Two queries."""
    asked = _standing().filter(Q(initiator=Initiator.PERSON) | Q(person_accepted_at__isnull=False))
    wanted = asked.filter(profile=profile).values_list("opening_id", flat=True)
    rows = Feedback.objects.filter(profile=profile, side=Side.PERSON)
    return _said({row.opening_id: row for row in rows}, liked=wanted, dismissed=())


def _standing() -> IntroductionQuerySet:
    """Whoever withdrew takes back what asking said."""
    return Introduction.objects.exclude(state=IntroductionState.WITHDRAWN)


def _said(rows: dict[int, Feedback], *, liked: Iterable[int], dismissed: Iterable[int]) -> Said:
    """`rows`: key -> verdict given; `liked`, `dismissed`: keys by what was done."""
    given_up = frozenset(key for key, row in rows.items() if row.sets_aside)
    fitting = frozenset(rows) - given_up
    unsaid_no = frozenset(dismissed) - frozenset(rows)
    return Said(
        liked=fitting | (frozenset(liked) - frozenset(rows) - unsaid_no),
        aside=given_up | unsaid_no,
        off_subject=frozenset(key for key in given_up if rows[key].about_subject),
    )
