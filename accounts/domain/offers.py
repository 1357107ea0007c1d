"""Sending, withdrawing and accepting what is offered to an address, whatever it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar, cast

from django.apps import apps
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts.domain.audit import record, record_of
from accounts.domain.steps import lock
from accounts.letters import send_letter
from accounts.models import AuditEvent, User
from accounts.models.offer import Offer
from accounts.spelling import one_spelling
from accounts.strangers import want_no_letters

DAYS = 14  # that an offer stands
MOST_A_DAY = 20  # offers of one inviter, of all kinds
MOST_TO_ONE = 3  # to one address within TO_ONE_DAYS, by one inviter or in one name
MOST_IN_ALL = 6  # to one address within a day, by whomever: two who invite too much stop nobody else for long
TO_ONE_DAYS = 30
KEPT_DAYS = TO_ONE_DAYS  # that an offer which came to nothing is remembered

OFFERED = "role offered"
HELD_BACK = "role offer held back"  # says by whom, never to whom
# The same whatever held it back, so that nobody learns who refused letters.
NO_LETTER = _lazy(
    "No invitation goes to this address: it was written to too often lately, or whoever reads it wants no letters from "
    "people they do not know. We tell nobody which. Ask them in another way; once registered, they can allow such "
    "letters."
)

Some = TypeVar("Some", bound=Offer)


class NotTheirs(Exception):
    """Who acts may not do this; the message says what would help."""


class NoLongerOpen(Exception):
    """The offer or request was used, withdrawn or decided before, or ran out."""


class TooMany(Exception):
    """So many letters went out that another one would be a nuisance; the message says when to go on."""


@transaction.atomic
def send(offer: Some, *, by: User, language: str, letter: str, replaces: Any) -> Some | None:
    """Store a clean `offer` and send its `letter` in `language`. The open ones of `replaces` are withdrawn: the newest
    letter counts. None where no letter may go out: then nothing is stored of the address, and `by` reads NO_LETTER.
    Raises TooMany."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two windows are counted one after the other
    mark = _mark(offer.email)
    _not_in_masses(by, mark, replaces)
    if any([want_no_letters(offer.email), _written_to_often(mark)]):
        record_of(offer._meta.label_lower, HELD_BACK, by=by)
        return None
    for older in replaces.open():
        _withdraw(older, by=by)
    now = timezone.now()
    offer.invited_by, offer.created_at, offer.expires_at = by, now, now + timedelta(days=DAYS)
    offer.save()
    record(OFFERED, offer, by=by, after={"to": mark})
    send_letter(letter, to=offer.email, language=language, offer=offer, token=seal(offer), days=DAYS, by=by)
    return offer


def seal(offer: Offer) -> str:
    """What the link in the letter holds."""
    return signing.dumps(offer.pk, salt=offer._meta.label_lower)


def find(model: type[Some], token: str) -> Some | None:
    """The offer of a link, open or not; None where the link is broken."""
    try:
        key = signing.loads(token, salt=model._meta.label_lower)
    except signing.BadSignature:
        return None
    return cast("Some | None", model._default_manager.filter(pk=key).first())


@transaction.atomic
def withdraw(offer: Offer, *, by: User) -> None:
    """Raises NoLongerOpen."""
    lock(offer)
    if not offer.is_open:
        raise NoLongerOpen(_("This invitation was accepted or withdrawn before, or has run out."))
    _withdraw(offer, by=by)


@transaction.atomic
def accept(offer: Offer, *, by: User, give: Callable[[], None]) -> None:
    """Do what `give` does, if the offer is to the verified address of `by`. Raises NotTheirs and NoLongerOpen."""
    lock(offer)
    if by.email_verified_at is None or offer.email.lower() != by.email.lower():
        raise NotTheirs(
            _("This invitation was sent to another address than that of your account. Log in with that one.")
        )
    if not offer.is_open:
        raise NoLongerOpen(_("This invitation was accepted or withdrawn before, or has run out."))
    offer.accepted_at = timezone.now()
    offer.save(update_fields=["accepted_at"])
    give()
    record("role offer accepted", offer, by=by)


def forget_unanswered() -> int:
    """Delete offers that ended unaccepted KEPT_DAYS ago, with their addresses; -> how many."""
    old = timezone.now() - timedelta(days=KEPT_DAYS)
    ended = Q(expires_at__lte=old) | Q(withdrawn_at__lte=old)
    kinds = [model for model in apps.get_models() if issubclass(model, Offer)]
    return sum(model._default_manager.filter(ended, accepted_at__isnull=True).delete()[0] for model in kinds)


def _not_in_masses(by: User, mark: str, replaces: Any) -> None:
    """All that went out counts, whatever became of it, and what was held back, so that nobody tries addresses in
    numbers. The audit is asked, for it outlives an offer whose team is dissolved; `replaces` knows what others offered
    in the same name. Raises TooMany."""
    now = timezone.now()
    since = now - timedelta(days=TO_ONE_DAYS)
    tried = AuditEvent.objects.filter(verb__in=(OFFERED, HELD_BACK), actor=by, at__gt=since)
    sent = tried.values_list("at", "after")
    if sum(at > now - timedelta(days=1) for at, _after in sent) >= MOST_A_DAY:
        raise TooMany(
            _("You sent %(number)d invitations within a day; go on tomorrow.") % {"number": MOST_A_DAY}
        )
    own = sum(after.get("to") == mark for _at, after in sent)
    if max(own, replaces.filter(created_at__gt=since).count()) >= MOST_TO_ONE:
        raise TooMany(
            _("This address had %(number)d invitations within %(days)d days; no more are sent for now.")
            % {"number": MOST_TO_ONE, "days": TO_ONE_DAYS}
        )


def _written_to_often(mark: str) -> bool:
    since = timezone.now() - timedelta(days=1)
    return AuditEvent.objects.filter(verb=OFFERED, at__gt=since, after__to=mark).count() >= MOST_IN_ALL


def _mark(email: str) -> str:
    """Tells addresses apart, in one spelling, and is too short to say whose it is."""
    return salted_hmac("accounts.offers", one_spelling(email)).hexdigest()[:8]


def _withdraw(offer: Offer, *, by: User) -> None:
    offer.withdrawn_at = timezone.now()
    offer.save(update_fields=["withdrawn_at"])
    record("role offer withdrawn", offer, by=by)
