"""Files that a killed writer left in a tantivy folder."""

from __future__ import annotations

import json
from pathlib import Path


def remove_unborn_deletes(meta: Path) -> None:
    """Remove the `*.del` files beside `meta` that its commit does not name. Call it as the only writer.

    tantivy names them by segment and operation; after a kill between writing one and the commit, the next writer counts
    the same operations and refuses to write a file that is there already – for ever.
    """
    commit = json.loads(meta.read_text(encoding="utf-8"))
    named = {
        f"{segment['segment_id'].replace('-', '')}.{segment['deletes']['opstamp']}.del"
        for segment in commit["segments"]
        if segment["deletes"]
    }
    for file in meta.parent.glob("*.del"):
        if file.name not in named:
            file.unlink(missing_ok=True)
