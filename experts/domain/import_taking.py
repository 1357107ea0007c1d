"""Taking an import: the chosen values are written into the profile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.domain.audit import record as audit
from accounts.domain.steps import lock
from accounts.models import User
from experts.domain.confirmation import mark_confirmed
from experts.domain.import_guards import (
    HeadlineMissing,
    NothingChosen,
    StaleImport,
    TitleMissing,
    lock_import,
)
from experts.domain.import_plan import plan_of, publication_of
from experts.domain.import_types import Line, Plan
from experts.domain.import_undo import MODELS, Changes, values_of
from experts.importing import tidy
from experts.importing.record import from_json
from experts.models import ImportState, Profile, ProfileImport, ProfileText, Publication


@dataclass(frozen=True)
class Choice:
    """What of a plan is taken: keys of lines; every publication after the `shown` ones if `rest`; titles by key."""

    keys: frozenset[str]
    rest: bool = False
    shown: int = 0
    titles: Mapping[str, str] = field(default_factory=dict)


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
    lock_import(proposal)
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
