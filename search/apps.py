from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from django.core.signals import request_finished, request_started

        from search import checks, engine, receivers, requests  # noqa: F401 – checks register themselves

        receivers.connect()
        request_started.connect(engine.look_again, dispatch_uid="look-for-terms-again")
        request_started.connect(requests.begin, dispatch_uid="time-for-vectors-begins")
        request_finished.connect(requests.end, dispatch_uid="time-for-vectors-ends")
