from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BasesConfig(AppConfig):
    name = "bases"
    verbose_name = _("Bases")

    def ready(self) -> None:
        from accounts.roles import register
        from bases import receivers  # noqa: F401 – connects them
        from bases.roles import host_roles

        register(host_roles)
