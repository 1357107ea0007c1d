"""All that is stored about somebody, as a file for them alone: asked for, made by a worker, taken, gone."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from accounts.domain.audit import record
from accounts.models import User
from notices.choices import Topic
from notices.domain.telling import tell
from privacy.choices import ExportState
from privacy.exporting.packing import pack
from privacy.models import DataExport
from privacy.models.data_export import UNFINISHED
from privacy.person import person_of

KEPT = timedelta(days=7)
OVERDUE = timedelta(minutes=15)  # whoever made one for longer was ended


@transaction.atomic
def ask_export(user: User) -> DataExport:
    """Begin one; while one is being made, that one. Whoever is asked next makes the file."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # two clicks at once would both be the first
    running = DataExport.objects.filter(user=user, state__in=UNFINISHED).first()
    if running and running.asked_at > timezone.now() - OVERDUE:
        return running
    if running:
        _fail(running)
    export = DataExport.objects.create(user=user)
    record("export asked for", export, by=user)
    return export


def make_export(pk: int) -> None:
    """Read everything and pack it. Does so once; how far it is stands in the row meanwhile."""
    waiting = DataExport.objects.filter(pk=pk, state=ExportState.WAITING)
    if not waiting.update(state=ExportState.WORKING):
        return
    export = DataExport.objects.select_related("user").get(pk=pk)
    row = DataExport.objects.filter(pk=pk, state=ExportState.WORKING)
    try:
        with pack(
            person_of(export.user), export.user.language, lambda done, goal: _tell(row, done, goal)
        ) as packed:
            _keep(export, packed)
    except Exception:
        _fail(export)
        raise


def read_export(export: DataExport) -> bytes:
    """Its content; the audit notes that it was taken."""
    record("export taken", export, by=export.user)
    with export.file.open("rb") as opened:
        return bytes(opened.read())


@transaction.atomic
def _keep(export: DataExport, packed: File[bytes]) -> None:
    now = timezone.now()
    export.file.save("export.zip", packed, save=False)
    export.state, export.size, export.ready_at = ExportState.READY, export.file.size, now
    export.expires_at, export.done = now + KEPT, export.goal
    export.save(update_fields=["file", "state", "size", "ready_at", "expires_at"])
    tell(
        export.user,
        Topic.PRIVACY,
        "export_ready",
        address=f"/me/data/export/{export.pk}/",
        until=export.expires_at,
    )


def _tell(row: object, done: int, goal: int) -> None:
    row.update(done=done, goal=goal)  # type: ignore[attr-defined]


def _fail(export: DataExport) -> None:
    DataExport.objects.filter(pk=export.pk).update(state=ExportState.FAILED)
