"""The page "System": what it says in order and in trouble, for whom, and how what was set aside is tried again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape
from io import StringIO
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import AuditEvent, ScopeLevel, User
from search import broker
from search.backends.memory import MemoryBackend
from search.indexing import rebuild
from search.models import Fault, IndexJob
from talentbridge import asking
from talentbridge.system import overview
from tests.factories import MatchableProfileFactory, OfficerFactory, OpenOpeningFactory
from tests.pages.conftest import World
from tests.search.elastic import a_prefix
from tests.services.proxy import proxy

pytestmark = pytest.mark.django_db
PAGE, RETRY = "/en/system/", "/en/system/retry/"


class HangingBackend(MemoryBackend):
    returns = Event()

    def digests(self, kind: str):  # type: ignore[no-untyped-def]
        self.returns.wait(60)
        return super().digests(kind)

    def fetch(self, ids):  # type: ignore[no-untyped-def]
        self.returns.wait(60)
        return super().fetch(ids)


@pytest.fixture
def hanging(settings: Settings) -> Iterator[None]:
    settings.SEARCH_BACKEND = f"{__name__}.HangingBackend"
    HangingBackend.returns.clear()
    yield
    HangingBackend.returns.set()
    asking.ask(dict.fromkeys(("ready:index", "system:index"), dict), seconds=60)


def text_of(client: Client, path: str = PAGE) -> str:
    """What a reader sees of the page, in one line."""
    answer = client.get(path)
    assert answer.status_code == 200
    words = re.sub(r"<[^>]+>", " ", answer.content.decode().partition("<main")[2].partition("</main>")[0])
    return " ".join(unescape(words).split())


def set_aside(kind: str, number: int, *, fault: Fault = Fault.REFUSED) -> IndexJob:
    return IndexJob.objects.create(
        kind=kind,
        object_id=number,
        attempts=5,
        fault=fault,
        last_error="secret words",
        set_aside_at=timezone.now(),
    )


@pytest.fixture(autouse=True)
def time_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a machine that has much to do; what hangs does so for a minute."""
    monkeypatch.setattr(overview, "SECONDS", 5.0)


@pytest.fixture
def officer(client: Client) -> User:
    user: User = OfficerFactory()
    client.force_login(user)
    return user


@pytest.mark.django_db(transaction=True)
def test_what_is_in_order_is_said_with_version_parts_and_counts(
    client: Client, officer: User, tmp_path: Path
) -> None:
    MatchableProfileFactory()
    OpenOpeningFactory()
    rebuild()
    call_command("backup", tmp_path / "kept", stdout=StringIO())

    said = text_of(client)

    assert "Everything is in order." in said
    assert "TalentBridge 0.1.0" in said
    assert "hashing" in said
    assert "Profile 1 1 0" in said
    assert "Base 1 1 0" in said
    assert "Nothing waits: every change has reached it." in said
    assert "Nothing is set aside." in said
    assert "never" not in said
    assert str(tmp_path) not in said


def test_an_index_that_lacks_what_nothing_waits_for_is_named(client: Client, officer: User) -> None:
    """As after an index was lost: the outbox is empty all the same."""
    MatchableProfileFactory()
    IndexJob.objects.all().delete()

    said = text_of(client)

    assert "The index differs from the database" in said
    assert "No change waits. Kind" in said
    assert "every change has reached it" not in said
    assert "Profile 1 0 −1" in said


def test_what_was_never_done_and_what_waits_is_said(client: Client, officer: User) -> None:
    profile = MatchableProfileFactory()
    IndexJob.objects.all().delete()
    now = timezone.now()
    IndexJob.objects.create(kind="profile", object_id=profile.pk, created=now - timedelta(minutes=42))
    IndexJob.objects.create(kind="profile", object_id=profile.pk, created=now)

    said = text_of(client)

    assert "A backup is due" in said
    assert "The index is behind" in said
    assert "2 changes wait, the oldest for 42 minutes." in said
    assert "Profile 1 0 −1" in said
    assert "manage.py backup DIR" in said


def test_a_backup_of_two_days_ago_is_due_and_a_rebuild_of_two_weeks_ago_missed(
    client: Client, officer: User
) -> None:
    def done(thing: str, verb: str, days: int) -> None:
        figures = {"rows": 5, "files": 1, "seconds": 3, "afresh": True}
        at = timezone.now() - timedelta(days=days)
        AuditEvent.objects.create(verb=verb, object_type=thing, after=figures, at=at)

    done("backup", "backup made", 2)
    done("index", "index rebuilt", 14)
    said = text_of(client)
    assert "A backup is due" in said
    assert "The weekly rebuild did not come" in said
    assert "5 rows · 1 file · 3 seconds" in said

    done("backup", "backup made", 0)
    done("index", "index rebuilt", 6)
    said = text_of(client)
    assert "A backup is due" not in said
    assert "The weekly rebuild did not come" not in said


def test_what_was_set_aside_is_named_with_its_reason_in_either_language(
    client: Client, officer: User
) -> None:
    set_aside("profile", 12)

    assert "Profile 12 The index refused its document: change its texts" in text_of(client)
    chinese = text_of(client, "/zh-hans/system/")
    assert "档案 12 索引拒绝了它的文档" in chinese
    assert "secret words" not in text_of(client) + chinese


