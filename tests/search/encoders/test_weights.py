import hashlib
from pathlib import Path

import pytest

from search.encoders.base import WeightsMismatch, WeightsMissing
from search.encoders.minilm import MiniLM
from search.encoders.use import UseMultilingual
from search.encoders.weights import checked, package_folder


def test_checked_accepts_the_expected_bytes(tmp_path: Path) -> None:
    file = tmp_path / "weights"
    file.write_bytes(b"right")
    assert checked(file, sha256=hashlib.sha256(b"right").hexdigest(), remedy="-") == file


def test_a_mismatch_names_file_expected_found_and_remedy(tmp_path: Path) -> None:
    file = tmp_path / "weights"
    file.write_bytes(b"wrong")
    with pytest.raises(WeightsMismatch) as error:
        checked(file, sha256="0" * 64, remedy="do this.")
    for part in (str(file), "0" * 64, hashlib.sha256(b"wrong").hexdigest(), "do this."):
        assert part in str(error.value)


def test_a_package_that_is_missing_names_the_setting() -> None:
    with pytest.raises(WeightsMissing, match="SEARCH_X_DIR"):
        package_folder("no_such_module", package="no-such", setting="SEARCH_X_DIR")


@pytest.mark.parametrize("encoder", [UseMultilingual, MiniLM])
def test_a_folder_without_the_files_is_told_at_the_first_encode(
    encoder: type[UseMultilingual | MiniLM], tmp_path: Path
) -> None:
    made = encoder(folder=tmp_path)
    with pytest.raises(WeightsMissing, match=str(tmp_path)):
        made.encode(["a"])


def test_tampered_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"not the model")
    with pytest.raises(WeightsMismatch, match="SEARCH_MINILM_DIR"):
        MiniLM(folder=tmp_path).encode(["a"])
