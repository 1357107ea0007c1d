"""A web process that is killed in the middle of a write: all of it is done, or nothing."""

from __future__ import annotations

import os
import signal
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from accounts.models import AuditEvent
from search.models import IndexJob
from taxonomy.models import Term
from tests.factories import MatchableProfileFactory, OfficerFactory
from tests.services.ports import free_ports
from tests.services.process import Process
from tests.services.workers import ROOT, SECONDS, wait_for

pytestmark = [pytest.mark.service, pytest.mark.timeout(600)]

TERM = {"zh": "魑魅钛矿", "en": "goblin perovskite", "zh_aliases": "", "en_aliases": "", "field": ""}
TOKEN = "t" * 32


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


@dataclass(frozen=True)
class Web:
    """gunicorn with one worker, on the database of the test."""

    process: Process
    port: int
    armed: Path

    def worker(self) -> int:
        """The number of the process that answers."""
        pid = self.process.pid
        return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])

    def add_term(self, session: str) -> int:
        """-> status; 0 where the process died over it."""
        body = urllib.parse.urlencode(TERM | {"csrfmiddlewaretoken": TOKEN}).encode()
        cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/en/terms/add/", body, {"Cookie": cookies}
        )
        try:
            with urllib.request.build_opener(_NoRedirect).open(request, timeout=60) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/livez", timeout=5):
                return True
        except OSError:
            return False


@pytest.fixture
def web(transactional_db: None, tmp_path: Path) -> Iterator[Web]:
    [port] = free_ports(1)
    made = Web(Process(tmp_path / "web"), port, tmp_path / "armed")
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.services.web_settings",
        "TALENTBRIDGE_TEST_HALFWAY": str(made.armed),
        "WEB_BIND": f"127.0.0.1:{port}",
        "WEB_WORKERS": "1",
        "CELERY_BROKER_URL": "redis://127.0.0.1:1/0",  # nobody works the outbox off
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "talentbridge.wsgi"]
    made.process.start(["nice", "-n", "10", *command], environment=environment)
    try:
        made.process.wait(made.answers, seconds=SECONDS)
        yield made
    finally:
        made.armed.unlink(missing_ok=True)
        made.process.stop()


def test_a_web_process_killed_in_the_middle_of_a_write_leaves_all_or_nothing(web: Web) -> None:
    holder = MatchableProfileFactory(text__headline="Growth of goblin perovskites")
    client = Client()
    client.force_login(OfficerFactory())
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    IndexJob.objects.all().delete()
    before = AuditEvent.objects.count()

    def written() -> tuple[int, int, set[int]]:
        connection.close()
        jobs = set(IndexJob.objects.values_list("object_id", flat=True))
        return Term.objects.filter(zh=TERM["zh"]).count(), AuditEvent.objects.count() - before, jobs

    web.armed.touch()
    with ThreadPoolExecutor(1) as threads:
        sent = threads.submit(web.add_term, session)
        wait_for(web.armed.with_suffix(".reached").exists, what="the write halfway")
        web.armed.unlink()
        os.kill(killed := web.worker(), signal.SIGKILL)
        assert sent.result() == 0
    assert written() == (0, 0, set())

    wait_for(web.answers, what="another process answers")
    assert web.worker() != killed
    assert web.add_term(session) == 302
    assert written() == (1, 1, {holder.pk})
