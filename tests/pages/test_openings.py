"""The list of openings: facets, words, orders, pages, and what happens when something is wrong."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bases.models import OpeningText
from search.backends.base import IndexUnavailable
from search.indexing import rebuild
from taxonomy.choices import Language, StayKind
from tests.factories import BaseFactory, InstitutionFactory, OpeningFactory, OpenOpeningFactory

pytestmark = pytest.mark.django_db
HERE = "/en/openings/"


def titled(title: str, **values: object) -> int:
    opening = OpenOpeningFactory(**values)
    OpeningText.objects.filter(opening=opening).update(title=title)
    return int(opening.pk)


def shown(html: str) -> list[int]:
    """The openings on the page, in order."""
    return [int(pk) for pk in re.findall(r'<h3><a href="/[\w-]+/openings/(\d+)/"', html)]


def counts(html: str, facet: str) -> dict[str, int]:
    found = re.findall(rf'name="{facet}" value="([\w-]+)"[^>]*>.*?<span class="number">(\d+)</span>', html)
    return {value: int(number) for value, number in found}


def get(client: Client, query: str = "", language: str = "en") -> str:
    answer = client.get(f"/{language}/openings/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_only_what_takes_applications_is_listed(client: Client) -> None:
    taking = OpenOpeningFactory()
    OpeningFactory()
    OpenOpeningFactory(deadline=timezone.now() - timedelta(hours=1))
    assert shown(get(client)) == [taking.pk]


def test_next_deadline_comes_first_and_newest_on_demand(client: Client) -> None:
    now = timezone.now()
    late = OpenOpeningFactory(deadline=now + timedelta(days=60), published_at=now)
    soon = OpenOpeningFactory(deadline=now + timedelta(days=6), published_at=now - timedelta(days=3))
    assert shown(get(client)) == [soon.pk, late.pk]
    assert shown(get(client, "?sort=newest")) == [late.pk, soon.pk]
    assert shown(get(client, "?sort=whatever")) == [soon.pk, late.pk]


def test_facets_narrow_and_count_what_choosing_them_would_show(client: Client) -> None:
    energy = OpenOpeningFactory(fields=["energy"])
    OpenOpeningFactory(fields=["health"], kind=StayKind.TEAM)
    both = OpenOpeningFactory(fields=["energy", "health"], kind=StayKind.TEAM)
    html = get(client, "?field=energy")
    assert set(shown(html)) == {energy.pk, both.pk}
    assert counts(html, "field") == {"energy": 2, "health": 2}  # its own facet does not narrow it
    assert counts(html, "kind") == {"expert_visit": 1, "team": 1}
    assert shown(get(client, "?field=energy&kind=team")) == [both.pk]


def test_two_values_of_a_facet_widen(client: Client) -> None:
    OpenOpeningFactory(fields=["energy"])
    OpenOpeningFactory(fields=["health"])
    OpenOpeningFactory(fields=["safety"])
    assert len(shown(get(client, "?field=energy&field=health"))) == 2


@pytest.mark.parametrize(
    "query", ["?country=CH", "?works_in=fr", "?written_in=zh-hans", "?challenge=food", "?base=on-the-lake"]
)
def test_every_other_filter_keeps_the_right_opening(client: Client, query: str) -> None:
    OpenOpeningFactory(requires={"en": "B2"})
    abroad = InstitutionFactory(country="CH", province="")
    wanted = OpenOpeningFactory(
        base=BaseFactory(institution=abroad, slug="on-the-lake"), requires={"fr": "B1"}, challenges=["food"]
    )
    OpeningText.objects.filter(opening=wanted).update(language=Language.ZH)
    assert shown(get(client, query)) == [wanted.pk]


def test_a_filter_in_force_can_be_taken_away(client: Client) -> None:
    OpenOpeningFactory(fields=["energy"])
    html = get(client, "?field=energy&kind=expert_visit&page=1")
    assert 'class="tag tag--on" href="?kind=expert_visit"' in html
    assert 'class="tag tag--on" href="?field=energy"' in html


def test_a_filter_without_a_reload_takes_the_language_links_along(client: Client) -> None:
    OpenOpeningFactory(fields=["energy"])
    html = client.get(f"{HERE}?q=&field=energy", headers={"HX-Request": "true"}, follow=True).content.decode()
    swapped = re.findall(r'hx-select-oob="([^"]+)"', html)
    assert "#languages" in swapped[0].split(",")
    links = html.partition('id="languages"')[2].partition("</ul>")[0]
    assert 'href="/zh-hans/openings/?field=energy"' in links


def test_pages_keep_the_filters(client: Client) -> None:
    OpenOpeningFactory.create_batch(12)
    html = get(client, "?field=energy")
    assert len(shown(html)) == 10
    assert 'href="?field=energy&amp;page=2" rel="next"' in html
    assert len(shown(get(client, "?field=energy&page=2"))) == 2
    assert len(shown(get(client, "?page=nonsense"))) == 10


def test_words_find_openings_best_first(client: Client) -> None:
    titled("Wheat roots in dry soil")
    wanted = titled("Zirconium hydride moderators")
    rebuild()
    assert shown(get(client, "?q=zirconium hydride")) == [wanted]


def test_words_and_facets_work_together(client: Client) -> None:
    titled("Zirconium hydride moderators", fields=["health"])
    wanted = titled("Zirconium hydride storage", fields=["energy"])
    rebuild()
    html = get(client, "?q=zirconium&field=energy")
    assert shown(html) == [wanted]
    assert counts(html, "field") == {"energy": 1, "health": 1}


def test_an_opening_that_was_closed_since_is_not_shown(client: Client) -> None:
    wanted = titled("Zirconium hydride moderators")
    rebuild()
    from bases.models import Opening

    Opening.objects.filter(pk=wanted).update(deadline=timezone.now() - timedelta(days=1))
    assert shown(get(client, "?q=zirconium")) == []


def test_a_broken_index_is_said_and_plain_words_go_on(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise IndexUnavailable("The index is half written. Run `manage.py rebuild_index`.")

    wanted = titled("Zirconium hydride moderators")
    monkeypatch.setattr("matching.browse.get_backend", broken)
    html = get(client, "?q=zirconium")
    assert shown(html) == [wanted]
    assert "Only openings that hold your very words are shown." in html
    assert "The index is half written." not in html  # why is for officers
    assert shown(get(client, "?q=wolfram")) == []


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("!!! ?? …", "Write at least one word or figure to search for."),
        ("，。；", "Write at least one word or figure to search for."),
        ("x" * 201, "A search may have at most 200 characters; shorten it."),
    ],
)
def test_a_question_that_cannot_be_asked_is_a_form_error(client: Client, query: str, sentence: str) -> None:
    OpenOpeningFactory()
    answer = client.get(HERE, {"q": query})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert f'<p class="field__error" id="id_q_error">{sentence}</p>' in html
    assert 'aria-invalid="true" aria-describedby="id_q_error"' in html


@pytest.mark.parametrize("query", ["!!!", "x" * 201, "x" * 10_000])
def test_words_that_cannot_be_looked_for_list_nothing_and_lead_to_no_page(client: Client, query: str) -> None:
    OpenOpeningFactory.create_batch(12, fields=["energy"])
    html = client.get(HERE, {"field": "energy", "q": query}).content.decode()
    assert shown(html) == []
    assert "Nothing was searched for" in html
    assert 'rel="next"' not in html
    assert f'value="{query[:200]}"' in html


def test_ten_megabytes_are_refused_and_not_sent_back(client: Client) -> None:
    answer = client.get(HERE, {"q": "x" * 10_000_000})
    html = answer.content.decode()
    assert "A search may have at most 200 characters" in html
    assert len(html) < 100_000


def test_an_unknown_value_is_named(client: Client) -> None:
    OpenOpeningFactory()
    html = get(client, "?field=alchemy")
    assert "alchemy is not one of the available choices" in html
    assert len(shown(html)) == 1


def test_an_empty_answer_says_what_to_do(client: Client) -> None:
    OpenOpeningFactory(fields=["energy"])
    html = get(client, "?field=health")
    assert "No opening answers all of this." in html
    assert "Take all filters away" in html


@pytest.mark.parametrize(
    ("question", "said"),
    [("сварка титана", True), ("チタンの溶接", True), ("钛合金焊接", False), ("welding", False)],
)
def test_a_question_in_a_third_language_is_told_which_two_are_read(
    client: Client, question: str, said: bool
) -> None:
    html = client.get(HERE, {"q": question}).content.decode()
    assert shown(html) == []
    assert ("The search reads Chinese and English; write it in one of these." in html) is said
    assert ("Try fewer or other words" in html) is not said


def test_a_script_in_the_question_stays_text(client: Client) -> None:
    html = get(client, "?q=<script>alert(1)</script>")
    assert "<script>alert" not in html


@pytest.mark.parametrize(("language", "words"), [("en", "Strong match"), ("zh-hans", "高度契合")])
def test_the_front_page_words_a_match_as_a_shortlist_does(client: Client, language: str, words: str) -> None:
    assert f"<strong>{words}</strong>" in client.get(f"/{language}/").content.decode()


def test_chinese_page_counts_in_chinese(client: Client) -> None:
    OpenOpeningFactory()
    assert "1个岗位" in get(client, language="zh-hans")


def test_a_control_character_in_the_address_is_not_sent_back(client: Client, db: None) -> None:
    for path in ("/en/openings/?field=%00&q=%1Blaser", "/en/bases/?field=%00", "/en/search/?q=%00laser"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert not {0x00, 0x1B} & {*answer.content}, path


def test_a_method_that_no_page_takes_is_not_asked_to_come_again() -> None:
    client = Client(enforce_csrf_checks=True)
    for method in (client.delete, client.put, client.patch):
        assert method("/en/openings/").status_code == 405
