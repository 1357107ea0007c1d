"""What a process that loads no model gets, and how long it waits."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from search import broker, checks, engine, requests
from search.cache import PassingVectorCache
from search.encoders import place, remote
from search.encoders.base import EncoderAway
from search.encoders.hashing import HashingEncoder
from search.encoders.remote import RemoteEncoder
from search.tasks import make_vectors
from search.types import Passage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def web(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(engine, "_passing_vectors", PassingVectorCache())  # a process that has just begun
    engine.reset()
    settings.TALENTBRIDGE_ENCODE = "worker"
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    place.serve_pages()
    remote.forget()
    yield
    place.serve_pages(yes=False)
    remote.forget()
    requests.end()


@pytest.fixture
def hanging(settings: Settings) -> Iterator[socket.socket]:
    """A server that takes connections and says nothing; it counts them."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{server.getsockname()[1]}/0"
        yield server


def encoder() -> RemoteEncoder:
    return RemoteEncoder("text", HashingEncoder())


def connections(server: socket.socket) -> int:
    count = 0
    server.settimeout(0.1)
    while True:
        try:
            server.accept()[0].close()
        except TimeoutError:
            return count
        count += 1


def test_names_itself_as_the_encoder_that_it_stands_for() -> None:
    assert (encoder().id, encoder().dimension) == ("hashing-256", 256)


def test_a_broker_that_hangs_is_asked_once_and_then_left_alone(hanging: socket.socket) -> None:
    for _ in range(3):
        with pytest.raises(EncoderAway, match=r"Redis d(id|oes) not answer"):
            encoder().encode(["tungsten"])

    assert connections(hanging) == 1


def test_a_saved_change_leaves_a_broker_that_is_away_alone(hanging: socket.socket) -> None:
    for _ in range(2):
        with pytest.raises(broker.BrokerAway):
            broker.hand_over(make_vectors, "0")

    assert connections(hanging) == 1


def test_no_page_waits_longer_than_its_deadline_for_all_its_vectors(settings: Settings) -> None:
    settings.VECTORS_DEADLINE = 1e-9
    requests.begin()
    assert requests.seconds_left() <= 1e-9

    with pytest.raises(EncoderAway, match="No worker made vectors in time; start a worker for the queue"):
        encoder().encode(["tungsten"])
    settings.VECTORS_DEADLINE = 60.0
    assert requests.seconds_left() == 0.0  # of this request
    requests.begin()
    assert requests.seconds_left() > 1


def test_only_a_page_is_answered_by_words() -> None:
    passages = [Passage("query", "", "tungsten walls")]
    with pytest.raises(EncoderAway):
        engine.views_of_question(passages)
    assert not requests.answered_by_words()

    requests.begin()
    [view] = engine.views_of_question(passages)

    assert requests.answered_by_words()
    assert not view.vectors["text"].any()
    assert not view.vectors["english"].any()
    assert set(view.stems) == {"tungst", "wall"}
    assert view.tokens == ("tungsten", "wall")
    requests.begin()
    assert not requests.answered_by_words()


def test_chinese_words_keep_their_english_stems_without_vectors() -> None:
    requests.begin()

    [view] = engine.views_of_question([Passage("query", "", "水稻育种")])

    assert {"rice", "breed"} <= set(view.stems)


def test_a_worker_and_a_command_encode_themselves() -> None:
    assert place.left_to_workers()
    place.serve_pages(yes=False)  # no wsgi module was loaded there

    [view] = engine.views_of_question([Passage("query", "", "tungsten walls")])

    assert view.vectors["text"].any()


def test_without_a_broker_a_web_process_encodes_itself(settings: Settings) -> None:
    settings.TALENTBRIDGE_ENCODE = "here"

    assert not place.left_to_workers()
    assert engine.views_of_question([Passage("query", "", "tungsten")])[0].vectors["text"].any()


def test_nobody_elses_text_is_in_the_log(caplog: pytest.LogCaptureFixture, settings: Settings) -> None:
    path = f"{__name__}.Failing"
    settings.SEARCH_ENCODERS = {"text": path, "english": path}

    with caplog.at_level(logging.DEBUG):
        said = remote._answered("text", "hashing-256", ["porcelain"])

    assert said == {"problem": "The encoder hashing-256 failed (ValueError); see the worker's log."}
    assert "failed on a question: ValueError at test_remote.py" in caplog.text
    assert "porcelain" not in caplog.text


class Failing(HashingEncoder):
    def encode(self, texts):  # type: ignore[no-untyped-def]
        raise ValueError(f"cannot read {texts}")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("TALENTBRIDGE_ENCODE", "cloud", "TALENTBRIDGE_ENCODE is 'cloud'; give 'here' or 'worker'."),
        ("CELERY_BROKER_URL", "memory://", "TALENTBRIDGE_ENCODE is 'worker', but no worker can be asked"),
        ("VECTORS_DEADLINE", 0.0, "VECTORS_DEADLINE is 0.0; give seconds above 0."),
    ],
)
def test_wrong_settings_are_told(name: str, value: object, said: str, settings: Settings) -> None:
    assert checks.check_encoding(None) == []
    setattr(settings, name, value)

    [error] = checks.check_encoding(None)

    assert error.msg.startswith(said)
