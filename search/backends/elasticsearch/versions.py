"""Which index version serves, which is being filled: always asked, never remembered for longer than a moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any

from elasticsearch import BadRequestError

from search.backends.base import IndexMismatch, Slot
from search.backends.elasticsearch.client import Connection
from search.backends.elasticsearch.entry import mapping_of, settings_of
from search.backends.elasticsearch.errors import REMEDY
from search.backends.elasticsearch.naming import Names
from search.backends.elasticsearch.patience import Line

FRESH = 1.0  # seconds for which a page trusts that the version it looked at still serves


@dataclass(frozen=True, slots=True)
class State:
    """The names of the versions behind the three aliases, and all versions that exist."""

    read: str | None
    write: str | None
    building: str | None
    all: tuple[str, ...]


class Versions:
    """The index versions of one prefix in one cluster."""

    def __init__(self, connection: Connection, line: Line, slots: Mapping[str, Slot]) -> None:
        self.connection, self.line, self.slots = connection, line, dict(slots)
        self.names = Names(connection.configuration.prefix, slots)
        self._checked: tuple[float, bool] = 0.0, False

    def state(self) -> State:
        """As the cluster says now."""
        found = self.line.insist(
            lambda: (
                self.connection.client.indices.get(
                    index=self.names.everything, features="aliases", allow_no_indices=True
                ).body
            )
        )
        holders: dict[str, str] = {}
        ours = sorted(filter(self.names.is_ours, found))
        for index in ours:
            for alias in found[index].get("aliases", {}):
                holders[alias] = index
        names = self.names
        return State(
            holders.get(names.read), holders.get(names.write), holders.get(names.building), tuple(ours)
        )

    def readable(self) -> bool:
        """Whether there is a version to read. Raises IndexMismatch if it is not for us."""
        at, there = self._checked
        if not there or monotonic() - at > FRESH:
            found = self.line.ask(
                lambda: (
                    self.connection.client.indices.get(
                        index=self.names.read,
                        features="aliases",
                        ignore_unavailable=True,
                        filter_path="*.aliases",
                    ).body
                )
            )
            for index in found:
                self.check(index)
            self._checked = monotonic(), bool(found)
        return self._checked[1]

    def look_again(self) -> None:
        """Something changed."""
        self._checked = 0.0, False

    def check(self, index: str) -> None:
        """IndexMismatch unless this version has our mapping and our encoders."""
        if self.names.fits(index):
            return
        mappings = self.line.insist(
            lambda: (
                self.connection.client.indices.get_mapping(index=index, filter_path="*.mappings._meta").body
            )
        )
        meta: Mapping[str, Any] = mappings.get(index, {}).get("mappings", {}).get("_meta", {})
        if meta.get("slots") not in (None, self.names.meta["slots"]):
            raise IndexMismatch(
                f"The index {index} was made with {_slots(meta['slots'])}, "
                f"not with {_slots(self.names.meta['slots'])}; {REMEDY}"
            )
        raise IndexMismatch(f"The index {index} has the mapping of another version of this program; {REMEDY}")

    def create(self, index: str, *aliases: str) -> None:
        """A new, empty version under these aliases; one that is there already is no error."""

        def make() -> None:
            try:
                self.connection.client.options(request_timeout=30).indices.create(
                    index=index,
                    settings=settings_of(self.connection.configuration.shards),
                    mappings={**mapping_of(self.slots), "_meta": self.names.meta},
                    aliases={alias: {} for alias in aliases},
                )
            except BadRequestError as error:
                if error.error != "resource_already_exists_exception":
                    raise

        self.line.insist(make)

    def change_aliases(self, *actions: Mapping[str, Any]) -> None:
        """All of these at once, or none."""
        self.line.insist(
            lambda: self.connection.client.options(request_timeout=30).indices.update_aliases(
                actions=list(actions)
            )
        )
        self.look_again()

    def remove(self, *indexes: str) -> None:
        """Remove these versions; unknown ones are no error."""
        if indexes:
            self.line.insist(
                lambda: self.connection.client.options(request_timeout=30).indices.delete(
                    index=list(indexes), ignore_unavailable=True
                )
            )


def _slots(slots: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{name}={slot['encoder']} [{slot['dimension']}]" for name, slot in sorted(slots.items())
    )
