"""sentence-transformers models: how they are named, found, checked, and – on real weights – used."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client
from pytest_django import Settings

from search.backends.registry import get_backend
from search.encoders.base import EncoderUnavailable, UnknownEncoder, WeightsMismatch, WeightsMissing
from search.encoders.hashing import HashingEncoder
from search.encoders.prefixed import for_passages, for_questions
from search.encoders.registry import get_encoder
from search.encoders.spec import ModelSpec, read_spec
from search.engine import get_view_builder, views_of_question
from search.indexing import compare, rebuild, work_off
from search.types import Passage, Query
from tests.factories import OpenOpeningFactory
from tests.search.encoders.real import REAL, real_folder

COMMIT = "d13f1b27baf31030b7fd040960d60d909913633f"


def model_in(folder: Path, *, dimension: int = 8, weights: bytes = b"0" * 1000) -> Path:
    """What a model's folder looks like from outside; it cannot be loaded."""
    (folder / "1_Pooling").mkdir(parents=True)
    modules = [{"path": ""}, {"path": "1_Pooling"}, {"path": "2_Normalize"}]
    (folder / "modules.json").write_text(json.dumps(modules))
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"word_embedding_dimension": dimension}))
    (folder / "model.safetensors").write_bytes(weights)
    return folder


class Listening(HashingEncoder):
    """Notes what it was given to read."""

    heard: list[str] = []
    query_prefix, passage_prefix = "query: ", "passage: "

    def encode(self, texts):  # type: ignore[no-untyped-def]
        self.heard.extend(texts)
        return super().encode(texts)


def test_everything_about_a_model_stands_in_its_name() -> None:
    spec = read_spec(
        f"transformers:intfloat/multilingual-e5-base?dimension=768&revision={COMMIT}&tokens=256&batch=64"
        "&device=cuda&query=query:%20&passage=passage:%20"
    )

    assert spec == ModelSpec(
        model="intfloat/multilingual-e5-base",
        dimension=768,
        revision=COMMIT,
        tokens=256,
        batch=64,
        device="cuda",
        query="query: ",
        passage="passage: ",
    )


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("transformers:intfloat/e5?revision=" + COMMIT, "names no dimension"),
        ("transformers:intfloat/e5?dimension=768", "revision is '', expected the 40 digits of a commit"),
        (
            "transformers:intfloat/e5?dimension=768&revision=main",
            "revision is 'main', expected the 40 digits",
        ),
        (
            "transformers:models/e5/base?dimension=8",
            "'models/e5/base' is neither a name on the hub nor a folder",
        ),
        ("transformers:?dimension=8", "'' is neither a name on the hub nor a folder from the root on"),
        ("transformers:/srv/e5?dimension=-8", "dimension is '-8', expected a whole number"),
        ("transformers:/srv/e5?dimension=8&trust_remote_code=1", "knows no trust_remote_code"),
    ],
)
def test_a_name_that_cannot_be_read_says_what_to_write(name: str, problem: str) -> None:
    with pytest.raises(UnknownEncoder) as told:
        get_encoder(name)

    assert problem in str(told.value)
    assert str(told.value).endswith("&query=query:%20&passage=passage:%20.")


def test_a_model_is_known_by_what_changes_its_vectors(tmp_path: Path) -> None:
    one, same = model_in(tmp_path / "a" / "e5"), model_in(tmp_path / "b" / "e5")
    other = model_in(tmp_path / "c" / "e5", weights=b"0" * 999 + b"1")

    def id_of(folder: Path, options: str = "") -> str:
        return get_encoder(f"transformers:{folder}?dimension=8{options}").id

    assert id_of(one) == id_of(same) == id_of(one, "&batch=4&device=cpu")
    assert (
        len(
            {
                id_of(one),
                id_of(other),
                id_of(one, "&tokens=9"),
                id_of(one, "&query=q:"),
                id_of(one, "&passage=q:"),
            }
        )
        == 5
    )
    hub = get_encoder(f"transformers:intfloat/e5?dimension=768&revision={COMMIT}")
    assert (hub.id, hub.dimension) == ("intfloat/e5@d13f1b27baf3", 768)


def test_what_is_asked_and_what_is_read_get_their_own_words(tmp_path: Path) -> None:
    class Heard:
        id, dimension, query_prefix, passage_prefix = "heard", 1, "query: ", "passage: "

        def encode(self, texts: list[str]) -> np.ndarray:
            heard.extend(texts)
            return np.ones((len(texts), 1), np.float32)

    heard: list[str] = []
    for_questions(Heard(), of=Heard()).encode(["a"])
    for_passages(Heard(), of=Heard()).encode(["a", "b"])

    assert heard == ["query: a", "passage: a", "passage: b"]
    plain = get_encoder("hashing")
    assert for_questions(plain, of=plain) is for_passages(plain, of=plain) is plain


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsMissing, match=f"The folder {tmp_path} holds no sentence-transformers model"):
        get_encoder(f"transformers:{tmp_path}?dimension=8")


def test_pickled_weights_are_no_model(tmp_path: Path) -> None:
    folder = model_in(tmp_path / "e5")
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")

    with pytest.raises(WeightsMissing, match="safetensors"):
        get_encoder(f"transformers:{folder}?dimension=8")


