"""`python -m tests.services start|stop|status|missing [NAME …]`: what the services' targets of the Makefile call."""

from __future__ import annotations

import argparse
import sys

from tests.services.process import ServiceError
from tests.services.running import ADDRESSES, SERVICES, missing, start, status, stop


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.services", description=__doc__)
    parser.add_argument("action", choices=["start", "stop", "status", "missing"])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(SERVICES)}; all without it")
    arguments = parser.parse_args()
    names = arguments.names or list(SERVICES)
    if unknown := set(names) - set(SERVICES):
        parser.error(f"no such service: {', '.join(sorted(unknown))}; there are {', '.join(SERVICES)}")
    try:
        for line in {"start": start, "stop": stop, "status": status, "missing": missing}[arguments.action](
            names
        ):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
    except ServiceError as error:
        sys.exit(str(error))
    if arguments.action == "start":
        sys.stdout.write(f"Their addresses are in {ADDRESSES}.\n")


if __name__ == "__main__":
    main()
