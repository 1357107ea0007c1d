"""Workers killed, texts that kill them, a Redis that stops, forgets or hangs: nothing is lost, every page answers."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from pytest_django import Settings

from bases.models import OpeningText
from experts.models import Profile
from search import engine
from search.backends import registry
from search.cache import PassingVectorCache
from search.encoders import place, remote
from search.indexing import aside, compare, deferred
from search.models import Fault, IndexJob
from search.tasks import work_off_outbox
from search.types import Passage
from talentbridge.metrics.tasks import tasks_so_far
from tests.factories import MatchableProfileFactory, OpenOpeningFactory
from tests.services.hurtful import HANGS, IS_SLOW, KILLS, RAISES, HurtfulEncoder
from tests.services.proxy import proxy
from tests.services.redis_server import Redis, redis_server
from tests.services.speaking import speaking_to
from tests.services.worker_settings import INDEX_SECONDS
from tests.services.workers import ROOT, SECONDS, Workers, wait_for

pytestmark = [pytest.mark.service, pytest.mark.timeout(900)]

EMBEDDED = "search.backends.embedded.EmbeddedBackend"
NOTICE = "Compared by words alone."
SAVES_WITHIN = 1.0  # seconds: promise 3


@dataclass
class Site:
    """This process serves pages; its workers and its Redis are others'."""

    redis: Redis
    workers: Workers

    def search(self, words: str) -> str:
        """The page of openings."""
        response = Client().get("/en/openings/", {"q": words})
        assert response.status_code == 200
        return response.content.decode()


@pytest.fixture
def site(
    transactional_db: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Site]:
    redis = redis_server(tmp_path / "redis")
    redis.start()
    redis.wait()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.services.worker_settings",
        "TALENTBRIDGE_TEST_BACKEND": EMBEDDED,
        "SEARCH_INDEX_DIR": str(settings.SEARCH_INDEX_DIR),
        "CELERY_BROKER_URL": redis.addresses["CELERY_BROKER_URL"],
        "PYTHONPATH": str(ROOT),
    }
    workers = Workers(tmp_path, environment)
    path = f"{HurtfulEncoder.__module__}.{HurtfulEncoder.__name__}"
    settings.SEARCH_ENCODERS = {"text": path, "english": path}
    settings.SEARCH_BACKEND = EMBEDDED
    settings.TALENTBRIDGE_ENCODE = "worker"
    # A message carries the limits that its sender knows.
    monkeypatch.setattr(work_off_outbox, "soft_time_limit", 2 * INDEX_SECONDS)
    monkeypatch.setattr(work_off_outbox, "time_limit", 4 * INDEX_SECONDS)
    monkeypatch.setattr(engine, "_passing_vectors", PassingVectorCache())
    registry.reset()
    engine.reset()
    with speaking_to(redis.addresses["CELERY_BROKER_URL"], settings):
        place.serve_pages()
        yield Site(redis, workers)
        place.serve_pages(yes=False)
    workers.end()
    redis.kill()


def about(words: str) -> Profile:
    return MatchableProfileFactory(text__headline=f"Researcher of {words}")


def in_step() -> bool:
    connection.close()  # what others wrote
    return all(status.in_step for status in compare())


def indexed() -> set[str]:
    return set(registry.get_backend().digests("profile"))


