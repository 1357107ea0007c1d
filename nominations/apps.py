from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NominationsConfig(AppConfig):
    name = "nominations"
    verbose_name = _("Nominations")

    def ready(self) -> None:
        from accounts.desk import register_links, register_tasks
        from accounts.strangers import register_refusals
        from nominations import desk, receivers  # noqa: F401 – receivers connect themselves
        from nominations.domain import never

        register_tasks(desk.tasks)
        register_links(desk.links)
        register_refusals(never.on_the_list)
