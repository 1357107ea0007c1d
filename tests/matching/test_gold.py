"""The floor: with the real encoders every demo opening has somebody of the gold list among its first five.

The vectors of the demo texts are kept in `var/test-cache`, so that only the first run embeds them (about a minute).
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from bases.models import Opening
from demo.gold import gold_rows
from demo.load import load
from experts.models import Profile
from matching.domain.matcher import people_for
from matching.domain.points import is_only_named
from matching.domain.similar import similar_openings
from matching.types import Shortlist, Strength
from search import engine
from search.backends import registry
from search.indexing import rebuild
from search.models import CachedVector

pytestmark = [pytest.mark.models, pytest.mark.timeout(1200)]
ENCODERS = {"text": "search.encoders.use.UseMultilingual", "english": "search.encoders.minilm.MiniLM"}


@dataclass(frozen=True, slots=True)
class Measured:
    """What the engine made of one demo opening."""

    language: str
    gold: frozenset[int]
    found: Shortlist[Profile]
    similar: int  # openings like it

    @property
    def best_gold_rank(self) -> int:
        return min((one.rank for one in self.found.ranked if one.subject.pk in self.gold), default=999)


@pytest.fixture(scope="module")
def measured(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[int, Measured]]:
    """opening id -> its list, over the demo data as it is loaded and indexed; everything is rolled back."""
    real = override_settings(
        SEARCH_ENCODERS=ENCODERS,
        SEARCH_BACKEND="search.backends.embedded.EmbeddedBackend",
        SEARCH_INDEX_DIR=tmp_path_factory.mktemp("index"),
    )
    with django_db_blocker.unblock(), real, transaction.atomic():
        registry.reset()
        engine.reset()
        load()
        with _kept_vectors(Path(django_settings.SEARCH_CACHE_DIR) / "demo-vectors.pickle"):
            rebuild()
        gold = gold_rows()
        openings = Opening.objects.in_bulk(gold)
        yield {
            pk: Measured(
                openings[pk].original.language,
                frozenset(people),
                people_for(openings[pk], top=20),
                len(similar_openings(openings[pk], reader=AnonymousUser())),
            )
            for pk, people in gold.items()
        }
        transaction.set_rollback(True)
    registry.reset()
    engine.reset()


@contextmanager
def _kept_vectors(path: Path) -> Iterator[None]:
    """The table of vectors begins with those of the last run; what is made meanwhile is kept for the next."""
    if path.exists():
        kept = [CachedVector(encoder=e, text_hash=h, vector=v) for e, h, v in pickle.loads(path.read_bytes())]
        CachedVector.objects.bulk_create(kept, batch_size=300, ignore_conflicts=True)
    yield
    rows = CachedVector.objects.values_list("encoder", "text_hash", "vector")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps([(encoder, key, bytes(vector)) for encoder, key, vector in rows]))


def test_every_demo_opening_has_a_gold_person_in_its_first_five(measured: Mapping[int, Measured]) -> None:
    missed = {pk: one.best_gold_rank for pk, one in measured.items() if one.best_gold_rank > 5}

    assert missed == {}


def test_both_languages_of_openings_are_measured(measured: Mapping[int, Measured]) -> None:
    languages = [one.language for one in measured.values()]

    assert min(languages.count("zh-hans"), languages.count("en")) >= 15


def test_a_gold_person_is_first_for_nearly_every_opening(measured: Mapping[int, Measured]) -> None:
    first = sum(one.best_gold_rank == 1 for one in measured.values())

    assert first >= 0.9 * len(measured)


def test_the_words_tell_gold_people_from_others(measured: Mapping[int, Measured]) -> None:
    gold: list[Strength] = []
    others: list[Strength] = []
    for one in measured.values():
        for ranked in one.found.ranked:
            (gold if ranked.subject.pk in one.gold else others).append(ranked.score.strength)

    assert sum(word.fits for word in gold) >= 0.9 * len(gold)
    assert sum(not word.fits for word in others) >= 0.9 * len(others)


def test_evidence_is_found_for_gold_people_and_seldom_for_others(measured: Mapping[int, Measured]) -> None:
    gold: list[bool] = []
    others: list[bool] = []
    for one in measured.values():
        for ranked in one.found.ranked:
            (gold if ranked.subject.pk in one.gold else others).extend(
                pair.has is not None and not is_only_named(pair) for pair in ranked.evidence
            )

    assert sum(gold) >= 0.5 * len(gold)
    assert sum(others) <= 0.1 * len(others)


def test_evidence_meets_across_languages(measured: Mapping[int, Measured]) -> None:
    pairs = [
        pair
        for one in measured.values()
        for ranked in one.found.ranked
        for pair in ranked.evidence
        if pair.has
    ]

    for asked, has in (("zh-hans", "en"), ("en", "zh-hans")):
        across = [p for p in pairs if p.has and (p.asked.language, p.has.language) == (asked, has)]
        assert len(across) >= 10
        assert sum(bool(pair.terms) for pair in across) >= 0.5 * len(across)


def test_openings_of_both_languages_have_similar_ones(measured: Mapping[int, Measured]) -> None:
    with_some = {
        language: sum(one.similar > 0 for one in measured.values() if one.language == language)
        for language in ("en", "zh-hans")
    }
    assert min(with_some.values()) >= 12  # of twenty each
