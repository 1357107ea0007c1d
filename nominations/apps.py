from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NominationsConfig(AppConfig):
    name = "nominations"
    verbose_name = _("Nominations")

    def ready(self) -> None:
        from accounts.desk import register_links, register_tasks
        from nominations import desk, receivers  # noqa: F401 – receivers connect themselves

        register_tasks(desk.tasks)
        register_links(desk.links)
