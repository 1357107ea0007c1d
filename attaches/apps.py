from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttachesConfig(AppConfig):
    name = "attaches"
    verbose_name = _("Attachés' desk")

    def ready(self) -> None:
        from accounts.desk import register_links, register_tasks
        from attaches.desk import links, tasks

        register_tasks(tasks)
        register_links(links)
