"""Is one ranking fair to both languages? python -m tests.bench.mixed_pool [OUT.json]

A pool of 1,000 people, half of whom write Chinese. Somebody who fits an opening is put into it once in Chinese and once
in English, never both at once, and the two ranks are compared, for the opening in Chinese and in English. Two kinds of
people: the 40 pairs of tests/bench/data, by one hand in each language; and one of each eight made-up people who share
a subject, so that seven others merit the opening as much and a bias would show. The latter once more in pools of these
eight alone ("few"), where no sample tells what a chance likeness is. Ranked by the product's own way.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talentbridge.settings.development")

import numpy as np
from numpy.typing import NDArray

from matching.fairness import synthetic
from search.backends.memory import MemoryBackend
from search.corpus.ranking import index_experts, index_queries, scores
from search.corpus.reading import Entry
from search.management.commands.rank_corpus import engine_for
from search.text.language import CHINESE, ENGLISH
from tests.bench.small_pool import rank_in
from tests.bench.twins import read_twins

SEED, POOL, EACH = 7, 1000, 8
SMALL = 60  # pools of EACH
KINDS = ("twins", "crowded", "few")
GOAL = 5  # ranks, median
BOTH = (CHINESE, ENGLISH)


@dataclass(frozen=True, slots=True)
class Measured:
    """Somebody who is put into the pool once in each language, and what they answer."""

    kind: str  # of KINDS, but the last
    openings: Mapping[str, Entry]  # by language
    people: Mapping[str, Entry]
    stands: str  # the language in which the person is in the pool while others are measured


def measured_and_pool() -> tuple[list[Measured], list[Entry]]:
    """Those to measure, and the other people of the pool."""
    twins = [Measured("twins", t.openings, t.people, BOTH[i % 2]) for i, t in enumerate(read_twins())]
    known = synthetic.subjects((POOL - len(twins)) // EACH, seed=SEED)
    others: list[Entry] = []
    for number, one in enumerate(synthetic.pool(known, each=EACH, seed=SEED)):
        if number % EACH:
            others.append(one.entry)
            continue
        twins.append(
            Measured(
                "crowded",
                {tag: synthetic.opening(known[one.subject], number=number, language=tag) for tag in BOTH},
                {
                    tag: synthetic.person(known[one.subject], number=number, language=tag, seed=SEED)
                    for tag in BOTH
                },
                one.language,
            )
        )
    return twins, others


def ranks() -> list[tuple[str, str, int, int]]:
    """(kind, language of the opening, rank in Chinese, rank in English) for each measured person."""
    measured, others = measured_and_pool()
    people = [*others, *(one.people[tag] for one in measured for tag in BOTH)]
    builder, slots = engine_for()
    backend = MemoryBackend(slots=slots)
    index_experts(people, backend=backend, builder=builder, progress=lambda _: None)
    openings = [one.openings[tag] for one in measured for tag in BOTH]
    queries = index_queries(openings, builder=builder, progress=lambda _: None)
    ids = [entry.id for entry in people]
    found = scores(queries, ids, backend=backend, top=None, progress=lambda _: None)
    standing = {entry.id for entry in others} | {one.people[one.stands].id for one in measured}
    rows = []
    asked = ((one, tag) for one in measured for tag in BOTH)
    for (one, tag), ranked in zip(asked, found, strict=True):
        given = dict(ranked)
        rivals = standing - {entry.id for entry in one.people.values()}
        values = np.array([given[id] for id in sorted(rivals)])
        chinese, english = (1 + int((values > given[one.people[each].id]).sum()) for each in BOTH)
        rows.append((one.kind, tag, chinese, english))
    crowded = [one for one in measured if one.kind == "crowded"]
    for number, one in enumerate(crowded[:SMALL]):
        few = others[number * (EACH - 1) : (number + 1) * (EACH - 1)]
        for tag in BOTH:
            places = [
                rank_in(few, one.people[each], one.openings[tag], builder=builder, slots=slots)
                for each in BOTH
            ]
            rows.append(("few", tag, places[0], places[1]))
    return rows


def figures(rows: Sequence[tuple[str, str, int, int]]) -> dict[str, dict[str, Any]]:
    """name -> value, unit, goal, met."""
    found: dict[str, dict[str, Any]] = {}
    for kind in KINDS:
        for tag in BOTH:
            mine: NDArray[np.int_] = np.array([row[2:] for row in rows if row[:2] == (kind, tag)])
            apart = np.abs(mine[:, 0] - mine[:, 1])
            name = f"mixed_pool_{kind}_{'zh' if tag == CHINESE else 'en'}"
            median = statistics.median(apart.tolist())
            found[f"{name}_median"] = {"value": median, "unit": "ranks", "goal": GOAL, "met": median <= GOAL}
            more = {
                "mean": round(float(apart.mean()), 2),
                "p90": float(np.percentile(apart, 90)),
                "rank_of_zh": statistics.median(mine[:, 0].tolist()),
                "rank_of_en": statistics.median(mine[:, 1].tolist()),
                "zh_first": int((mine[:, 0] < mine[:, 1]).sum()),
                "en_first": int((mine[:, 0] > mine[:, 1]).sum()),
            }
            found |= {f"{name}_{key}": {"value": value, "unit": "ranks"} for key, value in more.items()}
            for key in ("zh_first", "en_first"):
                found[f"{name}_{key}"]["unit"] = "people"
    return found


def main(out: Path) -> None:
    found = figures(ranks())
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    columns = ("median", "p90", "mean", "rank_of_zh", "rank_of_en", "zh_first", "en_first")
    lines = [f"{'people':10}{'opening':10}" + "".join(f"{column:>12}" for column in columns)]
    for kind in KINDS:
        for tag in ("zh", "en"):
            values = [found[f"mixed_pool_{kind}_{tag}_{column}"]["value"] for column in columns]
            lines.append(f"{kind:10}{tag:10}" + "".join(f"{value:>12}" for value in values))
    met = all(figure.get("met", True) for figure in found.values())
    lines.append(f"median difference of at most {GOAL} ranks everywhere: {'yes' if met else 'no'} -> {out}")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    import django

    django.setup()
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "var/bench/mixed_pool.json"))
