"""Imports into a profile: begun, read, taken or thrown away, undone, and forgotten after a while."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.domain.audit import record as audit
from accounts.domain.steps import lock
from accounts.models import User
from experts.choices import ProfileState
from experts.domain.confirmation import mark_confirmed
from experts.domain.import_plan import plan_of, publication_of
from experts.domain.import_types import Line, Plan
from experts.domain.import_undo import MODELS, Changes, restore, values_of
from experts.domain.orcid import connected_orcid
from experts.importing import tidy
from experts.importing.apart import read_apart
from experts.importing.limits import Refused
from experts.importing.lookup import look_up
from experts.importing.record import Record, from_json
from experts.models import ImportState, Profile, ProfileImport, ProfileText, Publication
from experts.models.profile_import import KEPT_DAYS, OVERDUE

WAITING = 5  # proposals of one person


class ImportRefused(Exception):
    """Nothing was changed. The subclass says why."""


class TooManyImports(ImportRefused):
    """Several proposals wait already, or a file is being read: answer those first."""


class StaleImport(ImportRefused):
    """The profile changed since the page was made, or the proposal was answered: look at it again."""


class NothingChosen(ImportRefused):
    """Not a single value was chosen."""


class HeadlineMissing(ImportRefused):
    """A text in a new language needs its headline. `language` is the language."""

    def __init__(self, language: str) -> None:
        super().__init__(f"A text in {language} needs a headline.")
        self.language = language


class TitleMissing(ImportRefused):
    """A publication was chosen of which only the DOI is known: write its title."""


class NotUndoable(ImportRefused):
    """Only the last import can be undone, for a time, and not if it leaves a profile in use without any text."""


@dataclass(frozen=True)
class Choice:
    """What of a plan is taken: keys of lines; every publication after the `shown` ones if `rest`; titles by key."""

    keys: frozenset[str]
    rest: bool = False
    shown: int = 0
    titles: Mapping[str, str] = field(default_factory=dict)


def known_orcid(user: User) -> str:
    """The iD that is known to be the user's: the one they log in with, else that of the profile."""
    if connected := connected_orcid(user):
        return connected
    return Profile.objects.filter(user=user).values_list("orcid", flat=True).first() or ""


