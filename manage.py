#!/usr/bin/env python
"""Django's command line for TalentBridge."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talentbridge.settings.development")
    from django.core.management import execute_from_command_line

    from talentbridge.settings.environment import NotConfigured

    try:
        execute_from_command_line(sys.argv)
    except NotConfigured as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
