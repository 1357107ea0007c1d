"""Settings of the web processes that the fault tests start."""

from tests.services.worker_settings import *  # noqa: F403
from tests.services.worker_settings import INSTALLED_APPS  # type: ignore[attr-defined]

INSTALLED_APPS = [*INSTALLED_APPS, "tests.services.halfway.HalfwayConfig"]
