from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntroductionsConfig(AppConfig):
    name = "introductions"
    verbose_name = _("Introductions")

    def ready(self) -> None:
        for name in ("receivers", "desk", "going_on"):
            import_module(f"introductions.{name}")
