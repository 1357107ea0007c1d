"""Two profiles of one person: joined by the person alone, who says in each account that both are theirs.

The account that says so first is shown a code, which the other has to give: two people who each say yes are not one.
"""

from __future__ import annotations

from base64 import b32encode

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.domain.audit import record
from accounts.domain.steps import lock
from accounts.models import User
from experts.choices import ProfileState
from experts.domain.editing import NotTheirProfile
from experts.domain.profiles import hide_profile
from experts.importing.record import Post, Record, Spoken, Told, Work
from experts.models import ImportState, Profile, ProfileImport
from matching.domain.apart import UnknownPair, pair_of
from matching.models import MergeRequest, SetApart
from notices.choices import Topic
from notices.domain.telling import tell


class NotBoth(Exception):
    """The owner of the other profile has not agreed, or the question was answered otherwise."""


class WrongCode(Exception):
    """It is not the code that the other account shows."""


class AnsweredBefore(Exception):
    """The pair is set apart, or an owner said that it is two people's: nobody is written to again."""


@transaction.atomic
def ask_owners(one: int, other: int, *, by: User) -> MergeRequest:
    """Write to the owners of two profiles (ids); asked twice it is asked once. Raises PermissionDenied, UnknownPair,
    AnsweredBefore."""
    first, second = pair_of(one, other, by=by)
    pair = {"first": first, "second": second}
    if (
        SetApart.objects.filter(**pair).exists()
        or MergeRequest.objects.filter(**pair, declined_at__isnull=False).exists()
    ):
        raise AnsweredBefore(f"Profiles {first} and {second} are two people's.")
    rows = Profile.objects.select_related("user").in_bulk([first, second])
    users = [rows[pk].user for pk in (first, second)]
    if not all(user and user.is_active and user.email_verified_at for user in users):
        raise UnknownPair("One of the profiles has no owner who can be reached.")
    asked, new = MergeRequest.objects.open().get_or_create(
        first_id=first, second_id=second, defaults={"asked_by": by}
    )
    if new:
        record("owners asked to merge", asked, by=by, after=pair)
        for user in users:
            assert user is not None
            tell(user, Topic.PRIVACY, "merge", address=reverse("matching:merge", args=[asked.pk]))
    return asked


def side_of(request: MergeRequest, user: User) -> str:
    """ "first" or "second". Raises NotTheirProfile."""
    for side in ("first", "second"):
        if getattr(request, side).user_id == user.pk:
            return side
    raise NotTheirProfile(f"User {user.pk} owns neither profile of {request.pk}.")


def agreed(request: MergeRequest) -> bool:
    """Both owners."""
    return bool(request.first_agreed_at and request.second_agreed_at)


def code_of(request: MergeRequest, side: str) -> str:
    """What the account of `side` shows once it has said yes, for the other one to give; "" before."""
    agreed_at = getattr(request, f"{side}_agreed_at")
    if agreed_at is None:
        return ""
    seal = salted_hmac("matching.merging", f"{request.pk}:{side}:{agreed_at.timestamp()}", algorithm="sha256")
    letters = b32encode(seal.digest()).decode()
    return f"{letters[:4]}-{letters[4:8]}"


def other_side(side: str) -> str:
    return "second" if side == "first" else "first"


@transaction.atomic
def agree(request: MergeRequest, *, code: str = "", by: User) -> None:
    """Both profiles are mine, says one of the owners; twice is once. The second of them gives the code of the first.
    Raises NotTheirProfile, NotBoth, WrongCode."""
    side = side_of(request, by)
    column = f"{side}_agreed_at"
    _lock_open(request)
    if getattr(request, column) is None:
        asked = code_of(request, other_side(side))
        if asked and not constant_time_compare(_letters(asked), _letters(code)):
            raise WrongCode("The other account shows another code.")
        setattr(request, column, timezone.now())
        request.save(update_fields=[column])
        record("agreed to merge", request, by=by)


@transaction.atomic
def decline(request: MergeRequest, *, by: User) -> None:
    """The other is not mine: officers are no longer shown the pair. Raises NotTheirProfile, NotBoth."""
    side_of(request, by)
    _lock_open(request)
    request.declined_at = timezone.now()
    request.save(update_fields=["declined_at"])
    SetApart.objects.get_or_create(
        first_id=request.first_id, second_id=request.second_id, defaults={"decided_by": by}
    )
    record("declined to merge", request, by=by)


@transaction.atomic
def take_over(request: MergeRequest, *, by: User) -> ProfileImport:
    """`by` goes on with their profile: what the other holds becomes a proposal, of which they take what they want, and
    the other profile is hidden, with all that is in it, which its account is told. Raises
    NotTheirProfile, NotBoth."""
    side = side_of(request, by)
    _lock_open(request)
    if not agreed(request):
        raise NotBoth("Both owners have to agree first.")
    own, other = getattr(request, side), getattr(request, other_side(side))
    for profile in sorted((own, other), key=lambda one: one.pk):
        lock(profile)
    proposal = ProfileImport.objects.create(
        user=by,
        state=ImportState.READY,
        file_name=other.display_name[:100],
        record=record_of_profile(other).to_json(),
    )
    if other.state in (ProfileState.ACTIVE, ProfileState.RESTING):
        hide_profile(other, by=by)
    request.taken_at, request.kept = timezone.now(), own
    request.save(update_fields=["taken_at", "kept"])
    record("profiles merged", request, by=by, after={"kept": own.pk, "hidden": other.pk})
    if other.user:
        tell(other.user, Topic.PRIVACY, "merged", address=reverse("experts:profile"))
    return proposal


def record_of_profile(profile: Profile) -> Record:
    """What it holds, as a file would tell it. Identifiers stay: each belongs to one profile alone."""
    names = [profile.name, profile.native_name]
    texts = list(profile.texts.all())
    return Record(
        format="manual",
        names=tuple(Told(name) for name in names if name),
        country=Told(profile.country.code),
        doctorate_year=Told(str(profile.doctorate_year)) if profile.doctorate_year else None,
        biographies=tuple(Told(text.biography) for text in texts if text.biography),
        keywords=tuple(Told(word) for text in texts for word in text.keywords),
        posts=tuple(
            Post(row.name, row.role, row.city, row.country.code, "", row.start_year or 0, row.end_year or 0)
            for row in profile.affiliations.all()
        ),
        works=tuple(
            Work(row.title, row.year or 0, row.doi or "", row.venue, row.authors, row.abstract)
            for row in profile.publications.all()
        ),
        languages=tuple(Spoken(row.language, row.level) for row in profile.languages.all()),
    )


def _letters(code: str) -> str:
    """As it is compared: neither case nor what stands between matters."""
    return "".join(filter(str.isalnum, code)).upper()


def _lock_open(request: MergeRequest) -> None:
    lock(request)
    if request.declined_at or request.taken_at:
        raise NotBoth("The question was answered before.")
