"""Synthetic people in the database and the index that the settings name: python -m tests.bench.filled 10000

Prints the numbers of two openings.
"""

import json
import sys

import django

django.setup()

from bases.models import Opening  # noqa: E402
from search.models import IndexJob  # noqa: E402
from talentbridge.settings.environment import ROOT  # noqa: E402
from tests.bench import corpus  # noqa: E402
from tests.bench.material import topics  # noqa: E402
from tests.bench.people import reference, write_openings, write_people  # noqa: E402


def main() -> None:
    people = int(sys.argv[1])
    known, subjects = reference(), topics(corpus.fields(), people=10_000)
    write_people(people, subjects, known, lambda done: None)
    write_openings(subjects, known)
    IndexJob.objects.all().delete()
    corpus.fill(subjects, ROOT / "var" / "bench" / "cache", lambda done: None)
    found = list(Opening.objects.order_by("pk").values_list("pk", flat=True)[:2])
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
