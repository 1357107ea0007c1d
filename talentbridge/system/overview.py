"""Everything that the page shows, as one value: asked with a deadline, and what is not known is None."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.backends.base import IndexUnavailable
from search.broker import BrokerAway
from search.encoders.base import EncoderUnavailable
from search.indexing import aside
from search.models.job import SubjectKind
from talentbridge import asking, readiness, standing
from talentbridge.readiness import Answer
from talentbridge.standing import Backlog, Done
from talentbridge.system.parts import Part, parts

# For what may hang; a page waits no longer than for the vectors of a search.
SECONDS = 2.0
MOST_ASIDE = 50  # subjects that are listed; the others can be tried again all the same
# As docs/operations.md ("What to watch"): sweeper and retries are through within a minute, backups are daily, and beat
# rebuilds each week.
LONGEST_WAIT = timedelta(minutes=1)
OLDEST_BACKUP, OLDEST_REBUILD = timedelta(hours=25), timedelta(days=8)

NAMES = {
    "database": _("Database"),
    "migrations": _("Migrations"),
    "clock": _("Clock"),
    "encoders": _("Encoders"),
    "index": _("Index"),
    "broker": "Redis",
}
EDITORS = {
    SubjectKind.PROFILE: "admin:experts_profile_change",
    SubjectKind.OPENING: "admin:bases_opening_change",
    SubjectKind.BASE: "admin:bases_base_change",
}


@dataclass(frozen=True, slots=True)
class Documents:
    """One kind on both sides."""

    kind: str  # in words
    database: int
    index: int | None  # None: not known, for the index is away

    @property
    def difference(self) -> str:
        """How many too few or too many the index has: "−3", "0", "+1"; "–" where that is not known."""
        if self.index is None:
            return "–"
        return f"{self.index - self.database:+d}".replace("-", "−").replace("+0", "0")


@dataclass(frozen=True, slots=True)
class Failed:
    """One subject that is set aside, and the address where an administrator can change it."""

    job: aside.Aside
    kind: str
    address: str


@dataclass(frozen=True, slots=True)
class Overview:
    """How the platform stands."""

    parts: Sequence[Part]
    dependencies: Mapping[str, Answer]  # name in words -> what it said
    backlog: Backlog
    documents: Sequence[Documents]
    queues: Mapping[str, int]
    failed: Sequence[Failed]
    rebuild: Done | None
    backup: Done | None

    @property
    def in_trouble(self) -> int:
        """How many dependencies are not in order."""
        return sum(1 for answer in self.dependencies.values() if answer.problem)

    @property
    def is_behind(self) -> bool:
        """Whether changes wait for longer than they should."""
        return self.backlog.oldest_seconds > LONGEST_WAIT.total_seconds()

    @property
    def differs(self) -> bool:
        """Whether the index lacks or holds something more though no change waits."""
        return not self.backlog.jobs and any(
            kind.index not in (None, kind.database) for kind in self.documents
        )

    @property
    def is_complete(self) -> bool:
        """Whether both sides are known to hold as many of each kind, and no change waits."""
        return not self.backlog.jobs and all(kind.index == kind.database for kind in self.documents)

    @property
    def backup_is_old(self) -> bool:
        """Whether a backup is due, or none was ever made."""
        return self.backup is None or timezone.now() - self.backup.at > OLDEST_BACKUP

    @property
    def rebuild_is_old(self) -> bool:
        """Whether the weekly rebuild did not come; nobody waits for the first."""
        return self.rebuild is not None and timezone.now() - self.rebuild.at > OLDEST_REBUILD

    @property
    def in_order(self) -> bool:
        """Whether there is nothing to do."""
        return not (
            self.in_trouble
            or self.failed
            or self.is_behind
            or self.differs
            or self.backup_is_old
            or self.rebuild_is_old
        )


def overview(*, editing: bool) -> Overview:
    """As it is now. `editing`: with addresses of the editor. Raises DatabaseError; whatever else is away is shown."""
    ours: dict[str, Any] = {"system:index": _index, "system:queues": _queues}
    asked = asking.ask(ours | readiness.questions(), seconds=SECONDS)
    held: Mapping[str, int] = asked.get("system:index", {})
    return Overview(
        parts=parts(),
        dependencies={
            str(NAMES[name]): answer
            for name, answer in readiness.answers_among(asked, seconds=SECONDS).items()
        },
        backlog=standing.read_backlog(),
        documents=[
            Documents(str(SubjectKind(kind).label), number, held.get(kind))
            for kind, number in standing.in_database().items()
        ],
        queues=asked.get("system:queues", {}),
        failed=[
            Failed(
                job,
                str(SubjectKind(job.kind).label),
                reverse(EDITORS[SubjectKind(job.kind)], args=[job.object_id]) if editing else "",
            )
            for job in aside.listed(most=MOST_ASIDE)
        ],
        rebuild=standing.last_rebuild(),
        backup=standing.last_backup(),
    )


def _index() -> dict[str, int]:
    try:
        return standing.in_index()
    except (IndexUnavailable, EncoderUnavailable):
        return {}


def _queues() -> dict[str, int]:
    try:
        return standing.in_queues()
    except BrokerAway:
        return {}
