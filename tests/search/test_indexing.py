"""What documents hold, what a failure leaves, what a rebuild does, and whether index and database are in step."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from threading import Event

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.module_loading import import_string
from pytest_django import DjangoAssertNumQueries, Settings

from experts.choices import Audience, Section
from experts.models import Profile, ProfileText, SectionVisibility
from search import checks, engine
from search.backends.base import IndexUnavailable, SearchBackend
from search.backends.memory import MemoryBackend
from search.cache import CHUNK, DatabaseVectorCache, PassingVectorCache
from search.documents import UNSAID, Source, read_base, read_opening, read_profile
from search.encoders.hashing import HashingEncoder
from search.indexing import compare, deferred, enqueue, rebuild, work_off
from search.indexing.subjects import iterate_sources, read_sources
from search.indexing.turns import turn
from search.models import CachedVector, Fault, IndexJob
from search.tasks import rebuild_afresh
from search.types import Query
from taxonomy.models import Term
from tests.factories import (
    BaseFactory,
    MatchableProfileFactory,
    OpenOpeningFactory,
    ProfileFactory,
    ProjectFactory,
    PublicationFactory,
)

pytestmark = pytest.mark.django_db


class CountingEncoder(HashingEncoder):
    """Counts the texts it embeds."""

    embedded = 0

    def encode(self, texts):  # type: ignore[no-untyped-def]
        CountingEncoder.embedded += len(texts)
        return super().encode(texts)


class OtherEncoder(HashingEncoder):
    """Another id, another length."""

    def __init__(self, **_: object) -> None:
        super().__init__(dimension=64)


@pytest.fixture
def counting(settings: Settings) -> type[CountingEncoder]:
    path = f"{__name__}.CountingEncoder"
    settings.SEARCH_ENCODERS = {"text": path, "english": path}
    CountingEncoder.embedded = 0
    return CountingEncoder


def passages(source: Source) -> list[tuple[str, str, str, str]]:
    return [(p.key, p.language, p.title, p.body) for p in source.passages]


def test_profile_has_a_passage_for_each_language_and_publication() -> None:
    profile = ProfileFactory(
        text=None, country="NO", nationalities=["NO", "DE"], speaks={"en": "C1", "zh": "HSK4"}
    )
    ProfileText.objects.create(
        profile=profile,
        language="en",
        headline="Physicist",
        biography="Plasma.",
        keywords=["tungsten", "laser"],
    )
    ProfileText.objects.create(profile=profile, language="zh-hans", headline="物理学家", is_original=False)
    paper = PublicationFactory(profile=profile, title="A paper", abstract="On walls.")

    source = read_profile(profile)

    assert source.id == f"profile:{profile.pk}"
    assert passages(source) == [
        ("profile", "en", "Physicist", "Plasma.\ntungsten; laser"),
        ("profile", "zh-hans", "物理学家", ""),
        (f"publication:{paper.pk}", "en", "A paper", "On walls."),
    ]
    assert source.filters["nationality"] == ("DE", "NO")
    assert source.filters["language"] == ("en", "zh")
    assert source.filters["field"] == ("energy",)
    assert source.filters["career_stage"] == ("R3",)
    assert source.filters["stay"] == (UNSAID,)


@pytest.mark.parametrize(
    ("audience", "kept"),
    [(Audience.INTRODUCTION, True), (Audience.INSTITUTIONS, True), (Audience.NOBODY, False)],
)
def test_a_section_closed_to_everybody_is_not_in_the_index(audience: Audience, kept: bool) -> None:
    today = timezone.localdate()
    in_a_year = today + timedelta(days=365)
    stay = {"kind": "expert_visit", "months_min": 1, "months_max": 3, "earliest": today, "latest": in_a_year}
    profile = ProfileFactory(speaks={"en": "C1"}, stays=[stay])
    paper = PublicationFactory(profile=profile)
    for section in Section:
        SectionVisibility.objects.create(profile=profile, section=section, audience=audience)

    source = read_profile(profile)

    keys = ("profile", f"publication:{paper.pk}")
    values = {"nationality": ("NO",), "language": ("en",), "stay": ("expert_visit",)}
    assert tuple(passage.key for passage in source.passages) == (keys if kept else ())
    assert {name: source.filters[name] for name in values} == (
        values if kept else dict.fromkeys(values, (UNSAID,))
    )
    assert source.filters["field"] == ("energy",)


def test_opening_has_the_passages_of_its_project_and_base_and_asks_its_requirements() -> None:
    opening = OpenOpeningFactory(project=ProjectFactory(), career_stages=["R1", "R2"], requires={"en": "B2"})

    source = read_opening(opening)

    text = opening.texts.get()
    keys = [f"base:{opening.base_id}", "opening", f"project:{opening.project_id}"]
    assert [passage.key for passage in source.passages] == keys
    assert source.passages[1].body == f"{text.description}\n{text.requirements[0]}\n{text.requirements[1]}"
    assert [passage.body for passage in source.asked] == text.requirements
    assert source.filters["career_stage"] == ("R1", "R2")
    assert source.filters["institution"] == (str(opening.institution_id),)
    assert source.filters["framework"] == ()
    assert read_opening(OpenOpeningFactory()).filters["career_stage"] == ("R1", "R2", "R3", "R4")


def test_base_has_the_passages_of_its_projects() -> None:
    base = BaseFactory()
    project = ProjectFactory(base=base)

    source = read_base(base)

    assert [passage.key for passage in source.passages] == [f"base:{base.pk}", f"project:{project.pk}"]


def test_digest_tells_texts_filters_and_encoders_apart() -> None:
    source = read_profile(ProfileFactory())
    ids = {"text": "a", "english": "b"}
    others = [
        replace(source, passages=(replace(source.passages[0], body="Other."),)),
        replace(source, filters={**source.filters, "country": ("IS",)}),
        replace(source, id="profile:0"),
    ]

    digests = [each.digest(ids) for each in (source, *others)] + [source.digest({**ids, "text": "c"})]

    assert digests[0] == replace(source).digest(ids) == digests[3]
    assert len(set(digests)) == 4


def test_sources_are_read_in_the_same_number_of_queries() -> None:
    def make() -> None:
        profile = MatchableProfileFactory(speaks={"en": "C1"})
        PublicationFactory(profile=profile)
        opening = OpenOpeningFactory(project=ProjectFactory(), requires={"en": "B2"})
        ProjectFactory(base=opening.base)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            for kind in ("profile", "opening", "base"):
                list(iterate_sources(kind))
        return len(queries)

    make()
    first = count()
    for _ in range(4):
        make()
    assert count() == first


def test_indexed_profile_is_found_by_its_words_and_its_views(index: SearchBackend) -> None:
    profile = MatchableProfileFactory()
    MatchableProfileFactory(text__headline="Botanist", text__biography="Orchids of the high mountains.")
    work_off()
    [view] = engine.get_view_builder().views(read_profile(profile).passages)

    by_words = index.search(Query("profile", tokens=("tungsten",)))
    by_views = index.search(Query("profile", views=(view,)))

    assert [candidate.id for candidate in by_words] == [f"profile:{profile.pk}"]
    assert by_views[0].id == f"profile:{profile.pk}"
    assert by_views[0].vector == pytest.approx(1.0)


def test_rows_of_one_subject_are_one_piece_of_work(index: SearchBackend) -> None:
    profile = MatchableProfileFactory()
    PublicationFactory(profile=profile)
    rows = IndexJob.objects.count()
    seen: list[int] = []

    report = work_off(progress=seen.append)

    assert rows > 3
    assert (report.done, report.failed, sum(seen)) == (1, 0, rows)


def test_change_during_the_work_is_not_lost(index: SearchBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    profile = MatchableProfileFactory()
    real = MemoryBackend.put
    texts = iter(["changed meanwhile"])

    def put(self, documents):  # type: ignore[no-untyped-def]
        for text in texts:
            version = profile.texts.get()
            version.headline = text
            version.save()
        real(self, documents)

    monkeypatch.setattr(MemoryBackend, "put", put)
    work_off()

    assert [status.in_step for status in compare()] == [True, True, True]


def test_subject_that_fails_stays_and_keeps_no_other_waiting(
    index: SearchBackend, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    profiles = [MatchableProfileFactory() for _ in range(3)]
    real = MemoryBackend.put

    def put(self, documents):  # type: ignore[no-untyped-def]
        documents = list(documents)
        if any(document.id == f"profile:{profiles[1].pk}" for document in documents):
            raise ZeroDivisionError("a bug")
        real(self, documents)

    monkeypatch.setattr(MemoryBackend, "put", put)
    with caplog.at_level(logging.CRITICAL):
        report = work_off()
        again = work_off()
        forced = work_off(everything=True)

    assert (report.done, report.failed) == (2, 1)
    assert report.error.startswith("ZeroDivisionError: Indexing it failed unexpectedly")
    assert (again.done, again.failed) == (0, 0)
    assert (forced.done, forced.failed) == (0, 1)
    assert {str(job) for job in IndexJob.objects.all()} == {f"profile:{profiles[1].pk}"}
    job = IndexJob.objects.first()
    assert job is not None
    assert (job.attempts, job.fault) == (2, Fault.MISTAKE)
    assert "a bug" not in job.last_error
    assert job.not_before > timezone.now()
    monkeypatch.undo()
    assert work_off(everything=True).done == 1
    assert not IndexJob.objects.exists()


def test_index_that_cannot_be_used_leaves_every_job(
    index: SearchBackend, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(40):
        MatchableProfileFactory()
    rows = IndexJob.objects.count()

    def put(self, documents):  # type: ignore[no-untyped-def]
        raise IndexUnavailable("The disk is full; free some.")

    monkeypatch.setattr(MemoryBackend, "put", put)
    with caplog.at_level(logging.CRITICAL):
        report = work_off(everything=True)

    assert report.stopped
    assert report.error == "The disk is full; free some."
    assert IndexJob.objects.count() == rows
    assert IndexJob.objects.filter(outages=0).exists()
    assert not IndexJob.objects.exclude(attempts=0).exists()


def test_pause_grows_to_an_hour(
    index: SearchBackend,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    settings: Settings,
) -> None:
    settings.INDEX_TRIES = 100
    MatchableProfileFactory()
    IndexJob.objects.update(attempts=50)
    monkeypatch.setattr(MemoryBackend, "put", lambda *_: 1 / 0)

    with caplog.at_level(logging.CRITICAL):
        work_off()

    pause = IndexJob.objects.latest("pk").not_before - timezone.now()
    assert timedelta(minutes=59) < pause <= timedelta(hours=1)


def test_outage_delays_no_job_for_longer_than_a_minute(
    index: SearchBackend, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    MatchableProfileFactory()
    IndexJob.objects.update(outages=50)

    def put(self, documents):  # type: ignore[no-untyped-def]
        raise IndexUnavailable("The cluster does not answer.")

    monkeypatch.setattr(MemoryBackend, "put", put)
    with caplog.at_level(logging.CRITICAL):
        work_off()

    pause = IndexJob.objects.latest("pk").not_before - timezone.now()
    assert pause <= timedelta(seconds=30)


@contextmanager
def another_worker() -> Iterator[None]:
    """While it has its turn."""
    taken, over = Event(), Event()

    def work() -> None:
        with turn() as ours:
            assert ours
            taken.set()
            over.wait(180)
        connection.close()

    with ThreadPoolExecutor() as pool:
        other = pool.submit(work)
        try:
            assert taken.wait(180)
            yield
        finally:
            over.set()
        other.result()


def test_second_worker_leaves_the_work_to_the_first(index: SearchBackend) -> None:
    MatchableProfileFactory()
    with another_worker():
        report = work_off()

    assert (report.done, report.error) == (0, "Another process is working off the outbox.")
    assert work_off().done == 1


def test_no_text_is_embedded_twice(counting: type[CountingEncoder], index: SearchBackend) -> None:
    MatchableProfileFactory(
        text__language="zh-hans", text__headline="物理学家", text__biography="研究等离子体约束与材料。"
    )
    OpenOpeningFactory()
    work_off()
    first = counting.embedded
    assert first > 0

    rebuild()
    engine.reset()
    rebuild()
    work_off()
    Profile.objects.get().save()
    work_off()

    assert counting.embedded == first


def test_requirements_are_in_the_cache(counting: type[CountingEncoder], index: SearchBackend) -> None:
    opening = OpenOpeningFactory()
    work_off()
    counting.embedded = 0

    engine.get_view_builder(keep=False).views(read_opening(opening).asked)

    assert counting.embedded == 0


def test_what_people_type_is_not_kept(index: SearchBackend) -> None:
    source = read_profile(ProfileFactory())

    engine.get_view_builder(keep=False).views(source.passages)
    assert CachedVector.objects.count() == 0
    engine.get_view_builder().views(source.passages)
    assert CachedVector.objects.count() > 0


def test_cache_returns_what_it_was_given_in_chunks(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    vectors = {f"{n:064}": np.array([n, 1 / 3], np.float32) for n in range(2 * CHUNK + 1)}
    cache = DatabaseVectorCache()
    cache.put_many("a", vectors)
    cache.put_many("a", dict(list(vectors.items())[:3]))

    with django_assert_num_queries(3):
        found = cache.get_many("a", vectors)

    assert found.keys() == vectors.keys()
    assert all(np.array_equal(found[key], vectors[key]) for key in vectors)
    assert cache.get_many("b", vectors) == {}
    assert cache.get_many("a", []) == {}


def test_passing_cache_forgets_the_oldest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.cache.MAX_REMEMBERED", 2)
    cache = PassingVectorCache()
    cache.put_many("a", {str(n): np.zeros(1, np.float32) for n in range(3)})

    assert sorted(cache.get_many("a", ["0", "1", "2"])) == ["1", "2"]


def test_rebuild_indexes_everything_and_forgets_vectors_of_gone_texts(index: SearchBackend) -> None:
    profile = MatchableProfileFactory()
    OpenOpeningFactory()
    work_off()
    kept = CachedVector.objects.count()
    version = profile.texts.get()
    version.headline = "Something else altogether"
    version.save()
    work_off()
    assert CachedVector.objects.count() > kept
    seen: list[tuple[str, int]] = []

    counts = rebuild(afresh=True, progress=lambda kind, count: seen.append((kind, count)))

    assert counts == {"profile": 1, "opening": 1, "base": 1}
    assert seen == [("profile", 1), ("opening", 1), ("base", 1)]
    assert CachedVector.objects.count() == kept
    assert [status.in_step for status in compare()] == [True, True, True]


def test_rebuild_takes_over_what_is_unchanged_and_makes_the_rest_anew(index: SearchBackend) -> None:
    unchanged, changed = (
        MatchableProfileFactory(),
        MatchableProfileFactory(text__headline="Soil in dry regions"),
    )
    work_off()
    ProfileText.objects.filter(profile=changed).update(headline="Whales that sing")
    # What nobody ever embeds again: a copied vector shows that the text was not looked at.
    marked = index.fetch([f"profile:{unchanged.pk}"]).vectors["text"]
    CachedVector.objects.update(vector=np.zeros(256, "<f4").tobytes())

    rebuild()

    assert np.array_equal(index.fetch([f"profile:{unchanged.pk}"]).vectors["text"], marked)
    assert "whale" in index.fetch([f"profile:{changed.pk}"]).stems[0]
    assert [status.in_step for status in compare()] == [True, True, True]


def test_rebuild_makes_anew_whoever_the_outbox_speaks_of(index: SearchBackend) -> None:
    profile = MatchableProfileFactory()
    work_off()
    CachedVector.objects.update(vector=np.zeros(256, "<f4").tobytes())
    with deferred():
        enqueue("profile", [profile.pk])

    rebuild()

    assert not index.fetch([f"profile:{profile.pk}"]).vectors["text"].any()
    assert not IndexJob.objects.exists()


def test_rebuild_does_the_work_of_the_outbox(index: SearchBackend) -> None:
    with deferred():
        MatchableProfileFactory()
    assert IndexJob.objects.exists()

    rebuild()

    assert not IndexJob.objects.exists()
    assert len(index.digests("profile")) == 1


def test_rebuild_leaves_the_rows_that_a_worker_may_be_reading(
    index: SearchBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[rebuild.__module__], "SWITCH_PATIENCE", 0.1)
    with deferred():
        MatchableProfileFactory()
    rows = IndexJob.objects.count()

    with another_worker():
        rebuild()

    assert IndexJob.objects.count() == rows
    assert work_off().done == 1


def test_failed_rebuild_keeps_index_and_outbox(index: SearchBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    MatchableProfileFactory()
    work_off()
    MatchableProfileFactory()
    rows = IndexJob.objects.count()

    def fail(*_: object) -> None:
        raise IndexUnavailable("The disk is full; free some.")

    with pytest.raises(IndexUnavailable):
        rebuild(progress=fail)

    assert len(index.digests("profile")) == 1
    assert IndexJob.objects.count() == rows
    assert CachedVector.objects.exists()


def test_status_names_missing_stale_orphaned_and_pending(index: SearchBackend) -> None:
    stale, orphaned, fresh, waiting = (MatchableProfileFactory() for _ in range(4))
    work_off()
    missing = MatchableProfileFactory()
    ProfileText.objects.filter(profile=stale).update(headline="Another headline")
    Profile.objects.filter(pk=orphaned.pk).update(state="hidden")
    IndexJob.objects.all().delete()
    waiting.save()

    [status, *others] = compare()

    assert (status.kind, status.database, status.index, status.pending) == ("profile", 4, 4, 1)
    assert status.missing == [f"profile:{missing.pk}"]
    assert status.stale == [f"profile:{stale.pk}"]
    assert status.orphaned == [f"profile:{orphaned.pk}"]
    assert not status.in_step
    assert all(other.in_step for other in others)
    assert f"profile:{fresh.pk}" in index.digests("profile")


def test_new_term_is_in_the_next_view(index: SearchBackend) -> None:
    profile = MatchableProfileFactory(
        text__language="zh-hans", text__headline="物理学家", text__biography="研究魑魅钛矿。"
    )
    passage = read_sources("profile", [profile.pk])[profile.pk].passages
    [before] = engine.get_view_builder().views(passage)

    Term.objects.create(zh="魑魅钛矿", en="goblin perovskite")
    [after] = engine.get_view_builder().views(passage)

    assert "goblin" not in before.stems
    assert any(stem.startswith("goblin") for stem in after.stems)


def test_terms_of_another_process_are_taken_over_by_the_next_run(index: SearchBackend) -> None:
    builder = engine.get_view_builder()
    Term.objects.bulk_create([Term(zh="魑魅钛矿", en="goblin perovskite")])
    assert engine.get_view_builder() is builder

    work_off()

    assert engine.get_view_builder() is not builder


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        (
            "SEARCH_BACKEND",
            "search.backends.nowhere.Backend",
            "SEARCH_BACKEND='search.backends.nowhere.Backend' is no search",
        ),
        (
            "SEARCH_BACKEND",
            "search.types.Document",
            "SEARCH_BACKEND='search.types.Document' is no search backend",
        ),
        (
            "SEARCH_ENCODERS",
            {"text": "nowhere.Encoder", "english": "minilm"},
            "SEARCH_ENCODERS: There is no encoder 'nowhere",
        ),
        ("SEARCH_ENCODERS", {"text": "hashing"}, 'SEARCH_ENCODERS has text; give it "text" and "english".'),
    ],
)
def test_wrong_setting_gets_one_sentence(settings: Settings, name: str, value: object, expected: str) -> None:
    assert checks.check_search(None) == []
    setattr(settings, name, value)

    [error] = checks.check_search(None)

    assert error.msg.startswith(expected)


def test_the_weekly_task_forgets_the_vectors_of_texts_that_are_gone(index: SearchBackend) -> None:
    profile = MatchableProfileFactory()
    rebuild()
    kept = CachedVector.objects.count()
    profile.user.delete()

    rebuild()
    assert CachedVector.objects.count() == kept  # whatever is copied, nobody can tell
    rebuild_afresh()

    assert kept > 0
    assert CachedVector.objects.count() == 0


def test_every_task_on_the_schedule_exists(settings: Settings) -> None:
    assert [import_string(entry["task"]).name for entry in settings.CELERY_BEAT_SCHEDULE.values()] == [
        entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()
    ]
