from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.load import load
from demo.reading import BadDemoData


class Command(BaseCommand):
    help = "Loads the demo data: what was loaded before stays as people left it. Refused in production."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_ALLOWED:
            raise CommandError(
                "Demo data comes with public passwords and is refused here; "
                "load it with DJANGO_SETTINGS_MODULE=talentbridge.settings.development."
            )
        try:
            made = load(self._tell)
        except BadDemoData as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from error
        self.stdout.write(f"{made} new demo records." if made else "The demo data is already there.")

    def _tell(self, step: str) -> None:
        self.stdout.write(step)
        self.stdout.flush()
