"""Versions of an agreement and the signatures under them.

Either side proposes; both sign the latest version; then it is in force and the stay carries its terms. A later change
is another version, signed by both again, and until then the old one holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.editing import Refused
from accounts.domain.errors import require_reason
from accounts.domain.steps import lock
from accounts.models import User
from exchanges.choices import ExchangeStep, VersionState
from exchanges.clock import today_at
from exchanges.domain.errors import (
    AlreadySigned,
    DayRefused,
    NothingToSign,
    OldVersion,
    OpeningGone,
    StaysOverlap,
)
from exchanges.domain.rights import require_right
from exchanges.domain.stepping import require_now, take
from exchanges.domain.terms import Terms, require_answer, require_terms
from exchanges.domain.wording import sha256_of, text_of
from exchanges.models import AgreementVersion, Signature
from exchanges.names import is_one_of, names_of
from exchanges.opening_gone import nobody_is_bound, words
from matching.choices import ExchangeState, Side
from matching.models import Exchange
from matching.models.exchange import OVERLAPS

LONGEST_NAME = 310  # characters: a name in both scripts


def latest(exchange: Exchange) -> AgreementVersion | None:
    return exchange.versions.order_by("-number").first()


def waiting(exchange: Exchange) -> AgreementVersion | None:
    """The version that waits for signatures."""
    return exchange.versions.filter(state=VersionState.PROPOSED).first()


@transaction.atomic
def propose(
    exchange: Exchange,
    terms: Terms,
    *,
    seen: int,
    by: User,
    anyway: bool = False,
    reason: str = "",
    language: str = "",
) -> AgreementVersion:
    """Write the next version; signatures under the one that waited are void. `seen`: the number of the latest version
    that the page showed, 0 for none. The same terms sent twice are one version. `anyway`: days that differ from those
    of the opening are meant so; then the reason says why.

    Raises NotTheirStep, StepNotNow, ReasonMissing, OldVersion, OpeningGone, StaysOverlap, and Refused for a field.
    """
    lock(exchange)
    step = ExchangeStep.PROPOSE if exchange.state == ExchangeState.PLANNED else ExchangeStep.AMEND
    side = require_right(exchange, step, by=by)
    require_now(exchange, step)
    last, open_one = latest(exchange), waiting(exchange)
    if open_one and Terms.of(open_one) == terms:
        return open_one
    if seen != (last.number if last else 0):
        raise OldVersion(
            _("Meanwhile another version was proposed: number %(number)s. Compare it with yours first.")
            % {"number": last.number if last else 0}
        )
    require_terms(exchange, terms)
    reason, language = _reason(
        exchange, step, terms, side=side, anyway=anyway, reason=reason, language=language
    )
    _require_opening(exchange)
    _require_free_days(exchange, terms)
    _replace(exchange, VersionState.PROPOSED, by=VersionState.REPLACED)
    number = (last.number if last else 0) + 1
    text = text_of(exchange, terms, number=number)
    profile = exchange.introduction.profile
    version = AgreementVersion.objects.create(
        exchange=exchange,
        number=number,
        **{name: getattr(terms, name) for name in Terms.__dataclass_fields__},
        name=profile.name,
        native_name=profile.native_name,
        text=text,
        sha256=sha256_of(text),
        side=side,
        by=by,
        reason=reason,
        reason_language=language,
    )
    take(exchange, step, by=by, reason=reason, language=language, version=number)
    return version


@transaction.atomic
def sign(exchange: Exchange, *, number: int, sha256: str, name: str, by: User) -> Exchange:
    """Put `name` under the version that was shown: its number, and the hash of its text. With both it is in force.

    Sent twice by the same person it is one signature. Raises NotTheirStep, StepNotNow, NothingToSign, OldVersion,
    AlreadySigned, DayRefused, OpeningGone, StaysOverlap, and Refused for the name; then no signature is noted.
    """
    lock(exchange)
    side = Side(require_right(exchange, ExchangeStep.SIGN, by=by))
    mine = Signature.objects.filter(
        version__exchange=exchange, version__number=number, side=side, void_at=None, sha256=sha256
    ).first()
    if mine and mine.by_id == by.pk:
        return exchange
    require_now(exchange, ExchangeStep.SIGN)
    version = _signable(exchange, number=number, sha256=sha256)
    if mine:
        raise AlreadySigned(_("Your side has signed this version; the other side is to sign it now."))
    name = require_own_name(name, by=by)
    if exchange.state in (ExchangeState.PLANNED, ExchangeState.AGREED):
        if version.starts_on < today_at(exchange):
            raise DayRefused(_("The first day of this version is over; propose other days."))
    elif version.starts_on != exchange.starts_on:
        raise DayRefused(_("The stay has begun; this version would move its first day. Propose another."))
    elif version.ends_on < today_at(exchange):
        raise DayRefused(_("The last day of this version is over; propose another."))
    _require_opening(exchange)
    _require_free_days(exchange, Terms.of(version))
    Signature.objects.create(version=version, side=side, name=name, by=by, sha256=sha256)
    signed = {signature.side: signature.at for signature in version.signatures.filter(void_at=None)}
    both = set(signed) == {*Side}
    take(exchange, ExchangeStep.SIGN, by=by, version=number, quiet=both)
    if both:
        _bring_into_force(exchange, version, signed, by=by)
    return exchange


@transaction.atomic
def drop(exchange: Exchange, *, by: User, reason: str, language: str) -> Exchange:
    """The change that waits is not made; what is in force holds. Raises NothingToSign and what `take` raises."""
    lock(exchange)
    require_right(exchange, ExchangeStep.DROP, by=by)
    require_now(exchange, ExchangeStep.DROP)
    version = waiting(exchange)
    if version is None:
        raise NothingToSign(_("No change waits for signatures."))
    _replace(
        exchange, VersionState.PROPOSED, by=VersionState.DROPPED
    )  # letters of the step say what is left to do
    take(exchange, ExchangeStep.DROP, by=by, reason=reason, language=language, version=version.number)
    return exchange


def void_what_waits(exchange: Exchange) -> None:
    """The stay is over before anybody was bound, or ends: nothing is left to sign."""
    _replace(exchange, VersionState.PROPOSED, by=VersionState.DROPPED)


def _signable(exchange: Exchange, *, number: int, sha256: str) -> AgreementVersion:
    version = waiting(exchange)
    if version is None:
        raise NothingToSign(_("No version waits for signatures; propose one first."))
    if version.number != number or version.sha256 != sha256:
        raise OldVersion(
            _(
                "You read version %(old)s, and version %(new)s has been proposed since. Nothing was signed: read the "
                "new one and sign that."
            )
            % {"old": number, "new": version.number}
        )
    return version


def _reason(
    exchange: Exchange,
    step: ExchangeStep,
    terms: Terms,
    *,
    side: str,
    anyway: bool,
    reason: str,
    language: str,
) -> tuple[str, str]:
    """What is kept with a version, and its language. Who changes an agreement always says why; who proposes the first
    one, where its days differ from those of the opening. Days that were proposed before are not asked about again; what
    one's own side said of them stays. Raises ReasonMissing, Refused."""
    if step == ExchangeStep.AMEND:
        reason = require_reason(reason, language=language)
    states = (VersionState.PROPOSED, VersionState.IN_FORCE)
    same = exchange.versions.filter(
        starts_on=terms.starts_on, ends_on=terms.ends_on, state__in=states
    ).first()
    differ = not same and require_answer(exchange.introduction.opening, terms, anyway=anyway, reason=reason)
    if step == ExchangeStep.AMEND or differ or reason.strip():
        return reason, language
    return (same.reason, same.reason_language) if same and same.side == side else ("", "")