def test_a_model_of_another_dimension_is_named_before_it_is_loaded(tmp_path: Path) -> None:
    folder = model_in(tmp_path / "e5", dimension=768)

    with pytest.raises(
        WeightsMismatch, match="makes vectors of 768 numbers, not of 384: set its dimension to 768"
    ):
        get_encoder(f"transformers:{folder}?dimension=384")


@pytest.mark.parametrize("dimension", [None, 8])
def test_checks_say_one_sentence_of_a_model_that_cannot_be_used(
    settings: Settings, tmp_path: Path, dimension: int | None
) -> None:
    folder = model_in(tmp_path / "e5", dimension=dimension) if dimension else tmp_path / "none"
    settings.SEARCH_ENCODERS = {"text": f"transformers:{folder}?dimension=9", "english": "hashing"}

    with pytest.raises(SystemCheckError) as told:
        call_command("check")

    assert "search.E002" in str(told.value)
    assert str(folder) in str(told.value)


@pytest.mark.django_db
def test_readyz_says_that_the_model_is_missing_without_its_path(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.SEARCH_ENCODERS = {"text": f"transformers:{tmp_path}/none?dimension=9", "english": "hashing"}

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["problems"] == [
        "The encoder that SEARCH_TEXT_ENCODER or SEARCH_ENGLISH_ENCODER names cannot be used: manage.py check says why."
    ]
    assert str(tmp_path) not in response.content.decode()


@pytest.mark.django_db
def test_a_page_asks_in_the_words_of_a_question_and_the_index_is_made_in_those_of_a_passage(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"{__name__}.Listening"
    settings.SEARCH_ENCODERS = {"text": path, "english": path}
    monkeypatch.setattr(Listening, "heard", [])
    solar = [Passage(key="a", language="en", title="solar cells")]

    get_view_builder().views(solar)
    views_of_question(solar)

    assert list(dict.fromkeys(Listening.heard)) == ["passage: solar cells", "query: solar cells"]


@pytest.mark.parametrize("missing", ["sentence_transformers", "torch"])
def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setitem(sys.modules, missing, None)

    with pytest.raises(EncoderUnavailable, match=r"pip install 'talentbridge\[transformers\]'\.$"):
        get_encoder(f"transformers:{model_in(tmp_path / 'e5')}?dimension=8").encode(["a"])


@pytest.mark.transformers
def test_the_real_weights_are_those_that_their_authors_published() -> None:
    weights = (real_folder() / "model.safetensors").read_bytes()

    assert hashlib.sha256(weights).hexdigest() == (
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    )


@pytest.mark.transformers
def test_real_weights_are_loaded_without_foreign_code_on_whatever_there_is() -> None:
    encoder = get_encoder(f"{REAL}&batch=2&tokens=16")
    related, same, other = encoder.encode(
        ["Stability of perovskite solar cells", "solar cells of perovskite", "Marine biology of whales"]
    )

    assert related @ same > related @ other + 0.3


@pytest.mark.transformers
def test_real_weights_read_no_further_than_the_limit_and_say_so(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    encoder = get_encoder(f"{REAL}&tokens=16")

    long, cut = encoder.encode(["solar cell " * 50_000, "solar cell " * 7])

    np.testing.assert_allclose(long, cut, atol=1e-4)
    assert "1 of 2 texts were cut to 16 tokens" in caplog.text


@pytest.mark.transformers
def test_a_prefix_changes_real_vectors(tmp_path: Path) -> None:
    encoder = get_encoder(f"{REAL}&query=query:%20")

    asked, plain = (
        for_questions(encoder, of=encoder).encode(["solar cells"]),
        encoder.encode(["solar cells", "query: solar cells"]),
    )

    np.testing.assert_allclose(asked[0], plain[1], atol=1e-5)
    assert asked[0] @ plain[0] < 0.999


@pytest.mark.transformers
def test_real_weights_of_another_dimension_are_refused_when_they_are_loaded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(real_folder().parent)  # there "model" is what the hub would give under that name
    encoder = get_encoder(f"transformers:model?dimension=512&revision={COMMIT}")

    with pytest.raises(WeightsMismatch, match="The model model makes vectors of 384 numbers, not of 512"):
        encoder.encode(["a"])


@pytest.mark.transformers
def test_damaged_weights_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(real_folder(), folder)
    (folder / "model.safetensors").write_bytes(b"not weights")

    with pytest.raises(WeightsMissing, match=f"The model {folder} cannot be loaded"):
        get_encoder(f"transformers:{folder}?dimension=384").encode(["a"])


@pytest.mark.transformers
@pytest.mark.django_db
def test_the_index_moves_to_real_weights_and_finds_what_no_shared_word_tells(settings: Settings) -> None:
    settings.SEARCH_BACKEND = "search.backends.embedded.EmbeddedBackend"
    settings.SEARCH_ENCODERS = {"text": "hashing", "english": "hashing"}
    whales = OpenOpeningFactory(text__title="Marine mammals", text__description="Their songs under water.")
    OpenOpeningFactory(text__title="Tunnel boring", text__description="Machines for soft ground.")
    work_off(everything=True)

    settings.SEARCH_ENCODERS = {"text": REAL, "english": REAL}
    rebuild()
    [view] = views_of_question([Passage(key="question", language="en", title="whales and dolphins")])
    found = get_backend().search(Query(kind="opening", views=(view,), tokens=(), size=2))

    assert found[0].id == f"opening:{whales.pk}"
    assert all(status.in_step for status in compare())
