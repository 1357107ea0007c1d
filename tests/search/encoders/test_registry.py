from pathlib import Path

import pytest
from pytest_django import Settings

from search.encoders.base import UnknownEncoder, WeightsMissing
from search.encoders.registry import get_encoder


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
