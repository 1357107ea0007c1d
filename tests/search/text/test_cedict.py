import os
import subprocess
import sys
from pathlib import Path

import pytest

from search.encoders.base import EncoderUnavailable
from search.text import cedict


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cedict")
    cedict.load(path)
    return path


def test_load_builds_the_cache_and_reads_it(folder: Path) -> None:
    (file,) = folder.iterdir()
    dictionary = cedict.load(folder)
    assert file.name.startswith("cedict-1.2.0-")
    assert len(dictionary.entries) > 100_000
    assert dictionary.glosses("太阳能电池") == ["solar cell"]
    assert dictionary.glosses("没有这个词") == []


def test_load_rebuilds_a_damaged_cache(folder: Path) -> None:
    (file,) = folder.iterdir()
    sound = file.read_bytes()
    file.write_bytes(sound[: len(sound) // 2])
    assert cedict.load(folder).glosses("太阳能电池") == ["solar cell"]
    assert file.read_bytes() == sound


def test_load_works_where_nothing_can_be_written(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    assert cedict.load(blocked / "cache").glosses("太阳能电池") == ["solar cell"]
    assert "cannot be written" in caplog.text


def test_a_missing_dictionary_is_an_encoder_that_cannot_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cedict, "PACKAGE", "no_such_dictionary")
    with pytest.raises(EncoderUnavailable, match="The package no_such_dictionary is not installed: run `pip"):
        cedict.load(tmp_path)


def test_a_single_character_is_a_word_only_in_chemistry(folder: Path) -> None:
    dictionary = cedict.load(folder)
    assert dictionary.glosses("镓") == ["gallium"]
    assert dictionary.glosses("打") == []


def test_load_from_the_cache_takes_less_than_half_a_second_in_a_fresh_process(folder: Path) -> None:
    code = (
        "import time, django; from pathlib import Path; from search.text import cedict\n"
        f"start = time.process_time(); cedict.load(Path({str(folder)!r})); print(time.process_time() - start)"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "talentbridge.settings.test"}
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert float(run.stdout) < 0.5
