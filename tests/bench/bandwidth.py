"""How fast this machine reads memory: what no scan can beat."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count

import numpy as np

BYTES = 256 << 20  # more than any cache holds


def bandwidth() -> float:
    """Bytes a second: the best of several passes over one buffer, by one thread and by two."""
    words = np.ones(BYTES // 8, np.uint64)
    best = 0.0
    for threads in {1, min(2, cpu_count() or 1)}:
        parts = np.array_split(words, threads)
        with ThreadPoolExecutor(threads) as pool:
            for _ in range(8):
                start = time.perf_counter()
                list(pool.map(np.bitwise_or.reduce, parts))
                best = max(best, BYTES / (time.perf_counter() - start))
    return best