def require_own_name(name: str, *, by: User) -> str:
    """-> without needless spaces. Raises Refused, where `name` is none of those that `by` has."""
    name, names = " ".join(name.split()), names_of(by)
    if not names:
        raise Refused("name", _("Your account carries no name: write it there first, then sign with it."))
    if len(name) > LONGEST_NAME or not is_one_of(name, names):
        raise Refused(
            "name",
            _(
                "You typed “%(typed)s”, and your account carries “%(names)s”. Type your name as it stands there; if it "
                "is wrong there, correct it there first."
            )
            % {"typed": name[:LONGEST_NAME], "names": "” / “".join(names)},
        )
    return name


def _bring_into_force(
    exchange: Exchange, version: AgreementVersion, signed: Mapping[str, datetime], *, by: User
) -> None:
    longer = exchange.ends_on is not None and version.ends_on > exchange.ends_on
    first = exchange.state == ExchangeState.PLANNED
    _replace(exchange, VersionState.IN_FORCE, by=VersionState.REPLACED)
    exchange.versions.filter(pk=version.pk).update(state=VersionState.IN_FORCE)
    take(
        exchange,
        ExchangeStep.AGREE if first else ExchangeStep.EXTEND if longer else ExchangeStep.ALTER,
        by=by,
        version=version.number,
        starts_on=version.starts_on,
        ends_on=version.ends_on,
        duties=version.duties,
        pay=version.pay,
        ip=version.ip,
        terms_language=version.language,
        host_signed_at=signed[Side.HOST],
        person_signed_at=signed[Side.PERSON],
    )


def _replace(exchange: Exchange, state: VersionState, *, by: VersionState) -> None:
    """Signatures under a version that is no longer proposed are void; under one that was in force they stay."""
    rows = exchange.versions.filter(state=state)
    if state == VersionState.PROPOSED:
        Signature.objects.filter(version__in=rows, void_at=None).update(void_at=timezone.now())
    rows.update(state=by)


def _require_opening(exchange: Exchange) -> None:
    """Raises OpeningGone."""
    exchange.introduction.opening.refresh_from_db(fields=["publication", "sensitivity"])
    if nobody_is_bound(exchange):
        raise OpeningGone(words())


def _require_free_days(exchange: Exchange, terms: Terms) -> None:
    """The person is locked: of two stays signed at once, the second finds its days taken."""
    lock(exchange.introduction.profile)
    if exchange.overlapping(terms.starts_on, terms.ends_on).exists():
        raise StaysOverlap(str(OVERLAPS))
