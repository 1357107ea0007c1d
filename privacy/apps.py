from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = _("Privacy")

    def ready(self) -> None:
        from accounts.desk import register_links, register_tasks
        from privacy import desk, receivers  # noqa: F401 – connects

        register_tasks(desk.tasks)
        register_links(desk.links)
