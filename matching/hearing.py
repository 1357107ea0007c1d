"""What the page of a list needs, to take verdicts and to show those given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from accounts.audience import Visitor
from accounts.models import User
from bases.models import Opening
from experts.models import Profile
from matching.choices import Side
from matching.domain.sides import speaks_for_host
from matching.domain.verdicts import said_by_host, said_by_person
from matching.handles import handle
from matching.models import Feedback


@dataclass(frozen=True, slots=True)
class Hearing:
    """One side's verdicts on the lines of its list."""

    action: str  # where a verdict is sent
    speaks: bool  # whether the reader may give one
    given: Mapping[int, Feedback]  # by primary key of the line's subject
    opening: int | None  # whose list of people it is; None for a list of openings
    silenced: bool  # there are verdicts, and the list was asked for without

    def pair(self, subject: Profile | Opening) -> str:
        """What a form sends to say which line it means."""
        return str(subject.pk) if self.opening is None else handle(self.opening, subject.pk)


def hearing_of_host(opening: Opening, *, reader: Visitor, plain: bool) -> Hearing:
    """Of the people for an opening."""
    rows = Feedback.objects.visible_to(reader).filter(opening=opening, side=Side.HOST)
    return Hearing(
        action=reverse("matching:verdict", args=[opening.pk]),
        speaks=isinstance(reader, User) and speaks_for_host(opening, by=reader),
        given={row.profile_id: row for row in rows},
        opening=opening.pk,
        silenced=plain and bool(said_by_host(opening)),
    )


def hearing_of_person(profile: Profile, *, reader: Visitor, plain: bool) -> Hearing:
    """Of the openings for a person."""
    rows = Feedback.objects.visible_to(reader).filter(profile=profile, side=Side.PERSON)
    return Hearing(
        action=reverse("matching:my_verdict"),
        speaks=profile.user_id == reader.pk,
        given={row.opening_id: row for row in rows},
        opening=None,
        silenced=plain and bool(said_by_person(profile)),
    )
