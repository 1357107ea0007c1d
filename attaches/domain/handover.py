"""An attaché leaves: posts and open nominations go to a successor, and can be taken back for some days.

Rows are locked in the order of docs/decisions/0019: the handover, nominations by key, users by key.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audience import is_national_officer
from accounts.domain.audit import record
from accounts.domain.errors import NotTheirStep
from accounts.domain.steps import lock
from accounts.models import AttachePost, User
from attaches.choices import HandoverState
from attaches.models import HandedNomination, HandedPost, Handover
from attaches.transitions import HANDOVER
from experts.choices import NominationState
from experts.models import Nomination
from experts.querysets import NominationQuerySet
from nominations.choices import NominationStep
from nominations.domain.steps import take
from nominations.way import ATTACHE
from notices.choices import Topic
from notices.domain.telling import tell
from taxonomy.site_clock import site_today
from taxonomy.transitions import IllegalTransition, move

UNDO = timedelta(days=7)
OPEN = [
    NominationState.DRAFT,
    NominationState.SENT,
    NominationState.ACCEPTED,
]  # those that may still lead somewhere


class NothingToHandOver(IllegalTransition):
    """No post and no open nomination is left, or what is there is not what the page showed."""


class NotASuccessor(IllegalTransition):
    """Who should take over may not hold these posts."""


class TooLate(IllegalTransition):
    """It was taken back before, or too long ago."""


def may_hand_over(giver: User, *, by: User) -> bool:
    """They themselves; national officers for those who have left."""
    return by.pk == giver.pk or is_national_officer(by)


def may_take_back(handover: Handover, *, by: User) -> bool:
    """Whoever handed over what was theirs; national officers. Whom an officer replaced does not come back by hand."""
    return is_national_officer(by) or by.pk == handover.giver_id == handover.by_id


def posts_of(giver: User) -> QuerySet[AttachePost]:
    """Posts that are held today or begin later."""
    return AttachePost.objects.filter(user=giver).exclude(until__lt=site_today()).order_by("pk")


def nominations_of(giver: User) -> NominationQuerySet:
    """Those that may still lead somewhere."""
    return Nomination.objects.filter(nominated_by=giver, state__in=OPEN).order_by("pk")


def covered(giver: User, *, to: User) -> NominationQuerySet:
    """Of these, whatever is in a country of a post that `to` holds or is given, or in none yet; the others stay, for an
    officer to give to somebody else."""
    posts = [*posts_of(giver), *posts_of(to)]
    return nominations_of(giver).filter(
        country__in={"", *(code for post in posts for code in post.countries)}
    )


def successor_by(address: str, *, giver: User) -> User | None:
    """Who has this address and may take over what `giver` has."""
    user = User.objects.filter(email__iexact=address, is_active=True, email_verified_at__isnull=False).first()
    return user if user and may_succeed(user, giver=giver) else None


def may_succeed(successor: User, *, giver: User) -> bool:
    """Attachés hand over to attachés, and people of an intermediary to others of the same accredited body. Nobody
    becomes one by this: an officer gives the first post."""
    if successor.pk == giver.pk:
        return False
    holds = set(posts_of(successor).values_list("kind", "body"))
    ever = AttachePost.objects.filter(user=giver).order_by("-pk")
    offices = set(posts_of(giver).values_list("kind", "body")) or set(ever.values_list("kind", "body")[:1])
    return bool(offices) and offices <= holds


@transaction.atomic
def hand_over(giver: User, *, to: User, by: User, seen: str | None = None) -> Handover:
    """All posts and `covered` nominations of `giver` go to `to` from this day on; both are told. `seen`: the mark of
    what the page showed. Raises NotTheirStep, NothingToHandOver and NotASuccessor; then nothing was changed."""
    if not may_hand_over(giver, by=by):
        raise NotTheirStep(_("Only the attaché themselves or a national officer hands a post over."))
    nominations = list(covered(giver, to=to).select_for_update(no_key=True))
    _hold(giver, to)
    posts = list(posts_of(giver))
    if seen is not None and seen != mark(giver):
        raise NothingToHandOver(_("Meanwhile something has changed; look at what is handed over now."))
    if not posts and not nominations:
        raise NothingToHandOver(
            _("There is no post to hand over, and no open recommendation in a country of the successor.")
        )
    if not may_succeed(to, giver=giver):
        raise NotASuccessor(
            _(
                "A successor has to be an attaché already, or work for the same accredited body; officers invite them."
            )
        )
    handover = Handover.objects.create(giver=giver, successor=to, by=by)
    today = site_today()
    for post in posts:
        _pass_on(post, handover, to=to, today=today)
    for nomination in nominations:
        _give(nomination, to=to, by=by)
        HandedNomination.objects.create(handover=handover, nomination=nomination)
    record("posts handed over", handover, by=by, after={"posts": len(posts), "nominations": len(nominations)})
    _tell(handover, "handover", by=by)
    return handover


@transaction.atomic
def take_back(handover: Handover, *, by: User) -> Handover:
    """Everything is as before, but for what ended meanwhile. Raises NotTheirStep and TooLate."""
    lock(handover)
    giver, successor = handover.giver, handover.successor
    if giver is None or successor is None:
        raise TooLate(_("One of the two accounts is gone; nothing can be taken back."))
    if not may_take_back(handover, by=by):
        raise NotTheirStep(_("Only who handed over or a national officer takes it back."))
    if not can_be_taken_back(handover):
        raise TooLate(
            _(
                "This handover was taken back before, or was more than %(days)d days ago. Hand over anew instead."
            )
            % {"days": UNDO.days}
        )
    keys = handover.nominations.values("nomination")
    going_on = Nomination.objects.filter(pk__in=keys, nominated_by=successor, state__in=OPEN)
    nominations = going_on.order_by("pk")
    given_back = list(nominations.select_for_update(no_key=True))
    _hold(giver, successor)
    posts = list(handover.posts.select_related("old", "new"))
    if not all(_is_still_there(handed, successor) for handed in posts):
        raise TooLate(
            _("Some of these posts went on to somebody else or were changed; hand over anew instead.")
        )
    for handed in posts:
        _return(handed, to=giver)
    for nomination in given_back:
        _give(nomination, to=giver, by=by)
    move(handover, HandoverState.UNDONE, table=HANDOVER, undone_at=timezone.now())
    record("handover taken back", handover, by=by, after={"nominations": len(given_back)})
    _tell(handover, "handover_undone", by=by)
    return handover


def can_be_taken_back(handover: Handover) -> bool:
    return handover.state == HandoverState.DONE and handover.at > timezone.now() - UNDO


def given_lately(giver: User) -> QuerySet[Handover]:
    """What they handed over themselves and can still take back, though they may hold no role any more."""
    since = timezone.now() - UNDO
    return Handover.objects.filter(giver=giver, by=giver, state=HandoverState.DONE, at__gt=since)


def last_of(giver: User, *, to: User, by: User) -> Handover | None:
    """What the same person did a moment ago, and nothing is left to hand over since: a double click."""
    if posts_of(giver).exists() or covered(giver, to=to).exists():
        return None
    since = timezone.now() - timedelta(minutes=10)
    rows = Handover.objects.filter(giver=giver, successor=to, by=by, state=HandoverState.DONE, at__gt=since)
    return rows.first()


def mark(giver: User) -> str:
    """Of what would be handed over."""
    posts = "-".join(map(str, posts_of(giver).values_list("pk", flat=True)))
    return f"{posts}.{'-'.join(map(str, nominations_of(giver).values_list('pk', flat=True)))}"


def _hold(*users: User) -> None:
    """By key; two handovers of one person queue up here."""
    keys: Collection[int] = [user.pk for user in users]
    list(User.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))


def _pass_on(post: AttachePost, handover: Handover, *, to: User, today: date) -> None:
    yesterday = today - timedelta(days=1)
    if post.since > yesterday:
        post.user = to
        post.save(update_fields=["user"])
        HandedPost.objects.create(handover=handover, old=post, new=post, until=post.until)
        return
    new = AttachePost.objects.create(
        user=to,
        kind=post.kind,
        body=post.body,
        fields=post.fields,
        countries=[country.code for country in post.countries],
        since=today,
        until=post.until,
    )
    HandedPost.objects.create(handover=handover, old=post, new=new, until=post.until)
    post.until = yesterday
    post.save(update_fields=["until"])


def _is_still_there(handed: HandedPost, successor: User) -> bool:
    new = handed.new
    return new is not None and new.user_id == successor.pk and new.until == handed.until


def _return(handed: HandedPost, *, to: User) -> None:
    old, new = handed.old, handed.new
    if old is None:
        return
    if new is not None and new.pk == old.pk:
        old.user = to
        old.save(update_fields=["user"])
        return
    if new is not None:
        new.delete()
    old.until = handed.until
    old.save(update_fields=["until"])


def _give(nomination: Nomination, *, to: User, by: User) -> None:
    before = nomination.nominated_by_id
    take(nomination, NominationStep.HAND_OVER, by=by, side=ATTACHE, nominated_by=to)
    record(
        "nomination handed over",
        nomination,
        by=by,
        before={"nominated_by": before},
        after={"nominated_by": to.pk},
    )


def _tell(handover: Handover, letter: str, *, by: User) -> None:
    """Both, but for whoever did it."""
    address = reverse("attaches:handover_done", args=[handover.pk])
    for user, side in ((handover.giver, "giver"), (handover.successor, "successor")):
        if user and user.pk != by.pk:
            tell(user, Topic.NOMINATIONS, letter, address=address, handover=handover, side=side)
