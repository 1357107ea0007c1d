"""A rebuild that was interrupted goes on, in every index that outlives its process."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.backends.base import SearchBackend, Slot
from search.backends.elasticsearch import ElasticsearchBackend
from search.backends.embedded import EmbeddedBackend
from tests.search.backends.corpus import SLOTS, document, view


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.service)])
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> SearchBackend:
    if request.param == "elasticsearch":
        found: SearchBackend = request.getfixturevalue("elastic")
        return found
    return EmbeddedBackend(tmp_path, slots=SLOTS)


def interrupted(backend: SearchBackend) -> None:
    """A rebuild that ends after two documents."""

    def fill() -> None:
        with backend.rebuild() as new:
            new.put(document(f"profile:{n}", view(), digest="new") for n in (1, 2))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill()


def test_interrupted_rebuild_is_filled_up(backend: SearchBackend) -> None:
    backend.put(document(f"profile:{n}", view(), digest="old") for n in (1, 2, 3))
    interrupted(backend)
    assert set(backend.digests("profile").values()) == {"old"}
    backend.put([document("profile:2", view(), digest="newer")])
    backend.delete(["profile:3"])

    with backend.rebuild(resume=True) as new:
        held = new.held({"profile:1": "new", "profile:2": "other", "profile:3": "new"})
        new.put([document("profile:4", view(), digest="new")])

    assert held == {"profile:1"}
    assert backend.digests("profile") == {"profile:1": "new", "profile:2": "newer", "profile:4": "new"}


def test_without_resume_it_begins_anew(backend: SearchBackend) -> None:
    interrupted(backend)

    with backend.rebuild() as new:
        assert new.held({"profile:1": "new"}) == set()
        new.put([document("profile:4", view(), digest="new")])

    assert backend.digests("profile") == {"profile:4": "new"}


def test_what_other_encoders_left_is_not_gone_on_with(backend: SearchBackend, tmp_path: Path) -> None:
    interrupted(backend)
    slots = {**SLOTS, "english": Slot("test:other", 2)}
    other: SearchBackend
    if isinstance(backend, ElasticsearchBackend):
        other = ElasticsearchBackend(backend.configuration, slots=slots)
    else:
        other = EmbeddedBackend(tmp_path, slots=slots)

    with other.rebuild(resume=True) as new:
        assert new.held({"profile:1": "new"}) == set()

    assert other.digests("profile") == {}
