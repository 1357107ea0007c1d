from django.apps import AppConfig


class TalentBridgeConfig(AppConfig):
    name = "talentbridge"
    verbose_name = "TalentBridge"

    def ready(self) -> None:
        from talentbridge import checks  # noqa: F401 – registers the system checks
        from talentbridge.logs import tasks  # noqa: F401 – listens to Celery
        from talentbridge.metrics import tasks as counting  # noqa: F401 – and so does this
