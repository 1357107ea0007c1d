"""A job that fails through itself is set aside, keeps nobody waiting, and is tried again when somebody wants it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import timedelta
from io import StringIO

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.models.functions import Now
from django.utils.translation import override
from pytest_django import Settings

from experts.models import Profile
from search import checks
from search.backends.base import DocumentsRefused, IndexUnavailable, SearchBackend
from search.backends.memory import MemoryBackend
from search.encoders.hashing import HashingEncoder
from search.indexing import aside, deferred, work_off
from search.models import CachedVector, Fault, IndexJob
from search.types import Matrix
from tests.factories import MatchableProfileFactory

pytestmark = pytest.mark.django_db
Committed = Callable[[], AbstractContextManager[object]]

SECRET = "porcelain"
TRIES = 3


class Choking(HashingEncoder):
    """Fails, in the way that `error` says, on texts that hold SECRET."""

    error: Callable[[], BaseException] | None = None
    seen: list[int] = []  # texts of each call

    def encode(self, texts: Sequence[str]) -> Matrix:
        Choking.seen.append(len(texts))
        if Choking.error and any(SECRET in text for text in texts):
            raise Choking.error()
        return super().encode(texts)


@pytest.fixture(autouse=True)
def choking(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    path = f"{__name__}.Choking"
    settings.SEARCH_ENCODERS = {"text": path, "english": path}
    settings.INDEX_TRIES = TRIES
    Choking.error = lambda: ValueError(f"cannot read {SECRET}")
    Choking.seen = []


def poisoned() -> Profile:
    return MatchableProfileFactory(text__headline=f"Historian of {SECRET}")


def work_often(times: int = TRIES) -> None:
    """As the sweeper does, once the pauses are over."""
    connection.run_on_commit.clear()  # as the commits of what was made before leave it
    for _ in range(times):
        IndexJob.objects.update(not_before=Now())
        work_off()


def indexed(index: SearchBackend) -> set[str]:
    return set(index.digests("profile"))


def names(*profiles: Profile) -> set[str]:
    return {f"profile:{profile.pk}" for profile in profiles}


def test_failing_job_is_set_aside_after_so_many_attempts(index: SearchBackend) -> None:
    bad = poisoned()

    work_often(TRIES - 1)
    assert aside.count() == 0
    work_often(1)

    [found] = aside.listed()
    assert (found.id, found.kind, found.object_id) == (f"profile:{bad.pk}", "profile", bad.pk)
    assert (found.fault, found.tries, aside.count()) == (Fault.MISTAKE, TRIES, 1)
    Choking.seen.clear()
    work_often()
    assert Choking.seen == []  # nobody tries it any more
    assert IndexJob.objects.count() == 1  # and of its several rows one is kept


def test_good_jobs_go_through_beside_it_and_later(index: SearchBackend) -> None:
    bad, good = poisoned(), MatchableProfileFactory()
    work_off()
    assert indexed(index) == names(good)

    work_often()
    later = MatchableProfileFactory()
    report = work_off()

    assert (report.done, report.failed) == (1, 0)
    assert indexed(index) == names(good, later)
    assert [each.id for each in aside.listed()] == [f"profile:{bad.pk}"]


def test_reason_is_a_class_and_a_sentence_without_any_text(
    index: SearchBackend, caplog: pytest.LogCaptureFixture
) -> None:
    poisoned()
    work_often()

    [found] = aside.listed()

    assert found.error.startswith("ValueError: Indexing it failed unexpectedly")
    with override("zh-hans"):
        assert found.why.startswith("为其建立索引时意外失败")
    assert "could not be indexed: ValueError at test_aside.py:" in caplog.text
    assert SECRET not in found.error + found.why + caplog.text


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (lambda: DocumentsRefused({"profile:1": f"too long: {SECRET}"}), Fault.REFUSED),
        (SoftTimeLimitExceeded, Fault.TIME),
        (lambda: MemoryError(), Fault.MISTAKE),
    ],
)
def test_kind_of_fault_is_told_apart(
    error: Callable[[], BaseException], fault: Fault, index: SearchBackend
) -> None:
    Choking.error = error
    poisoned()

    work_often()

    assert [each.fault for each in aside.listed()] == [fault]


@pytest.mark.parametrize(
    "error",
    [
        IndexUnavailable(f"Elasticsearch refused a request (500: x. Preview of field's value: '{SECRET}')"),
        OperationalError("server closed the connection"),
    ],
)
def test_outage_is_no_attempt_of_the_job(
    error: Exception,
    index: SearchBackend,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    Choking.error = None
    profile = MatchableProfileFactory()

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(MemoryBackend, "put", fail)
    for _ in range(3 * TRIES):
        IndexJob.objects.update(not_before=Now())
        with suppress(OperationalError):
            work_off()
    assert aside.count() == 0
    assert set(IndexJob.objects.values_list("attempts", flat=True)) == {0}
    assert SECRET not in caplog.text + "".join(IndexJob.objects.values_list("last_error", flat=True))

    monkeypatch.undo()
    IndexJob.objects.update(not_before=Now())
    assert work_off().done == 1
    assert indexed(index) == names(profile)


def test_outage_in_the_middle_of_a_search_for_the_culprit(
    index: SearchBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [MatchableProfileFactory(), poisoned(), MatchableProfileFactory()]
    real, calls = MemoryBackend.put, iter(["the first"])

    def put(self: MemoryBackend, documents: object) -> None:
        if next(calls, None) is None:
            raise IndexUnavailable("The cluster does not answer.")
        real(self, documents)  # type: ignore[arg-type]

    monkeypatch.setattr(MemoryBackend, "put", put)
    report = work_off()

    assert report.stopped
    assert indexed(index) == names(people[0])
    assert not IndexJob.objects.exclude(tried_with=0).exists()


def test_time_limit_of_a_batch_finds_the_slow_one_and_loses_no_other(index: SearchBackend) -> None:
    Choking.error = SoftTimeLimitExceeded
    bad, *good = poisoned(), MatchableProfileFactory(), MatchableProfileFactory()

    report = work_off()
    assert (report.done, report.more) == (0, True)  # the task ends at once; another one goes on
    runs = 1
    while work_off().more:
        runs += 1

    assert runs == 2
    assert indexed(index) == names(*good)
    assert set(IndexJob.objects.filter(object_id=bad.pk).values_list("fault", flat=True)) == {Fault.TIME}
    later = MatchableProfileFactory()
    work_off()
    assert indexed(index) == names(*good, later)


def test_who_was_tried_alone_when_a_process_ended_has_failed(index: SearchBackend) -> None:
    Choking.error = None
    profile, other = MatchableProfileFactory(), MatchableProfileFactory()
    dying = IndexJob.objects.filter(object_id=profile.pk)
    for _ in range(TRIES):  # what a process leaves that is killed
        dying.update(tried_with=1)
        work_off()

    assert indexed(index) == names(other)
    assert [(each.object_id, each.fault) for each in aside.listed()] == [(profile.pk, Fault.CRASH)]


def test_those_of_a_batch_whose_process_ended_are_tried_alone(index: SearchBackend) -> None:
    Choking.error = None
    people = [MatchableProfileFactory() for _ in range(2)]
    IndexJob.objects.update(tried_with=2)
    fresh = MatchableProfileFactory()

    work_off()

    assert indexed(index) == names(*people, fresh)
    assert aside.count() == IndexJob.objects.count() == 0


def test_budget_leaves_the_rest_to_another_run(index: SearchBackend) -> None:
    MatchableProfileFactory()

    report = work_off(budget=0)

    assert (report.done, report.more) == (0, True)
    assert work_off(budget=60).more is False
    assert not IndexJob.objects.exists()


def test_retry_starts_from_the_beginning(index: SearchBackend, committed: Committed) -> None:
    bad, other = poisoned(), poisoned()
    work_often()
    assert aside.count() == 2
    Choking.error = None

    with committed():
        assert aside.retry([f"profile:{bad.pk}", "profile:0", "nonsense", "profile:²"]) == 1

    assert indexed(index) == names(bad)
    with committed():
        assert aside.retry_all() == 1
    assert indexed(index) == names(bad, other)
    assert IndexJob.objects.count() == 0


def test_retried_in_vain_it_is_set_aside_again_after_as_many_attempts(index: SearchBackend) -> None:
    poisoned()
    work_often()

    assert aside.retry_all() == 1
    work_often(TRIES - 1)
    assert aside.count() == 0
    work_often(1)
    assert aside.count() == 1


def test_save_makes_a_fresh_job_that_takes_the_old_one_along(
    index: SearchBackend, committed: Committed
) -> None:
    bad = poisoned()
    work_often()

    with committed():
        text = bad.texts.get()
        text.headline = "Historian"
        text.save()

    assert indexed(index) == names(bad)
    assert IndexJob.objects.count() == 0


def test_save_that_fails_again_is_one_entry(index: SearchBackend) -> None:
    bad = poisoned()
    work_often()
    bad.save()
    work_often()

    assert [each.id for each in aside.listed()] == [f"profile:{bad.pk}"]
    assert aside.count() == 1
    assert aside.retry_all() == 1


def test_the_longest_set_aside_come_first_and_no_more_than_asked_for(index: SearchBackend) -> None:
    people = [poisoned() for _ in range(3)]
    work_often()
    last = IndexJob.objects.get(object_id=people[0].pk)
    IndexJob.objects.filter(pk=last.pk).update(set_aside_at=Now() + timedelta(hours=1))

    assert [each.object_id for each in aside.listed()] == [people[1].pk, people[2].pk, people[0].pk]
    assert [each.object_id for each in aside.listed(most=1)] == [people[1].pk]


def test_command_names_what_is_set_aside_and_tries_it_again(index: SearchBackend) -> None:
    bad, other = poisoned(), poisoned()
    work_often()
    out = StringIO()
    call_command("index_pending", stdout=out)
    assert "Nothing is waiting" in out.getvalue()
    assert f"2 subjects are set aside, for they cannot be indexed as they are:\n  profile:{bad.pk} since" in (
        out.getvalue()
    )
    Choking.error = None

    call_command("index_pending", "--retry-aside", f"profile:{bad.pk}", stdout=out)
    assert indexed(index) == names(bad)
    with pytest.raises(
        CommandError, match=f"1 of profile:{bad.pk} are not set aside; set aside are profile:"
    ):
        call_command("index_pending", "--retry-aside", f"profile:{bad.pk}")
    call_command("index_pending", "--retry-aside", stdout=out)

    assert indexed(index) == names(bad, other)


def test_waiting_rows_do_not_count_what_is_set_aside(index: SearchBackend) -> None:
    poisoned()
    work_often()
    with deferred():
        MatchableProfileFactory()

    assert not IndexJob.objects.waiting().aside().exists()
    assert IndexJob.objects.waiting().exists()


@pytest.mark.parametrize("name", ["INDEX_TRIES", "INDEX_SECONDS"])
def test_number_that_makes_no_sense_is_told(name: str, settings: Settings) -> None:
    assert checks.check_indexing(None) == []
    setattr(settings, name, 0)

    [error] = checks.check_indexing(None)

    assert error.msg == f"{name} is 0; give at least 1."


def test_rebuild_leaves_out_who_cannot_be_indexed_and_says_so(
    index: SearchBackend, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = poisoned(), [MatchableProfileFactory() for _ in range(3)]
    out = StringIO()

    call_command("rebuild_index", stdout=out)

    assert indexed(index) == names(*good)
    assert [(each.object_id, each.fault) for each in aside.listed()] == [(bad.pk, Fault.MISTAKE)]
    assert out.getvalue() == (
        "Indexed 3 profiles, 0 openings, 0 bases.\n1 subjects are set aside: index_pending names them.\n"
    )
    assert not IndexJob.objects.waiting().exists()
    assert SECRET not in caplog.text
    Choking.error = None
    aside.retry_all()
    work_off()
    assert indexed(index) == names(bad, *good)


def test_rebuild_in_which_most_fail_leaves_the_old_index(index: SearchBackend) -> None:
    Choking.error = None
    people = [poisoned() for _ in range(3)]
    work_off()
    CachedVector.objects.all().delete()
    Choking.error = lambda: ValueError(SECRET)

    with pytest.raises(
        CommandError, match=r"3 subjects cannot be indexed, profile:\d+ first \(Value"
    ) as raised:
        call_command("rebuild_index", "--afresh")

    assert SECRET not in str(raised.value)
    assert indexed(index) == names(*people)
    assert aside.count() == 0
