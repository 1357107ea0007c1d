"""What an import changed, and putting it back: only what nobody has changed since."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db import models

from experts.models import Affiliation, ExternalId, LanguageSkill, Profile, ProfileText, Publication

MODELS: dict[str, type[models.Model]] = {
    model._meta.model_name or "": model
    for model in (ProfileText, Affiliation, LanguageSkill, ExternalId, Publication)
}
BATCH = 500  # keys of one question


def values_of(row: models.Model) -> dict[str, Any]:
    """What a person may write in its columns, as JSON keeps them."""
    columns = [
        column
        for column in row._meta.concrete_fields
        if column.editable and not column.primary_key and column.name != "profile"
    ]
    plain = {column.name: column.value_from_object(row) for column in columns}
    found: dict[str, Any] = json.loads(json.dumps(plain, default=str))
    return found


def digest_of(row: models.Model) -> str:
    return sha256(json.dumps(values_of(row), sort_keys=True).encode()).hexdigest()[:16]


@dataclass
class Changes:
    """Written down while an import is taken."""

    created: bool = False  # the profile itself
    columns: dict[str, list[Any]] = field(default_factory=dict)  # name -> before, after
    added: dict[str, list[list[Any]]] = field(default_factory=dict)  # model -> [key, digest]
    changed: list[list[Any]] = field(default_factory=list)  # model, key, values before, digest after

    def note_added(self, rows: Iterable[models.Model]) -> None:
        for row in rows:
            self.added.setdefault(row._meta.model_name or "", []).append([row.pk, digest_of(row)])

    def note_changed(self, row: models.Model, before: dict[str, Any]) -> None:
        self.changed.append([row._meta.model_name, row.pk, before, digest_of(row)])

    def to_json(self) -> dict[str, Any]:
        return {
            "created": self.created,
            "columns": self.columns,
            "added": self.added,
            "changed": self.changed,
        }


def restore(profile: Profile, undo: dict[str, Any]) -> int:
    """Put back what stands as the import left it; answers how many values were kept since somebody changed them."""
    kept = 0
    for name, (before, after) in undo["columns"].items():
        if str(getattr(profile, name) or "") == str(after or ""):
            setattr(profile, name, before)
        else:
            kept += 1
    for model, key, before, after in undo["changed"]:
        row = MODELS[model]._default_manager.filter(pk=key, profile=profile).first()
        if row is None or digest_of(row) != after:
            kept += 1
            continue
        for name, value in before.items():
            setattr(row, name, value)
        row.save()
    for model, pairs in undo["added"].items():
        kept += _remove(MODELS[model], profile, dict(pairs))
    _keep_an_original(profile)
    profile.save()
    return kept


def _remove(model: type[models.Model], profile: Profile, digests: dict[int, str]) -> int:
    """Delete the rows that are as they were added; how many others are left."""
    kept = 0
    keys = list(digests)
    for start in range(0, len(keys), BATCH):
        rows = model._default_manager.filter(pk__in=keys[start : start + BATCH], profile=profile)
        same = [row.pk for row in rows if digest_of(row) == digests[row.pk]]
        kept += len(rows) - len(same)
        model._default_manager.filter(pk__in=same).delete()
    return kept


def _keep_an_original(profile: Profile) -> None:
    """One text is the original as long as there is any."""
    texts = list(ProfileText.objects.filter(profile=profile).order_by("pk"))
    if texts and not any(text.is_original for text in texts):
        texts[0].is_original = True
        texts[0].save()
