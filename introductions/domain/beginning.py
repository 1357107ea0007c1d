"""An introduction begins with the yes of one side."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.audit import record
from accounts.domain.steps import lock
from accounts.models import User
from bases.choices import PublicationState, Verification
from bases.models import Opening
from experts.choices import ProfileState
from experts.models import Nomination, Profile
from introductions.choices import IntroductionStep as S
from introductions.domain.errors import (
    AlreadyIntroduced,
    NotInReach,
    OpeningFull,
    OpeningGone,
    RulesForbid,
    SaidNo,
    TooMany,
)
from introductions.domain.explaining import explanation_of
from introductions.domain.reach import reachable
from introductions.domain.talking import first_words
from introductions.domain.telling import note
from introductions.models import IntroductionEvent
from matching.choices import Initiator, IntroductionState, MatchState, Side
from matching.domain.eligibility import eligibility
from matching.domain.reach import within_reach
from matching.domain.sides import require_side
from matching.models import Introduction, Match
from matching.models.introduction import LIVE
from matching.transitions import MATCH
from matching.types import Verdict
from taxonomy.transitions import move

DAYS = 21  # after which nobody waits any longer
PEACE_DAYS = 180  # after a no, for the side that said it
MOST_A_DAY = 30  # that one person begins
STEPS = {Initiator.HOST: S.INVITE, Initiator.PERSON: S.EXPRESS, Initiator.ATTACHE: S.PUT_FORWARD}


def invite(
    opening: Opening, profile: Profile, *, by: User, words: str = "", language: str = ""
) -> Introduction:
    """The host's yes. `words`: the first message, in `language`."""
    return _begin(opening, profile, Initiator.HOST, side=Side.HOST, by=by, words=(words, language))


def express_interest(
    opening: Opening, profile: Profile, *, by: User, words: str = "", language: str = ""
) -> Introduction:
    """The person's yes."""
    return _begin(opening, profile, Initiator.PERSON, side=Side.PERSON, by=by, words=(words, language))


def put_forward(opening: Opening, profile: Profile, *, nomination: Nomination, by: User) -> Introduction:
    """The yes of a person whom an attaché recommended. `by`: that person, who was asked for just this."""
    return _begin(opening, profile, Initiator.ATTACHE, side=Side.PERSON, by=by, nomination=nomination)


def _begin(
    opening: Opening,
    profile: Profile,
    initiator: Initiator,
    *,
    side: Side,
    by: User,
    nomination: Nomination | None = None,
    words: tuple[str, str] = ("", ""),
) -> Introduction:
    """Asked for twice by the same side it is one. Raises NotYourSide, OpeningGone, OpeningFull, NotInReach,
    RulesForbid, SaidNo, TooMany and AlreadyIntroduced; then nothing was begun."""
    require_side(opening, profile, side=side, by=by)
    stored = Match.objects.filter(opening=opening, profile=profile).first()
    explanation = explanation_of(opening, profile, stored)  # takes a while: before the lock
    with transaction.atomic():
        lock(opening)
        if there := _alive(opening, profile, initiator):
            return there
        require_possible(opening, profile, invited_by=by if side == Side.HOST else None)
        require_no_no(opening, profile, side=side)
        _not_in_masses(STEPS[initiator], by)
        now = timezone.now()
        introduction = Introduction.objects.create(
            opening=opening,
            profile=profile,
            match=stored,
            nomination=nomination,
            initiator=initiator,
            answer_due=now + timedelta(days=DAYS),
            explanation=explanation,
            **{f"{side}_accepted_at": now},
        )
        if stored is not None and MATCH.allows(stored.state, MatchState.INTRODUCED):
            move(stored, MatchState.INTRODUCED, table=MATCH)
        record(f"introduction begun by the {initiator}", introduction, by=by)
        note(introduction, STEPS[initiator], by=by, side=side)
        if words[0].strip():
            first_words(introduction, side=side, by=by, text=words[0], language=words[1])
    return introduction


def require_possible(opening: Opening, profile: Profile, *, invited_by: User | None) -> None:
    """`invited_by`: somebody of the host, who invites only whom they may see. Raises as _begin does."""
    require_open(opening)
    if opening.introductions.filter(state=IntroductionState.ACCEPTED).count() >= opening.places:
        raise OpeningFull(_("Every place of this opening is taken."))
    rows = reachable().filter(pk=profile.pk, state=ProfileState.ACTIVE)
    if invited_by is not None:
        rows = rows.filter(pk__in=within_reach(opening, invited_by).values("pk"))
    person = rows.for_matching().first()
    if person is None and invited_by is not None:
        raise NotInReach(_("This person cannot be invited any more; they may have hidden their profile."))
    if person is None:
        raise NotInReach(
            _(
                "Before a host sees you, your profile has to be active, your e-mail address confirmed, and you have to "
                "agree to be matched and to be shown to institutions."
            )
        )
    unmet = [
        str(reason.text)
        for reason in eligibility(opening, person, now=timezone.now()).reasons
        if reason.verdict is Verdict.UNMET
    ]
    if unmet:
        raise RulesForbid(_("The rules of this opening do not allow it:") + " " + " ".join(unmet))


def require_open(opening: Opening) -> None:
    """Raises OpeningGone."""
    if opening.institution.verification != Verification.VERIFIED:
        raise OpeningGone(_("The institution is not verified at the moment."))
    if opening.publication != PublicationState.OPEN:
        raise OpeningGone(
            _("This opening takes nobody now: %(state)s.") % {"state": opening.get_publication_display()}
        )


def _alive(opening: Opening, profile: Profile, initiator: Initiator) -> Introduction | None:
    """The same sent twice; raises AlreadyIntroduced where the other side began one."""
    there = Introduction.objects.filter(opening=opening, profile=profile, state__in=LIVE).first()
    if there is not None and there.initiator != initiator:
        raise AlreadyIntroduced(
            _("There is an introduction for this opening already; answer it on its own page.")
        )
    return there


def require_no_no(opening: Opening, profile: Profile, *, side: Side) -> None:
    """Whoever said no, or took their yes back, is left in peace for a while; they themselves may begin. Raises
    SaidNo."""
    ended = IntroductionEvent.objects.filter(
        introduction__opening=opening,
        introduction__profile=profile,
        step__in=(S.DECLINE, S.WITHDRAW),
        side=Side.PERSON if side == Side.HOST else Side.HOST,
        at__gt=timezone.now() - timedelta(days=PEACE_DAYS),
    )
    if ended.exists():
        raise SaidNo(
            _("The other side said no for this opening. It is not asked again within %(days)d days.")
            % {"days": PEACE_DAYS}
        )


def _not_in_masses(step: S, by: User) -> None:
    """Raises TooMany."""
    since = timezone.now() - timedelta(days=1)
    if IntroductionEvent.objects.filter(step=step, by=by, at__gt=since).count() >= MOST_A_DAY:
        raise TooMany(
            _("You began %(number)d introductions within a day; go on tomorrow.") % {"number": MOST_A_DAY}
        )
