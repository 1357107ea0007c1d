from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = _("Privacy")

    def ready(self) -> None:
        from accounts.desk import register_links, register_tasks
        from introductions.domain.reach import register_coming_back
        from matching.domain import reach
        from privacy import desk, looks, receivers  # noqa: F401 – both connect themselves
        from privacy.domain.erasures import coming_back
        from privacy.domain.reviewing import named_for

        register_tasks(desk.tasks)
        register_links(desk.links)
        reach.register(named_for)
        register_coming_back(coming_back)
