from collections.abc import Sequence
from pathlib import Path

import pytest
from pytest_django import Settings

from search.encoders.base import UnknownEncoder, WeightsMissing
from search.encoders.hashing import HashingEncoder
from search.encoders.registry import get_encoder, load_models
from search.types import Matrix


def test_a_short_name_and_its_dotted_path_are_one_encoder() -> None:
    assert get_encoder("minilm") is get_encoder("search.encoders.minilm.MiniLM")


@pytest.mark.parametrize(
    "name",
    [
        "nonsense",
        "search.encoders.nonsense.None",
        "os.path.join.x",
        "os.path.join",
        "search.encoders",
        ".use",
    ],
)
def test_an_unknown_name_lists_the_known_ones(name: str) -> None:
    with pytest.raises(UnknownEncoder, match=r"hashing, minilm, use"):
        get_encoder(name)


def test_a_setting_names_the_folder_of_the_weights(settings: Settings, tmp_path: Path) -> None:
    settings.SEARCH_MINILM_DIR = str(tmp_path)
    with pytest.raises(WeightsMissing, match=str(tmp_path)):
        get_encoder("minilm").encode(["a"])


class Threaded(HashingEncoder):
    """Knows how many threads it was given."""

    def __init__(self, *, folder: Path | None = None, threads: int = 0) -> None:
        super().__init__()
        self.threads = threads


def test_an_encoder_keeps_to_one_thread_where_workers_encode(settings: Settings) -> None:
    settings.SEARCH_THREADS = 0
    settings.TALENTBRIDGE_ENCODE = "worker"
    encoder = get_encoder(f"{__name__}.Threaded")
    assert isinstance(encoder, Threaded)
    assert encoder.threads == 1

    settings.SEARCH_THREADS = 3
    encoder = get_encoder(f"{__name__}.Threaded")
    assert isinstance(encoder, Threaded)
    assert encoder.threads == 3


def test_a_worker_begins_with_its_models_or_says_what_is_missing(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SEARCH_MINILM_DIR = str(tmp_path)
    settings.SEARCH_ENCODERS = {"text": "minilm", "english": f"{__name__}.Counting"}

    load_models()

    assert Counting.encoded == 1
    assert f"{tmp_path}/model.onnx cannot be read" in caplog.text


class Counting(HashingEncoder):
    encoded = 0

    def encode(self, texts: Sequence[str]) -> Matrix:
        Counting.encoded += 1
        return super().encode(texts)