def test_one_is_tried_again_and_the_audit_says_who_did_it(client: Client, officer: User) -> None:
    one, other = set_aside("profile", 12), set_aside("base", 7)

    said = client.post(RETRY, {"which": "profile:12"}, follow=True).content.decode()

    assert "1 subject is tried again." in said
    assert set(IndexJob.objects.waiting().values_list("pk", flat=True)) == {one.pk}
    assert set(IndexJob.objects.aside().values_list("pk", flat=True)) == {other.pk}
    event = AuditEvent.objects.get()
    assert (event.actor, event.verb, event.object_id) == (officer, "index jobs tried again", "profile:12")


@pytest.mark.django_db(transaction=True)
def test_all_are_tried_again_after_a_question(client: Client, officer: User) -> None:
    set_aside("profile", MatchableProfileFactory().pk)
    set_aside("base", 7)

    assert "Try all 2 subjects again?" in text_of(client, RETRY)
    assert IndexJob.objects.aside().count() == 2
    assert client.post(RETRY, {"which": "all"}).url == PAGE  # type: ignore[attr-defined]

    assert not IndexJob.objects.exists()  # without a broker they are worked off at once
    assert "Profile 1 1 0" in text_of(client)
    assert "Nothing is set aside." in text_of(client, RETRY)


@pytest.mark.parametrize("which", ["profile:99", "nonsense:1", "profile:999999999999999999"])
def test_what_is_not_set_aside_changes_nothing_and_says_so(client: Client, officer: User, which: str) -> None:
    said = client.post(RETRY, {"which": which}, follow=True).content.decode()

    assert "no longer set aside" in said
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    "which", ["", "profile", "profile:", "profile:-1", "profile:1 ", "profile:１", "x" * 99]
)
def test_what_names_no_subject_is_refused(client: Client, officer: User, which: str) -> None:
    set_aside("profile", 1)

    assert client.post(RETRY, {"which": which}).status_code == 400
    assert IndexJob.objects.aside().count() == 1


def test_an_administrator_is_led_to_the_editor(world: World, as_role: Callable[[str], Client]) -> None:
    for kind, row in {"profile": world.profile, "opening": world.opening, "base": world.opening.base}.items():
        set_aside(kind, row.pk)
    client = as_role("administrator")

    links = set(re.findall(r'href="(/admin/[^"]+/change/)"', client.get(PAGE).content.decode()))

    assert len(links) == 3
    assert {client.get(link).status_code for link in links} == {200}
    assert "/admin/" not in as_role("officer").get(PAGE).content.decode()


def test_it_is_for_officers_of_the_nation(client: Client) -> None:
    set_aside("profile", 12)
    client.force_login(OfficerFactory(scope__level=ScopeLevel.PROVINCE, scope__province="anhui"))

    assert [client.get(path).status_code for path in (PAGE, RETRY)] == [403, 403]
    assert client.post(RETRY, {"which": "all"}).status_code == 403
    assert PAGE not in client.get("/en/me/").content.decode()
    assert IndexJob.objects.aside().count() == 1
    client.force_login(OfficerFactory())
    assert f'href="{PAGE}"' in client.get("/en/me/").content.decode()


def test_it_answers_while_the_index_hangs_and_says_so(client: Client, officer: User, hanging: None) -> None:
    MatchableProfileFactory()

    said = text_of(client)

    assert not HangingBackend.returns.is_set()
    assert "1 dependency is not in order" in said
    assert "Index Trouble No answer within 5 seconds: look whether it hangs" in said
    assert "Profile 1 not known –" in said
    assert "Database In order" in said


@pytest.mark.service
def test_it_answers_while_redis_hangs_and_names_queues_once_it_is_back(
    client: Client, officer: User, settings: Settings, redis_url: str
) -> None:
    with proxy(redis_url) as between:
        settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{between.port}/9"
        between.stall()
        broker.forget()
        began = monotonic()
        hung = text_of(client)
        assert monotonic() - began < 30  # a stalled proxy lets nothing pass for ever
        between.resume()
        asking.ask(dict.fromkeys(("ready:broker", "system:queues"), dict), seconds=60)
        broker.forget()
        back = text_of(client)
    broker.forget()

    assert "Redis Trouble" in hung
    assert "Redis In order" in back
    assert "Tasks that wait for a worker: index 0 · query 0 · match 0 · mail 0" in back
    assert "127.0.0.1" not in hung + back


@pytest.mark.service
def test_it_counts_what_elasticsearch_holds_and_answers_while_that_hangs(
    client: Client, officer: User, settings: Settings, elasticsearch_url: str
) -> None:
    settings.SEARCH_BACKEND = "search.backends.elasticsearch.ElasticsearchBackend"
    MatchableProfileFactory.create_batch(2)
    with a_prefix(elasticsearch_url) as prefix, proxy(elasticsearch_url) as between:
        settings.ELASTICSEARCH_URL = [f"http://127.0.0.1:{between.port}"]
        settings.ELASTICSEARCH_PREFIX = prefix
        rebuild()
        there = text_of(client)
        between.stall()
        hung = text_of(client)
        between.resume()
        asking.ask(dict.fromkeys(("ready:index", "system:index"), dict), seconds=60)

    assert "Index In order" in there
    assert "Profile 2 2 0" in there
    assert "Index Elasticsearch" in there
    assert "Index Trouble" in hung
    assert "Profile 2 not known –" in hung
    assert "127.0.0.1" not in there + hung
