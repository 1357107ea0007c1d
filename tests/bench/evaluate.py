"""How good a ranking is: python -m tests.bench.evaluate EXPERTS.jsonl QRELS.jsonl SCORES.jsonl

QRELS: one {"opening": id, "relevant": [expert ids]} a line. SCORES: what `manage.py rank_corpus` writes. Prints the
mean reciprocal rank of the first relevant expert and the mean average precision; experts without a score rank last.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any


def rows(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line.strip()]


def main(experts: str, qrels: str, scores: str) -> str:
    ids = [row["id"] for row in rows(experts)]
    given: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for row in rows(scores):
        given[row["opening"]][row["expert"]] = row["score"]
    reciprocal, precision = [], []
    for row in rows(qrels):
        relevant, mine = set(row["relevant"]), given[row["opening"]]
        order = sorted(ids, key=lambda id: (-mine.get(id, float("-inf")), id))
        ranks = [rank for rank, id in enumerate(order, 1) if id in relevant]
        reciprocal.append(1 / ranks[0])
        precision.append(sum(found / rank for found, rank in enumerate(ranks, 1)) / len(relevant))
    n = len(reciprocal)
    return f"openings {n}   MRR {sum(reciprocal) / n:.4f}   MAP {sum(precision) / n:.4f}"


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.stdout.write(main(*sys.argv[1:]) + "\n")
