"""All that `make demo` does before it serves, in one process: each start of Django costs seconds."""

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main(port: int) -> None:
    import django
    from django.core.management import call_command

    print("Preparing the database; the first time takes a minute …", flush=True)
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_demo")
    call_command("index_pending")
    print("Lists of people for all openings …", flush=True)
    call_command("make_lists", verbosity=0)
    call_command("demo_tour", port=port)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talentbridge.settings.development")
    from django.core.management import CommandError

    from talentbridge.settings.environment import NotConfigured

    try:
        main(parser.parse_args().port)
    except (CommandError, NotConfigured) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("Interrupted; nothing is lost: make demo goes on where it stopped.")
