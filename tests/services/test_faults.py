"""Elasticsearch fails in each way, a web process is killed in the middle of a write, Redis is flushed: pages answer,
saves do not wait, and afterwards everything drains by itself."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from pytest_django import Settings
from redis import Redis as Connection

from accounts.domain.consent import withdraw_consent
from accounts.models import Purpose, User
from bases.models import Opening
from experts.models import Profile
from privacy.domain.erasing import erase
from privacy.domain.objecting import object_to_ranking
from search.backends import registry
from search.backends.base import IndexUnavailable
from search.indexing import aside, compare, deferred, rebuild
from search.models import IndexJob
from tests.factories import MatchableProfileFactory, OpenOpeningFactory, StaffMembershipFactory
from tests.services.elasticsearch_node import cluster
from tests.services.hurtful import IS_SLOW, HurtfulEncoder
from tests.services.proxy import proxy
from tests.services.redis_server import Redis, redis_server
from tests.services.searched import FAULTS, Searched
from tests.services.speaking import speaking_to
from tests.services.test_workers import SAVES_WITHIN, seconds_of
from tests.services.workers import ROOT, Workers, wait_for

pytestmark = [pytest.mark.service, pytest.mark.timeout(900)]

BACKEND = "search.backends.elasticsearch.ElasticsearchBackend"
ENCODER = f"{HurtfulEncoder.__module__}.{HurtfulEncoder.__name__}"
NOTICES = ("The list cannot be computed now.", "Only openings that hold your very words are shown.")
GONE_WITHIN = 60.0  # seconds after the index' return: promise 25


@dataclass(frozen=True)
class Parts:
    """What all tests of this file stand on: one node, one Redis, one worker and the sweeper."""

    folder: Path
    searched: Searched
    redis: Redis
    workers: Workers
    environment: dict[str, str]


@pytest.fixture(scope="module")
def parts(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    folder = tmp_path_factory.mktemp("faults")
    redis = redis_server(folder / "redis")
    redis.start()
    with cluster(folder / "nodes", nodes=1) as found, proxy(found.nodes[0].url) as way:
        redis.wait()
        searched = Searched(found.nodes[0], way, "faults")
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.services.worker_settings",
            "TALENTBRIDGE_TEST_BACKEND": BACKEND,
            "SEARCH_INDEX_DIR": str(folder / "turns"),
            "ELASTICSEARCH_URL": searched.url,
            "ELASTICSEARCH_PREFIX": searched.prefix,
            "ELASTICSEARCH_TIMEOUT": "1",
            "CELERY_BROKER_URL": redis.addresses["CELERY_BROKER_URL"],
            "PYTHONPATH": str(ROOT),
        }
        workers = Workers(folder, environment)
        try:
            workers.start("index")
            workers.beat()
            yield Parts(folder, searched, redis, workers, environment)
        finally:
            workers.end()
            redis.kill()


@dataclass(frozen=True)
class Site:
    """This process serves pages."""

    parts: Parts
    opening: Opening
    stays: Profile
    leaves: Profile

    def page(self, path: str, user: User | None = None) -> str:
        client = Client()
        if user:
            client.force_login(user)
        response = client.get(path)
        assert response.status_code == 200, path
        return response.content.decode()

    def shortlist(self) -> str:
        return self.page(
            f"/en/openings/{self.opening.pk}/shortlist/",
            self.opening.institution.staff_memberships.get().user,
        )

    def pages(self) -> str:
        """Whatever needs the index, and what does not, one after the other."""
        mine = ("openings", "bases", "peers")
        return "".join(
            [
                self.page("/en/"),
                self.page(f"/en/openings/{self.opening.pk}/"),
                self.page("/en/openings/?q=tungsten+walls"),
                self.shortlist(),
                *(self.page(f"/en/me/{name}/", self.stays.user) for name in mine),
            ]
        )


@pytest.fixture
def site(transactional_db: None, settings: Settings, parts: Parts) -> Iterator[Site]:
    before = settings.SEARCH_INDEX_DIR
    settings.SEARCH_INDEX_DIR = parts.folder / "turns"
    settings.SEARCH_ENCODERS = {"text": ENCODER, "english": ENCODER}
    settings.SEARCH_BACKEND = BACKEND
    settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PREFIX = [parts.searched.url], parts.searched.prefix
    settings.ELASTICSEARCH_TIMEOUT = 1.0
    settings.TALENTBRIDGE_ENCODE = "here"
    registry.reset()
    with deferred():
        opening = OpenOpeningFactory()
        StaffMembershipFactory(institution=opening.institution)
        stays, leaves = about("tungsten walls"), about("tungsten dust")
    rebuild()
    with speaking_to(parts.redis.addresses["CELERY_BROKER_URL"], settings):
        yield Site(parts, opening, stays, leaves)
    settings.SEARCH_INDEX_DIR = before
    registry.reset()


def about(words: str) -> Profile:
    return MatchableProfileFactory(text__headline=f"Researcher of {words}")


def in_step() -> bool:
    connection.close()  # what others wrote
    try:
        return not IndexJob.objects.exists() and all(status.in_step for status in compare())
    except IndexUnavailable:
        return False


def indexed() -> set[str]:
    return set(registry.get_backend().digests("profile"))


def drained(site: Site, *people: Profile) -> None:
    """The backlog is worked off by workers and sweeper, and both sides are alike."""
    wait_for(in_step, seconds=GONE_WITHIN, what="the backlog drained")
    call_command("check_index")
    assert indexed() == {f"profile:{one.pk}" for one in (site.stays, *people)}
    assert aside.count() == 0
    wait_for(lambda: NOTICES[0] not in site.shortlist(), what="the list made anew")
    assert not [notice for notice in NOTICES if notice in site.pages()]


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_elasticsearch_loses_nothing_and_shows_nothing_withdrawn(site: Site, name: str) -> None:
    cause, readable = FAULTS[name]
    assert "Researcher of tungsten dust" in site.shortlist()

    with cause(site.parts.searched):
        saved = about("tungsten lamps")
        assert min(seconds_of(saved.save) for _ in range(3)) < SAVES_WITHIN
        withdraw_consent(site.leaves.user, purpose=Purpose.MATCHING, by=site.leaves.user)
        if name != "slow":
            wait_for(IndexJob.objects.filter(outages__gt=0).exists, what="a worker met the fault")
        html = site.pages()
        assert "Researcher of tungsten dust" not in html
        for notice in NOTICES:
            assert (notice in html) is not readable

    drained(site, saved)


def test_who_was_erased_or_objected_during_an_outage_is_not_in_the_index_on_its_return(site: Site) -> None:
    cause, _readable = FAULTS["turning away"]
    name = site.leaves.name
    with cause(site.parts.searched):
        erase(site.leaves.user)
        object_to_ranking(site.stays, by=site.stays.user)
        wait_for(IndexJob.objects.filter(outages__gt=0).exists, what="a worker met the fault")
        assert "Researcher of tungsten" not in site.shortlist()

    wait_for(in_step, seconds=GONE_WITHIN, what="the backlog drained")
    assert indexed() == set()
    whole = site.parts.searched.everything()
    assert "profile:" not in whole
    assert name not in whole


def test_an_index_of_an_older_version_waits_for_its_rebuild(site: Site) -> None:
    site.parts.searched.age()
    registry.reset()

    saved = about("tungsten lamps")
    withdraw_consent(site.leaves.user, purpose=Purpose.MATCHING, by=site.leaves.user)
    html = site.pages()
    assert all(notice in html for notice in NOTICES)
    assert "Researcher of tungsten dust" not in html
    wait_for(IndexJob.objects.filter(outages__gt=0).exists, what="a worker met the old mapping")

    call_command("rebuild_index")

    drained(site, saved)
    assert len(site.parts.searched.versions()) == 1


def test_of_two_rebuilds_one_runs_and_one_that_is_killed_goes_on(site: Site) -> None:
    with deferred():
        slow = [about(f"{IS_SLOW} number {n}") for n in range(40)]
    command = [sys.executable, "manage.py", "rebuild_index", "--afresh"]
    first = subprocess.Popen(command, cwd=ROOT, env=site.parts.environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(lambda: len(site.parts.searched.versions()) == 2, what="the first fills a version")
        with pytest.raises(CommandError, match=rf"Another rebuild .* process {first.pid}, since .*--resume"):
            call_command("rebuild_index")
    finally:
        first.kill()
        first.wait()
    saved = about("tungsten lamps")

    call_command("rebuild_index", "--resume")

    drained(site, site.leaves, saved, *slow)
    assert len(site.parts.searched.versions()) == 1


def test_a_redis_that_is_flushed_loses_no_change(site: Site) -> None:
    with site.parts.searched.hanging():
        saved = about("tungsten lamps")
        with Connection.from_url(site.parts.redis.addresses["CELERY_BROKER_URL"]) as redis:
            redis.flushall()

    drained(site, site.leaves, saved)
    later = about("tungsten foil")
    drained(site, site.leaves, saved, later)
