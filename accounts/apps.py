from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from accounts import receivers
        from accounts.own_roles import own_roles
        from accounts.roles import register

        receivers.connect()
        register(own_roles)
