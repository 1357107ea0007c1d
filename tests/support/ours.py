"""The apps that are ours, whatever else is installed."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

APPS = tuple(sorted(path.parent.name for path in Path(settings.ROOT).glob("*/apps.py")))
