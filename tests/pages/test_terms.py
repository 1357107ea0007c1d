"""The pages of the terminology, as officers and everybody else use them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import ScopeLevel
from bases.models import OpeningText
from experts.models import ProfileText
from search.backends.base import IndexUnavailable
from search.indexing import rebuild
from taxonomy.models import MissingTerm, Term, TermProposal
from tests.factories import (
    OpenOpeningFactory,
    TermFactory,
    TermProposalFactory,
    UserFactory,
)
from tests.factories.users import OfficerScopeFactory
from tests.pages.conftest import World
from tests.pages.test_openings import shown

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
GOBLIN = {"zh": "魑魅钛矿", "en": "goblin perovskite", "zh_aliases": "", "en_aliases": "", "field": ""}
HEADER = "zh,en,zh_aliases,en_aliases\n"


def text_of(client: Client, path: str, **query: str) -> str:
    answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


def file(text: str) -> dict[str, object]:
    return {
        "file": SimpleUploadedFile("terms.csv", text.encode(), content_type="text/csv"),
        "field": "general",
    }


@pytest.fixture
def provincial(db: None) -> Client:
    user, client = UserFactory(), Client()
    OfficerScopeFactory(user=user, level=ScopeLevel.PROVINCE, province="anhui")
    client.force_login(user)
    return client


def test_the_list_is_searched_in_either_language_and_paged(as_role: As) -> None:
    officer = as_role("officer")
    TermFactory(zh="魑魅钛矿", en="goblin perovskite", zh_aliases=["饕餮矿"])
    for text in ("goblin", "鈦礦", "饕餮"):
        assert "goblin perovskite" in text_of(officer, "/en/terms/", q=text)
    assert "No term answers this." in text_of(officer, "/en/terms/", q="goblin", language="zh-hans")
    first = text_of(officer, "/en/terms/")
    assert first.count('<th scope="row">') == 50
    assert 'rel="next"' in first


def test_what_is_listed_is_downloaded(as_role: As) -> None:
    TermFactory(zh="魑魅钛矿", en="goblin perovskite")
    answer = as_role("officer").get("/en/terms/", {"q": "goblin", "format": "csv"})
    assert answer["Content-Type"].startswith("text/csv")
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "zh,en,zh_aliases,en_aliases,field",
        "魑魅钛矿,goblin perovskite,,,general",
    ]


def test_an_officer_adds_changes_and_deletes_a_term(as_role: As) -> None:
    officer = as_role("officer")
    sent = GOBLIN | {"zh": "魑魅鈦礦", "en_aliases": "imp ore | GOP", "field": "energy"}
    assert officer.post("/en/terms/add/", sent).status_code == 302
    term = Term.objects.get(zh="魑魅钛矿")  # simplified
    assert (term.en_aliases, term.field_id) == (["imp ore", "GOP"], "energy")

    path = f"/en/terms/{term.pk}/"
    assert 'value="imp ore | GOP"' in text_of(officer, path)
    officer.post(path, sent | {"en": "goblin ore"})
    assert "<del>goblin perovskite</del> → goblin ore" in text_of(officer, path)

    officer.post(f"{path}delete/")
    assert not Term.objects.filter(pk=term.pk).exists()
    listed = text_of(officer, "/en/terms/")
    assert "Deleted lately" in listed
    assert "en_aliases=imp%20ore%20%7C%20GOP" in listed


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"zh": "goblin"}, "no Chinese in &#x27;goblin&#x27;; write the term"),
        ({"en": "钛矿"}, "is not English; write the English term."),
        ({"en": "ore, mineral"}, "holds more than one term; move"),
        ({"en_aliases": "矿"}, "has Chinese in it; move"),
        ({"zh_aliases": "?"}, "is neither Chinese nor an abbreviation"),
        ({"zh": "等离子体"}, "already exists"),
    ],
)
def test_the_form_holds_to_the_rules_of_the_files(as_role: As, wrong: dict[str, str], sentence: str) -> None:
    Term.objects.get_or_create(zh="等离子体", defaults={"en": "plasma"})
    before = Term.objects.count()
    answer = as_role("officer").post("/en/terms/add/", GOBLIN | wrong)
    assert sentence in answer.content.decode()
    assert Term.objects.count() == before


def test_an_officer_of_a_province_reads_and_does_not_write(provincial: Client) -> None:
    term = TermFactory()
    for path in ("/en/terms/", f"/en/terms/{term.pk}/", "/en/terms/missing/", "/en/terms/proposals/"):
        assert provincial.get(path).status_code == 200
    for path in ("/en/terms/add/", "/en/terms/import/", f"/en/terms/{term.pk}/delete/"):
        assert provincial.get(path).status_code == 403
    for path in (f"/en/terms/{term.pk}/", f"/en/terms/{term.pk}/delete/", "/en/terms/missing/"):
        assert provincial.post(path, GOBLIN).status_code == 403
    proposal = TermProposalFactory()
    sent = {"step": "decline", "answer": "No."}
    assert provincial.post(f"/en/terms/proposals/{proposal.pk}/", sent).status_code == 403
    proposal.refresh_from_db()
    assert proposal.state == "open"


def test_an_import_is_shown_first_and_done_as_a_whole(as_role: As) -> None:
    officer = as_role("officer")
    TermFactory(zh="饕餮钛矿", en="glutton perovskite")
    sent = file(HEADER + "魑魅钛矿,goblin perovskite,,\r\n饕餮钛矿,glutton ore,,\r\n")
    html = officer.post("/en/terms/import/", sent).content.decode()
    assert "1 term added" in html
    assert "glutton perovskite" in html
    assert "glutton ore" in html
    assert not Term.objects.filter(zh="魑魅钛矿").exists()

    fields = {
        name: html.split(f'name="{name}" value="')[1].split('"')[0] for name in ("text", "field", "digest")
    }
    answer = officer.post("/en/terms/import/", fields, follow=True)
    assert "2 terms are imported." in answer.content.decode()
    assert Term.objects.get(zh="饕餮钛矿").en == "glutton ore"


def test_a_wrong_file_changes_nothing_and_names_line_and_remedy(as_role: As) -> None:
    before = Term.objects.count()
    sent = file(HEADER + "魑魅钛矿,goblin perovskite,,\ncell,细胞,,\n")
    answer = as_role("officer").post("/en/terms/import/", sent)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "Nothing was imported: 2 problems" in html
    assert '<th scope="row">Line 3</th>' in html
    assert "is not English; write the English term." in html
    assert Term.objects.count() == before


def test_a_large_file_is_refused_before_it_is_read(as_role: As) -> None:
    answer = as_role("officer").post("/en/terms/import/", file("x" * 2_000_001))
    assert "The file is larger than 2 MB" in answer.content.decode()


def test_a_proposal_becomes_a_term_and_its_author_sees_it(as_role: As) -> None:
    expert, officer = as_role("expert"), as_role("officer")
    sent = {"zh": "魑魅钛矿", "en": "goblin perovskite", "field": "", "why": "Twelve papers of ours say so."}
    assert expert.post("/en/terms/propose/", sent).status_code == 302
    assert "Not decided yet" in text_of(expert, "/en/terms/propose/")
    assert "You proposed this term already." in expert.post("/en/terms/propose/", sent).content.decode()

    proposal = TermProposal.objects.get()
    path = f"/en/terms/proposals/{proposal.pk}/"
    assert "Twelve papers of ours say so." in text_of(officer, path)
    officer.post(
        path,
        {
            "step": "accept",
            **{f"term-{name}": value for name, value in GOBLIN.items()},
            "term-en": "goblin ore",
        },
    )
    assert Term.objects.get(zh="魑魅钛矿").en == "goblin ore"
    html = text_of(expert, "/en/terms/propose/")
    assert "Accepted" in html
    assert "goblin ore" in html


def test_a_declined_proposal_says_why_to_its_author_alone(as_role: As) -> None:
    expert, officer = as_role("expert"), as_role("officer")
    expert.post("/en/terms/propose/", {"zh": "魑魅钛矿", "en": "goblin perovskite", "field": "", "why": ""})
    path = f"/en/terms/proposals/{TermProposal.objects.get().pk}/"
    assert "This field is required" in officer.post(path, {"step": "decline", "answer": ""}).content.decode()
    officer.post(path, {"step": "decline", "answer": "Nobody writes so."})
    assert "Nobody writes so." in text_of(expert, "/en/terms/propose/")
    assert "Nobody writes so." not in text_of(as_role("staff"), "/en/terms/propose/")
    again = officer.post(path, {"step": "decline", "answer": "Again."}, follow=True)
    assert "Somebody decided this proposal already" in again.content.decode()


def test_what_is_a_term_already_is_not_proposed(as_role: As) -> None:
    TermFactory(zh="魑魅钛矿", en="goblin perovskite")
    answer = as_role("expert").post(
        "/en/terms/propose/", {"zh": "魑魅鈦礦", "en": "goblin ore", "field": "", "why": ""}
    )
    assert "This is a term already." in answer.content.decode()


def test_a_search_is_counted_without_the_reader_and_shown_to_officers(as_role: As) -> None:
    OpenOpeningFactory()
    rebuild()
    as_role("expert").get("/en/openings/", {"q": "goblin perovskite"})
    as_role("expert").get("/en/openings/", {"q": "goblin perovskite", "page": "2"})
    [row] = MissingTerm.objects.all()
    assert (row.times, row.surface) == (1, "")
    MissingTerm.objects.update(surface="goblin perovskite", days=3)
    officer = as_role("officer")
    html = text_of(officer, "/en/terms/missing/")
    assert "/en/terms/add/?en=goblin%20perovskite" in html
    officer.post("/en/terms/missing/", {"surface": "goblin perovskite", "language": "en"})
    assert "goblin perovskite</th>" not in text_of(officer, "/en/terms/missing/")


@pytest.mark.parametrize(
    ("title", "questions"),
    [
        ("Growth of goblin perovskites", ("魑魅钛矿", "魑魅鈦礦", "饕餮矿", "goblin perovskite", "imp ore")),
        ("魑魅钛矿的生长", ("goblin perovskites", "IMP ore", "饕餮矿")),
        ("饕餮礦的生長", ("goblin perovskite", "魑魅钛矿")),
    ],
)
def test_a_search_finds_a_term_under_all_its_names(
    client: Client, monkeypatch: pytest.MonkeyPatch, title: str, questions: tuple[str, ...]
) -> None:
    TermFactory(zh="魑魅钛矿", en="goblin perovskite", zh_aliases=["饕餮矿"], en_aliases=["imp ore"])
    wanted, other = OpenOpeningFactory(), OpenOpeningFactory()
    OpeningText.objects.filter(opening=wanted).update(title=title)
    OpeningText.objects.filter(opening=other).update(title="Wheat roots in dry soil", description="Roots.")
    rebuild()
    for question in questions:
        assert shown(text_of(client, "/en/openings/", q=question))[:1] == [wanted.pk], question

    def broken(*_: object) -> None:
        raise IndexUnavailable("The index is half written. Run `manage.py rebuild_index`.")

    monkeypatch.setattr("matching.browse.get_backend", broken)
    for question in questions:
        assert shown(text_of(client, "/en/openings/", q=question)) == [wanted.pk], question


def test_the_very_words_come_before_another_name(client: Client) -> None:
    TermFactory(zh="魑魅钛矿", en="goblin perovskite", en_aliases=["imp ore"])
    alias, literal = OpenOpeningFactory(), OpenOpeningFactory()
    OpeningText.objects.filter(opening=alias).update(title="Growth of imp ore")
    OpeningText.objects.filter(opening=literal).update(title="Growth of goblin perovskite")
    rebuild()
    assert shown(text_of(client, "/en/openings/", q="goblin perovskite")) == [literal.pk, alias.pk]


def test_a_text_suggests_keywords_in_both_languages(as_role: As) -> None:
    TermFactory(zh="魑魅钛矿", en="goblin perovskite")
    client = as_role("expert")
    sent = {"text": "We grow goblin perovskites <b>slowly</b>."}
    html = client.post("/en/terms/in-text/", sent).content.decode()
    assert "1 keyword" in html
    assert '<span class="soft" lang="zh-Hans">魑魅钛矿</span>' in html
    assert "<b>slowly" not in html
    as_json = client.post("/en/terms/in-text/", sent, headers={"accept": "application/json"}).json()
    assert [(one["text"], one["other"]) for one in as_json["keywords"]] == [("goblin perovskite", "魑魅钛矿")]
    wrong = client.post("/en/terms/in-text/", {"text": "x" * 20_001}, headers={"accept": "application/json"})
    assert wrong.status_code == 400


def test_my_openings_name_the_words_that_were_recognised(indexed: World, as_role: As) -> None:
    TermFactory(zh="魑魅钛矿", en="goblin perovskite")
    ProfileText.objects.filter(profile=indexed.profile).update(biography="On goblin perovskites.")
    html = text_of(as_role("expert"), "/en/me/openings/")
    assert '<span class="soft" lang="zh-Hans">魑魅钛矿</span>' in html