def seconds_of(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def test_a_saved_profile_reaches_the_index_through_a_worker(site: Site) -> None:
    site.workers.start("index")
    calls = HurtfulEncoder.calls

    profile = about("tungsten")

    wait_for(in_step)
    assert indexed() == {f"profile:{profile.pk}"}
    assert HurtfulEncoder.calls == calls


NEWCOMER = {"name": "Lin Yue", "email": "lin@example.org", "password1": "four quiet red rivers"}


def test_a_letter_goes_through_a_worker_of_its_queue(site: Site, settings: Settings) -> None:
    site.workers.start("mail")

    Client().post("/zh-hans/account/signup/", NEWCOMER)

    folder = Path(settings.VAR) / "mail"
    # The file is there a moment before its words.
    wait_for(
        lambda: any("lin@example.org" in one.read_text() for one in folder.glob("*.log")), what="the letter"
    )
    assert len(list(folder.glob("*.log"))) == 1
    assert mail.outbox == []


def test_a_letter_goes_although_redis_is_away(site: Site) -> None:
    site.redis.kill()

    seconds = seconds_of(lambda: Client().post("/en/account/signup/", NEWCOMER))

    assert [letter.to for letter in mail.outbox] == [["lin@example.org"]]
    assert seconds < 10


def test_a_worker_counts_its_tasks_where_every_process_reads_them(site: Site) -> None:
    site.workers.start("index", METRICS_TOKEN="of-a-test")

    about("tungsten")

    ended = ("search.tasks.work_off_outbox", "success")
    wait_for(lambda: tasks_so_far().ended.get(ended, 0) > 0, what="the task counted")
    assert tasks_so_far().seconds.keys() == {ended[0]}


def test_a_worker_that_is_killed_while_indexing_loses_nothing(site: Site) -> None:
    with deferred():
        people = [about(f"{IS_SLOW} number {n}") for n in range(70)]
    site.workers.beat()
    worker = site.workers.start("index")
    wait_for(lambda: IndexJob.objects.exclude(tried_with=0).exists())

    site.workers.kill(worker)
    assert IndexJob.objects.exists()
    site.workers.start("index")

    wait_for(in_step)
    assert indexed() == {f"profile:{one.pk}" for one in people}
    assert aside.count() == 0


def test_texts_that_hurt_go_aside_and_the_others_through(site: Site) -> None:
    hurtful = {about(RAISES): Fault.MISTAKE, about(KILLS): Fault.CRASH, about(HANGS): Fault.TIME}
    good = [about("tungsten") for _ in range(3)]
    site.workers.beat()
    worker = site.workers.start("index")

    wait_for(lambda: indexed() >= {f"profile:{one.pk}" for one in good}, what="the good ones in the index")
    wait_for(lambda: aside.count() == len(hurtful), seconds=2 * SECONDS, what="all that hurt set aside")

    assert {each.object_id: each.fault for each in aside.listed()} == {
        one.pk: fault for one, fault in hurtful.items()
    }
    later = about("lasers")
    wait_for(lambda: f"profile:{later.pk}" in indexed())
    log = worker.log.read_text()
    assert not [word for word in (RAISES, KILLS, HANGS) if word in log.lower()]  # nobody's text


def test_a_redis_that_stops_and_forgets_everything(site: Site) -> None:
    site.workers.beat()
    site.workers.start("index")
    site.workers.start("query")
    opening = OpenOpeningFactory()
    OpeningText.objects.filter(opening=opening).update(title="A muon detector under the ice")
    opening.save()
    wait_for(in_step)
    assert NOTICE not in site.search("muon detector")

    site.redis.kill()
    saved: list[Profile] = []
    assert seconds_of(lambda: saved.append(about("tungsten"))) < SAVES_WITHIN
    assert seconds_of(lambda: saved[0].save()) < SAVES_WITHIN
    without = site.search("neutrino telescope of ice")
    assert NOTICE in without
    assert f"/en/openings/{opening.pk}/" in site.search("muon detector")
    assert IndexJob.objects.exists()

    shutil.rmtree(site.redis.folder / "data")
    site.redis.start()
    site.redis.wait()
    wait_for(in_step, what="the backlog drained")
    assert f"profile:{saved[0].pk}" in indexed()
    wait_for(lambda: NOTICE not in site.search("neutrino telescope of ice"))


def test_a_redis_that_hangs_delays_no_save_and_no_page(site: Site, settings: Settings) -> None:
    with (
        proxy(site.redis.addresses["CELERY_BROKER_URL"]) as between,
        speaking_to(f"redis://127.0.0.1:{between.port}/0", settings),
    ):
        about("tungsten")
        between.stall()
        assert seconds_of(lambda: about("lasers")) < SAVES_WITHIN
        remote.forget()  # as another process, that has not noticed yet
        assert NOTICE in site.search("zinc batteries")
        between.resume()
    assert IndexJob.objects.count() > 0


def test_vectors_of_a_question_come_from_a_worker_while_another_is_busy(site: Site) -> None:
    with deferred():
        [about(f"{IS_SLOW} number {n}") for n in range(70)]
    OpenOpeningFactory()
    query = site.workers.start("query")
    site.workers.start("index")
    wait_for(lambda: IndexJob.objects.exclude(tried_with=0).exists())
    calls = HurtfulEncoder.calls

    assert NOTICE not in site.search("tungsten walls")
    [view] = engine.views_of_question([Passage("query", "", "tungsten walls and lasers in one sentence")])
    assert view.vectors["text"].any()
    assert IndexJob.objects.exists()  # the other one is at work still
    assert HurtfulEncoder.calls == calls  # and this process has no model

    site.workers.kill(query)
    assert NOTICE in site.search("gallium nitride")
    site.workers.start("query")
    wait_for(lambda: NOTICE not in site.search("gallium nitride"))


def test_a_question_that_nobody_waits_for_any_more_is_not_answered(site: Site, settings: Settings) -> None:
    settings.VECTORS_DEADLINE = 0.2
    for words in ("muon", "gallium", "wheat"):
        assert NOTICE in site.search(words)
        remote.forget()

    worker = site.workers.start("query")
    settings.VECTORS_DEADLINE = 20.0
    assert NOTICE not in site.search("orchids")

    assert worker.log.read_text().count("Task ended") >= 4  # three of them had nothing to do
