from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttachesConfig(AppConfig):
    name = "attaches"
    verbose_name = _("Attachés' desk")
