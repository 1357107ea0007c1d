"""An encoder on which certain texts have certain effects, as models have them on texts that nobody foresaw."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence

from search.encoders.hashing import HashingEncoder
from search.types import Matrix

RAISES, KILLS, HANGS, IS_SLOW = "porcelain", "cobalt", "molasses", "granite"


class HurtfulEncoder(HashingEncoder):
    """Counts its calls, so that a process can be asked whether it ever encoded."""

    calls = 0

    def encode(self, texts: Sequence[str]) -> Matrix:
        HurtfulEncoder.calls += 1
        whole = " ".join(texts).lower()
        if RAISES in whole:
            raise ValueError(f"cannot read {whole}")
        if KILLS in whole:
            os.kill(os.getpid(), signal.SIGKILL)
        if HANGS in whole:
            time.sleep(600)
        if IS_SLOW in whole:
            time.sleep(0.02 * len(texts))
        return super().encode(texts)
