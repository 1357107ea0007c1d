from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Cms")

    def ready(self) -> None:
        from accounts.roles import register
        from cms.editing import editor_roles
        from cms.published import addresses
        from cms.roles import make_roles
        from outcomes.standing import register_pages

        import_module("cms.receivers")
        register(editor_roles)
        register_pages(addresses)
        post_migrate.connect(make_roles, sender=self)
