from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutcomesConfig(AppConfig):
    name = "outcomes"
    verbose_name = _("Outcomes")

    def ready(self) -> None:
        for name in ("receivers", "desk"):
            import_module(f"outcomes.{name}")