@transaction.atomic
def begin_import(user: User, data: bytes, *, file_name: str = "") -> ProfileImport:
    """Keep the file until it is read. Raises TooManyImports."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # two files at once would both be the first
    mine = ProfileImport.objects.filter(user=user)
    reading = mine.filter(state=ImportState.READING, created_at__gte=timezone.now() - OVERDUE)
    if reading.exists() or mine.filter(state=ImportState.READY).count() >= WAITING:
        raise TooManyImports
    return ProfileImport.objects.create(user=user, data=data, file_name=tidy.line(file_name)[:100])


def begin_lookup(user: User, asked: Mapping[str, Any]) -> ProfileImport:
    """The same of what other servers are asked for: `lookup.look_up` says what. Raises TooManyImports."""
    proposal = begin_import(user, b"", file_name=asked.get("orcid") or "DOI")
    proposal.asked = dict(asked)
    proposal.save(update_fields=["asked"])
    return proposal


def read_import(pk: int) -> None:
    """Read the file, or what another server answers, in a process with limits, and keep what it tells alone.

    Does so once.
    """
    proposal = ProfileImport.objects.select_related("user").filter(pk=pk, state=ImportState.READING).first()
    if proposal is None or proposal.data is None:
        return
    waiting = ProfileImport.objects.filter(pk=pk, state=ImportState.READING)
    try:
        data = look_up(proposal.asked) if proposal.asked else bytes(proposal.data)
        record = read_apart(data, lambda done, goal: _tell(waiting, done, goal))
        _check_owner(record, proposal.user)
    except Refused as refused:
        waiting.update(
            state=ImportState.FAILED, data=None, problem=refused.code, problem_values=refused.values
        )
    else:
        waiting.update(state=ImportState.READY, data=None, record=record.to_json())


def _tell(waiting: Any, done: int, goal: int) -> None:
    waiting.update(done=done, goal=goal)


def _check_owner(record: Record, user: User) -> None:
    """A record of somebody else is refused whole; a CV may name the iDs of others."""
    mine = known_orcid(user)
    if record.format == "orcid" and record.orcid and mine and record.orcid.value != mine:
        raise Refused("other_person", theirs=record.orcid.value, mine=mine)


def plan_for(proposal: ProfileImport) -> Plan:
    return plan_of(from_json(proposal.record), proposal.user)


@transaction.atomic
def take_import(
    proposal: ProfileImport, choice: Choice, *, seen: str, by: User, new: Mapping[str, Any] | None = None
) -> Profile:
    """Write the chosen values into the profile; `new` holds what a first profile needs besides.

    Raises StaleImport, NothingChosen, HeadlineMissing, TitleMissing; then nothing was changed. A second time it
    answers the profile and takes nothing.
    """
    _lock(proposal)
    if proposal.state == ImportState.TAKEN:
        return Profile.objects.get(user=by)
    profile = Profile.objects.filter(user=by).first()
    if profile is not None:
        lock(profile)
    plan = plan_for(proposal)
    if proposal.state != ImportState.READY or plan.seen != seen:
        raise StaleImport
    changes = Changes()
    lines = [line for line in plan.lines if line.key in choice.keys and line.can_be_taken]
    works = _chosen_works(plan, choice)
    if profile is None:
        profile = _create(by, new or {})
        changes.created = True
        audit("profile created by import", profile, by=by)
    elif not lines and not works:
        raise NothingChosen
    _write_columns(profile, lines, changes)
    _write_texts(profile, lines, changes)
    _write_rows(profile, lines, changes)
    rows = [publication_of(work, title, plan.record.format, profile) for work, title in works]
    changes.note_added(Publication.objects.bulk_create(rows, batch_size=500))
    mark_confirmed(profile)
    profile.save()  # once, and the index hears of everything
    proposal.state, proposal.taken_at = ImportState.TAKEN, timezone.now()
    proposal.undo, proposal.record = changes.to_json(), {}
    proposal.save()
    audit(
        "profile import taken",
        profile,
        by=by,
        after={
            "import": proposal.pk,
            "format": plan.record.format,
            "values": len(lines),
            "publications": len(rows),
        },
    )
    return profile


def _lock(proposal: ProfileImport) -> None:
    """A proposal that was thrown away meanwhile is stale."""
    found = ProfileImport.objects.select_for_update().filter(pk=proposal.pk)
    try:
        proposal.refresh_from_db(from_queryset=found)
    except ProfileImport.DoesNotExist as error:
        raise StaleImport from error


def _create(user: User, new: Mapping[str, Any]) -> Profile:
    try:
        with transaction.atomic():
            return Profile.objects.create(user=user, **new)
    except IntegrityError as error:  # in another tab, a moment ago
        raise StaleImport from error


def _chosen_works(plan: Plan, choice: Choice) -> list[tuple[Any, str]]:
    """Work and title. What has no title is skipped among the rest and asked for where it was chosen by itself."""
    chosen = []
    for number, line in enumerate(plan.new_works):
        by_itself = line.key in choice.keys
        if not by_itself and not (choice.rest and number >= choice.shown):
            continue
        title = line.work.title or tidy.line(choice.titles.get(line.key, ""))
        if title:
            chosen.append((line.work, title))
        elif by_itself:
            raise TitleMissing
    return chosen


def _write_columns(profile: Profile, lines: list[Line], changes: Changes) -> None:
    for line in lines:
        if line.kind == "field":
            name = line.key.removeprefix("field.")
            before = getattr(profile, name)
            changes.columns[name] = [str(before) if name == "country" else before, line.value]
            setattr(profile, name, line.value)


def _write_texts(profile: Profile, lines: list[Line], changes: Changes) -> None:
    wanted: dict[str, dict[str, Any]] = {}
    for line in lines:
        if line.kind == "text":
            language, name, value = line.value
            wanted.setdefault(language, {})[name] = value
    texts = {text.language: text for text in ProfileText.objects.filter(profile=profile)}
    for language, values in wanted.items():
        text = texts.get(language)
        if text is None:
            if not values.get("headline"):
                raise HeadlineMissing(language)
            row = ProfileText.objects.create(
                profile=profile, language=language, is_original=not texts, **values
            )
            texts[language] = row
            changes.note_added([row])
        else:
            before = values_of(text)
            for name, value in values.items():
                setattr(text, name, value)
            text.save()
            changes.note_changed(text, before)


def _write_rows(profile: Profile, lines: list[Line], changes: Changes) -> None:
    for line in lines:
        model = MODELS.get(line.kind)
        if model is None:
            continue
        if line.row is None:
            changes.note_added([model._default_manager.create(profile=profile, **line.value)])
            continue
        row = model._default_manager.get(pk=line.row, profile=profile)
        before = values_of(row)
        for name, value in line.value.items():
            setattr(row, name, value)
        row.save()
        changes.note_changed(row, before)


def undoable_import(user: User) -> ProfileImport | None:
    """The last import that was taken, while it can be undone."""
    last = (
        ProfileImport.objects.filter(user=user, taken_at__isnull=False).order_by("-taken_at", "-pk").first()
    )
    if last is None or last.state != ImportState.TAKEN or last.taken_at is None:
        return None
    return last if last.taken_at > timezone.now() - timedelta(days=KEPT_DAYS) else None


@transaction.atomic
def undo_import(proposal: ProfileImport, *, by: User) -> int:
    """Put the profile back; answers how many values stay, for they were changed since. Raises NotUndoable."""
    _lock(proposal)
    if undoable_import(by) != proposal:
        raise NotUndoable
    profile = Profile.objects.filter(user=by).first()
    if profile is None:
        raise NotUndoable
    lock(profile)
    undo = proposal.undo
    kept = restore(profile, undo)
    if profile.state == ProfileState.ACTIVE and profile.original is None:
        raise NotUndoable
    proposal.state, proposal.undo = ImportState.UNDONE, {}
    proposal.save()
    audit("profile import undone", profile, by=by, after={"import": proposal.pk, "kept": kept})
    if undo["created"] and _is_bare(profile):
        profile.delete()
    return kept


def _is_bare(profile: Profile) -> bool:
    """A draft in which its person has written nothing by themselves."""
    return (
        profile.state == ProfileState.DRAFT
        and not profile.fields.exists()
        and not any(model._default_manager.filter(profile=profile).exists() for model in MODELS.values())
    )


@transaction.atomic
def discard_import(proposal: ProfileImport) -> None:
    """Throw away a proposal, and whatever it holds, unless it was taken."""
    _lock(proposal)
    if proposal.taken_at is None:
        proposal.delete()


def purge_imports() -> int:
    """Forget proposals that nobody answered and imports that cannot be undone any more; how many."""
    old = timezone.now() - timedelta(days=KEPT_DAYS)
    waiting = ProfileImport.objects.filter(taken_at__isnull=True, created_at__lte=old)
    taken = ProfileImport.objects.filter(taken_at__lte=old)
    return waiting.delete()[0] + taken.delete()[0]
