"""Time and peak memory of check_index: python -m tests.bench.run checked --profiles 37000 --out part.json"""

import argparse
import json
import resource
import time
from pathlib import Path

from django.core.management import call_command

from tests.bench.goals import size_name


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--profiles", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    size, began = size_name(options.profiles), time.perf_counter()
    call_command("check_index")  # fails where anything differs
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000  # kB on Linux
    found = {f"es_check_{size}_s": time.perf_counter() - began, f"es_check_{size}_mb": peak}
    options.out.write_text(json.dumps(found))
