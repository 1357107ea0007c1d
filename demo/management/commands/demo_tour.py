from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from bases.models import Opening
from demo.loading.logins import LOGINS, PASSWORD
from demo.models import LoadedRecord

SHOWN = "energy-tandem-outdoor"


class Command(BaseCommand):
    help = (
        "Shows what the platform does: the five best people for one Chinese opening, then where to look on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        record = LoadedRecord.objects.filter(kind="opening", key=SHOWN).first()
        opening = Opening.objects.filter(pk=record.object_id).first() if record else None
        opening = (
            opening
            or Opening.objects.open().filter(texts__language="zh-hans", texts__is_original=True).first()
        )
        if opening is None:
            raise CommandError("There is no open Chinese opening to show; run `manage.py load_demo` first.")
        call_command("match_opening", str(opening.pk), top=5)
        if settings.DEMO_ALLOWED:
            self.stdout.write(f"\nOpen http://127.0.0.1:{port}/ and log in with the password {PASSWORD} as")
            width = max(len(str(login.role)) for login in LOGINS)
            for login in LOGINS:
                self.stdout.write(f"  {login.role!s:<{width}}  {login.email}")
