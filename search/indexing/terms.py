"""A changed term makes stale what holds it, and nothing else: jobs for exactly those subjects, with the change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save

from search import engine
from search.indexing.holders import holders
from search.indexing.outbox import enqueue
from taxonomy.models import Term

_BEFORE = "_before_this_save"


def terms_changed(surfaces: Iterable[str]) -> None:
    """Terms with these forms, old and new, changed: call it in the transaction of the change.

    Saving and deleting a Term do so by themselves; whoever changes many rows past the signals calls this once.
    """
    for kind, ids in holders(surfaces).items():
        enqueue(kind, ids)
    engine.reset()
    transaction.on_commit(engine.reset)  # who read in between read the old ones


def about_to_save(sender: type[Term], instance: Term, **_: Any) -> None:
    """What the row says before it is saved."""
    before = Term.objects.filter(pk=instance.pk).first() if instance.pk else None
    setattr(instance, _BEFORE, before)


def saved(sender: type[Term], instance: Term, **_: Any) -> None:
    """A term was added or changed; of one whose forms stayed (another field, say) nothing becomes stale."""
    before: Term | None = instance.__dict__.pop(_BEFORE, None)
    if before is None or before.forms != instance.forms:
        terms_changed((*(before.surfaces if before else ()), *instance.surfaces))


def deleted(sender: type[Term], instance: Term, **_: Any) -> None:
    """A term is gone."""
    terms_changed(instance.surfaces)


def connect() -> None:
    """Called once, when the apps are ready."""
    pre_save.connect(about_to_save, sender=Term, dispatch_uid="index-term-before")
    post_save.connect(saved, sender=Term, dispatch_uid="index-term-saved")
    post_delete.connect(deleted, sender=Term, dispatch_uid="index-term-deleted")
