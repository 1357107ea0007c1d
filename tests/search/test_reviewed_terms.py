"""A changed term makes stale what holds it, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from bases.models import BaseText, OpeningText, ProjectText
from experts.models import Profile
from search import engine
from search.backends.base import SearchBackend
from search.indexing import holders as holding
from search.indexing import work, work_off
from search.indexing.holders import holders
from search.models import IndexJob
from taxonomy.models import Term
from tests.factories import MatchableProfileFactory, OpenOpeningFactory, ProjectFactory, PublicationFactory

pytestmark = pytest.mark.django_db
Committed = Callable[[], AbstractContextManager[object]]


def chinese(biography: str, **values: object) -> Profile:
    return MatchableProfileFactory(
        text__language="zh-hans", text__headline="研究员", text__biography=biography, **values
    )


def waiting() -> set[str]:
    return {str(job) for job in IndexJob.objects.all()}


def noted(change: Callable[[], object]) -> set[str]:
    IndexJob.objects.all().delete()
    change()
    return waiting()


def in_index(index: SearchBackend, profile: Profile) -> tuple[object, ...]:
    block = index.fetch([f"profile:{profile.pk}"])
    vectors = {slot: matrix.tobytes() for slot, matrix in block.vectors.items()}
    return [dict(stems) for stems in block.stems], vectors


def test_only_the_holder_of_a_new_term_is_viewed_again(index: SearchBackend, committed: Committed) -> None:
    with committed():
        holder = chinese("研究魑魅钛矿的光谱。")
        others = [chinese("研究钙钛矿的光谱。"), MatchableProfileFactory()]
    before = in_index(index, holder)
    untouched = [in_index(index, profile) for profile in others]

    with committed():
        Term.objects.create(zh="魑魅钛矿", en="goblin perovskite")
        assert waiting() == {f"profile:{holder.pk}"}

    stems, vectors = in_index(index, holder)
    assert "goblin" in stems[0]
    assert "goblin" not in before[0][0]
    assert vectors["english"] != before[1]["english"]
    assert vectors["text"] == before[1]["text"]
    assert [in_index(index, profile) for profile in others] == untouched
    assert waiting() == set()


def test_change_and_deletion_concern_old_and_new_forms(index: SearchBackend) -> None:
    old, new, alias = chinese("研究魑魅钛矿。"), chinese("研究魍魉钛矿。"), chinese("研究饕餮钛矿。")
    ids = [f"profile:{profile.pk}" for profile in (old, new, alias)]
    term = Term.objects.create(zh="魑魅钛矿", en="goblin perovskite")

    def rename() -> None:
        term.zh, term.zh_aliases = "魍魉钛矿", ["饕餮钛矿"]
        term.save()

    assert noted(rename) == set(ids)
    assert noted(term.delete) == set(ids[1:])


def test_another_field_makes_nothing_stale() -> None:
    chinese("研究魑魅钛矿。")
    term = Term.objects.create(zh="魑魅钛矿", en="goblin perovskite")
    term.field_id = "energy"
    assert noted(term.save) == set()


def test_another_english_name_makes_the_chinese_holders_stale() -> None:
    holder = chinese("研究魑魅钛矿。")
    term = Term.objects.create(zh="魑魅钛矿", en="goblin perovskite")
    term.en = "imp perovskite"
    assert noted(term.save) == {f"profile:{holder.pk}"}


def test_rolled_back_change_leaves_no_job_and_no_term_in_the_lexicon(client: Client) -> None:
    chinese("研究魑魅钛矿。")
    IndexJob.objects.all().delete()

    def change() -> None:
        with transaction.atomic():
            Term.objects.create(zh="魑魅钛矿", en="goblin perovskite")
            assert waiting()
            assert "魑魅钛矿" in engine.get_lexicon()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    client.get("/")

    assert waiting() == set()
    assert "魑魅钛矿" not in engine.get_lexicon()


@pytest.mark.parametrize(
    ("surface", "text", "held"),
    [
        ("钙钛矿太阳能电池", "我們研究鈣鈦礦太陽能電池。", True),
        ("鈣鈦礦太陽能電池", "研究钙钛矿太阳能电池", True),
        ("稳定性", "穩\u200b定性", True),
        ("用户界面", "⽤户界面设计", True),  # the first is a Kangxi radical
        ("单核RNA测序", "单核ＲＮＡ测序", True),
        ("定性分析", "分析定性", False),
        ("solar cell", "Perovskite Solar Cells, 2024", True),
        ("solar cells", "a solar-cell", True),
        ("study", "two studies", True),
        ("process", "processes", True),
        ("PV", "PVC and PVT", False),
        ("PV", "rooftop pv systems", True),
        ("glass", "glas", False),
        ("gas", "gases", False),  # no simple plural
        ("!?", "!?", False),
        ("IT", "as it is", False),
        ("100% renewable", "100 renewables", True),
    ],
)
def test_a_form_is_found_as_it_is_written(surface: str, text: str, held: bool) -> None:
    profile = MatchableProfileFactory(text__biography=f"x, {text}.")
    listed = MatchableProfileFactory(text__keywords=["y", text])
    found = [profile.pk, listed.pk] if held else []
    assert holders([surface]).get("profile", []) == found
    # The same when there are too many forms to ask for one by one.
    many = [surface, *(f"无人写过的词{n}号" for n in range(holding.SEVERAL))]
    assert holders(many).get("profile", []) == found


def test_every_text_that_the_index_reads_is_asked() -> None:
    opening = OpenOpeningFactory(project=None)
    base = opening.base
    project = ProjectFactory(base=base)
    of_project = OpenOpeningFactory(base=base, project=project)
    paper = PublicationFactory(profile=MatchableProfileFactory(), abstract="On goblin perovskites.")
    OpeningText.objects.filter(opening=opening).update(requirements=["Knows 魑魅钛矿"])
    BaseText.objects.filter(base=base).update(about="饕餮钛矿")
    ProjectText.objects.filter(project=project).update(description="魍魉钛矿")

    assert holders(["goblin perovskite"]) == {"profile": [paper.profile_id]}
    assert holders(["魑魅钛矿"]) == {"opening": [opening.pk]}
    assert holders(["饕餮钛矿"]) == {"base": [base.pk], "opening": [opening.pk, of_project.pk]}
    assert holders(["魍魉钛矿"]) == {"base": [base.pk], "opening": [of_project.pk]}


@pytest.mark.parametrize("forms", [1, 3000])
def test_a_batch_of_any_size_asks_as_often(
    forms: int, django_assert_num_queries: Callable[..., AbstractContextManager]
) -> None:
    chinese("研究魑魅钛矿。")
    with django_assert_num_queries(len(holding.TABLES)):
        found = holders(["魑魅钛矿", *(f"无人写过的词{n}号" for n in range(forms))])
    assert len(found["profile"]) == 1


def test_a_request_takes_over_the_terms_of_another_process(client: Client) -> None:
    lexicon = engine.get_lexicon()
    Term.objects.bulk_create(
        [Term(zh="魑魅钛矿", en="goblin perovskite")]
    )  # as another process: no signal here
    assert engine.get_lexicon() is lexicon

    client.get("/")
    changed = engine.get_lexicon()
    assert changed.glosses("魑魅钛矿")[0].text == "goblin perovskite"

    client.get("/")
    assert engine.get_lexicon() is changed


def test_a_job_that_is_seen_brings_its_term(index: SearchBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker's own lexicon is older than the rows that it takes: both came while it was at work."""
    profile = chinese("研究魑魅钛矿。")
    engine.get_view_builder()
    next_jobs = work.next_jobs

    def meanwhile(**arguments: Any) -> work.Jobs:
        if not Term.objects.filter(zh="魑魅钛矿").exists():
            Term.objects.bulk_create([Term(zh="魑魅钛矿", en="goblin perovskite")])
        return next_jobs(**arguments)

    monkeypatch.setattr(work, "next_jobs", meanwhile)
    work_off()
    assert "goblin" in in_index(index, profile)[0][0]
