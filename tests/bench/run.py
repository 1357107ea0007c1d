"""A module of the bench with Django ready and the bench's own settings: python -m tests.bench.run measure …"""

import os
import sys
from importlib import import_module

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"

import django


def main() -> None:
    django.setup()
    name = sys.argv.pop(1)
    import_module(f"tests.bench.{name}").main()


if __name__ == "__main__":
    main()
