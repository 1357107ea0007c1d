"""The steps of the editor, in order: which are done, which are needed, where to go on."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Purpose, User
from experts.choices import ProfileState
from experts.models import Profile


@dataclass(frozen=True, slots=True)
class Step:
    name: str  # of its address: "experts:work"
    label: Promise | str
    asks: Promise | str  # what it asks, in a few words
    needed: bool = False  # without it nobody is matched


PERSON = Step("person", _("Who I am"), _("name, career stage, country"), needed=True)
WORK = Step("work", _("What I do"), _("fields, a line, a text, keywords"), needed=True)
EXPERIENCE = Step("experience", _("Experience"), _("publications, places"))
STAYS = Step("stays", _("Languages and stays"), _("what rules of openings ask"))
AUDIENCES = Step("audiences", _("Who sees what"), _("section by section"))
CONSENTS = Step("consents", _("What I agree to"), _("each purpose by itself"), needed=True)
STEPS = (PERSON, WORK, EXPERIENCE, STAYS, AUDIENCES, CONSENTS)


@dataclass(frozen=True, slots=True)
class Stand:
    """One step of one person."""

    step: Step
    done: bool
    current: bool

    @property
    def url(self) -> str:
        return reverse(f"experts:{self.step.name}")


@dataclass(frozen=True, slots=True)
class Way:
    """Where somebody stands. `ready`: everything needed is there."""

    stands: tuple[Stand, ...]
    state: str  # of the profile; "" without one

    @property
    def ready(self) -> bool:
        return all(stand.done for stand in self.stands if stand.step.needed)

    @property
    def next_open(self) -> Stand | None:
        """The first needed step that is open."""
        return next((stand for stand in self.stands if stand.step.needed and not stand.done), None)

    @property
    def started(self) -> bool:
        """There is a text that openings can be compared with."""
        return any(stand.done and stand.step == WORK for stand in self.stands)

    @property
    def shown(self) -> bool:
        return self.state == ProfileState.ACTIVE

    @property
    def number(self) -> int:
        """Of the page that is open, from 1; 0 on no step."""
        return next((i for i, stand in enumerate(self.stands, 1) if stand.current), 0)


def way_of(user: User, *, current: Step | None = None) -> Way:
    """A handful of queries, whatever the profile holds."""
    profile = Profile.objects.filter(user=user).first()
    done = _done(user, profile)
    stands = tuple(Stand(step, step.name in done, step == current) for step in STEPS)
    return Way(stands, profile.state if profile else "")


def after(step: Step) -> str:
    """The address of the next step; after the last that of the overview."""
    place = STEPS.index(step) + 1
    return reverse(f"experts:{STEPS[place].name}" if place < len(STEPS) else "experts:profile")


def _done(user: User, profile: Profile | None) -> set[str]:
    found = set()
    if user.consents.live().filter(purpose=Purpose.MATCHING).exists():
        found.add(CONSENTS.name)
    if profile is None:
        return found
    found.add(PERSON.name)
    if profile.texts.exists() and profile.fields.exists():
        found.add(WORK.name)
    if profile.publications.exists() or profile.affiliations.exists():
        found.add(EXPERIENCE.name)
    if profile.languages.exists() or profile.stays.exists():
        found.add(STAYS.name)
    if profile.visibility.exists():
        found.add(AUDIENCES.name)
    return found
