"""The pages on which somebody imports into their profile."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import User
from experts.domain import imports
from experts.models import ImportState, Profile, ProfileImport
from experts.models.profile_import import OVERDUE
from tests.experts.importing.files import bibtex, docx, sample
from tests.factories import ProfileFactory, UserFactory

pytestmark = pytest.mark.django_db

START = "/en/me/profile/import/"
NEW = {"kind": "young_scientist", "name": "Marit Solvang", "career_stage": "R2", "country": "NO"}


def logged_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def bring(client: Client, data: bytes, name: str = "file.bin") -> Any:
    return client.post(START, {"file": SimpleUploadedFile(name, data)}, follow=True)


def form_of(page: Any) -> dict[str, Any]:
    """What a browser would send from the preview as it is."""
    html = page.content.decode()
    ticked = re.findall(r'name="take" value="([^"]+)" checked', html)
    seen = re.search(r'name="seen" value="([^"]+)"', html)
    assert seen
    return {"seen": seen.group(1), "take": ticked}


def test_record_begins_a_profile_and_is_undone(client: Client) -> None:
    user = UserFactory(name="Somebody")
    page = bring(logged_in(client, user), sample("orcid.json"))
    address = page.redirect_chain[-1][0]
    html = page.content.decode()
    assert 'value="Marit Solvang-Årdal"' in html
    assert '<option value="NO" selected>' in html
    assert "photovoltaics, outdoor degradation" in html
    done = client.post(address, form_of(page) | NEW, follow=True)
    assert "Undo this import" in done.content.decode()
    profile = Profile.objects.get(user=user)
    assert (profile.name, profile.kind, profile.publications.count()) == (
        "Marit Solvang",
        "young_scientist",
        2,
    )
    last = ProfileImport.objects.get(user=user)
    assert client.get(address, follow=True).redirect_chain[-1][0] == START  # there is nothing left to take
    undone = client.post(f"{START}{last.pk}/undo/", follow=True)
    assert "as it was before the import" in undone.content.decode()
    assert not Profile.objects.filter(user=user).exists()


def test_first_profile_needs_four_answers(client: Client) -> None:
    page = bring(logged_in(client, UserFactory(name="")), sample("scholar.bib"))
    address = page.redirect_chain[-1][0]
    answer = client.post(address, form_of(page) | {"name": ""})
    assert answer.status_code == 400
    assert 'href="#id_name"' in answer.content.decode()
    assert not Profile.objects.exists()


def test_pasted_text_is_enough(client: Client) -> None:
    logged_in(client, ProfileFactory().user)
    page = client.post(START, {"text": sample("zotero.bib").decode()}, follow=True)
    assert "Albedo of Snow under Fixed-Tilt Arrays: α over a winter" in page.content.decode()


def test_differing_values_stand_side_by_side(client: Client) -> None:
    profile = ProfileFactory(name="M. Solvang")
    html = bring(logged_in(client, profile.user), sample("orcid.xml")).content.decode()
    assert "M. Solvang" in html
    assert "Marit Solvang-Årdal" in html
    assert "Differs from yours" in html
    assert "person/name/credit-name" in html
    assert "Connect ORCID in your account first" in html


def test_page_that_went_stale_says_so_and_keeps_the_ticks(client: Client) -> None:
    profile = ProfileFactory()
    page = bring(logged_in(client, profile.user), sample("orcid.json"))
    sent = form_of(page) | {"take": ["field.doctorate_year"]}
    profile.texts.update(biography="Changed in another tab.")
    answer = client.post(page.redirect_chain[-1][0], sent)
    assert answer.status_code == 409
    assert "changed since this page was made" in answer.content.decode()
    assert form_of(answer)["take"] == ["field.doctorate_year"]
    again = client.post(page.redirect_chain[-1][0], form_of(answer))
    assert again.status_code == 302
    profile.refresh_from_db()
    assert profile.doctorate_year == 2010


def test_double_click_takes_once(client: Client) -> None:
    profile = ProfileFactory()
    page = bring(logged_in(client, profile.user), sample("zotero.bib"))
    sent = form_of(page)
    for _ in range(2):
        assert client.post(page.redirect_chain[-1][0], sent).status_code == 302
    assert profile.publications.count() == 4


def test_what_was_thrown_away_elsewhere_is_said(client: Client) -> None:
    page = bring(logged_in(client, ProfileFactory().user), sample("zotero.bib"))
    address = page.redirect_chain[-1][0]
    for _ in range(2):
        assert client.post(f"{address}discard/").status_code in (302, 404)
    assert client.post(address, form_of(page)).status_code == 404


def test_nothing_ticked_is_said_at_once(client: Client) -> None:
    page = bring(logged_in(client, ProfileFactory().user), sample("zotero.bib"))
    answer = client.post(page.redirect_chain[-1][0], form_of(page) | {"take": []})
    assert (answer.status_code, "Tick at least one value" in answer.content.decode()) == (400, True)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("cv.docm", docx(["x"], {"word/vbaProject.bin": b"macro"}), "holds macros"),
        ("../../x.html", b"<html><script>alert(1)</script></html>", "This is a web page"),
        ("record.json", sample("orcid.json")[:900], "breaks off or is damaged"),
        (
            "list.bib",
            b"@article{a, title = {never closed, year = 2001",
            "No entry of the BibTeX could be read",
        ),
    ],
)
def test_file_that_cannot_be_read_says_why(client: Client, name: str, data: bytes, said: str) -> None:
    page = bring(logged_in(client, ProfileFactory().user), data, name)
    html = page.content.decode()
    assert said in html
    assert "Bring another file" in html
    assert ".." not in html.replace("...", "")
    assert "alert(1)" not in html


def test_record_of_another_person_says_what_to_do(client: Client) -> None:
    user = ProfileFactory(orcid="0000-0001-5109-3700").user
    html = bring(logged_in(client, user), sample("orcid.json")).content.decode()
    assert "0000-0002-1694-233X" in html
    assert "Download your own record" in html


def test_empty_form_and_too_large_file_are_said_at_the_field(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged_in(client, UserFactory())
    answer = client.post(START, {})
    assert (answer.status_code, "Choose a file, or paste a text" in answer.content.decode()) == (400, True)
    monkeypatch.setattr("experts.forms.imports.BYTES", 2**20)
    answer = client.post(START, {"file": SimpleUploadedFile("a.bib", bytes(2**20 + 1))})
    assert (answer.status_code, "larger than 1 MB" in answer.content.decode()) == (400, True)


def test_many_publications_are_taken_by_one_box(client: Client) -> None:
    profile = ProfileFactory()
    page = bring(logged_in(client, profile.user), bibtex(130))
    html = page.content.decode()
    assert html.count('name="take"') == 100
    assert "and the 30 publications after these" in html
    sent = form_of(page)
    client.post(page.redirect_chain[-1][0], sent | {"take": sent["take"][:1], "rest": "on"})
    assert profile.publications.count() == 31


def test_file_that_is_being_read_shows_how_far(client: Client) -> None:
    user = UserFactory()
    proposal = imports.begin_import(user, sample("zotero.bib"), file_name="list.bib")
    ProfileImport.objects.filter(pk=proposal.pk).update(done=30, goal=120)
    address = f"{START}{proposal.pk}/"
    page = logged_in(client, user).get(address).content.decode()
    assert re.search(r"<noscript>.*See how far it is.*</noscript>", page)
    assert '<progress aria-label="The file is being read" max="120" value="30">' in page
    part = client.get(address, headers={"HX-Request": "true"})
    assert part.content.decode().startswith('<div id="progress"')
    imports.read_import(proposal.pk)
    assert client.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_reader_that_was_ended_is_said(client: Client) -> None:
    user = UserFactory()
    proposal = imports.begin_import(user, sample("zotero.bib"))
    ProfileImport.objects.filter(pk=proposal.pk).update(
        created_at=timezone.now() - OVERDUE - timedelta(seconds=1)
    )
    page = logged_in(client, user).get(f"{START}{proposal.pk}/").content.decode()
    assert "could not be read within 30 seconds" in page
    assert ProfileImport.objects.get(pk=proposal.pk).state == ImportState.READING
    assert imports.begin_import(user, sample("zotero.bib"))  # it holds up no other


@pytest.mark.parametrize("role", ["staff", "attaché", "officer", "administrator"])
def test_nobody_else_reads_or_answers_a_proposal(
    as_role: Callable[[str], Client], world: Any, role: str
) -> None:
    proposal = imports.begin_import(world.users["expert"], sample("orcid.json"))
    imports.read_import(proposal.pk)
    client = as_role(role)
    address = f"{START}{proposal.pk}/"
    assert client.get(address).status_code == 404
    assert {client.post(f"{address}{step}").status_code for step in ("", "discard/", "undo/")} == {404}
    assert "waiting-h" not in client.get(START).content.decode()
    assert ProfileImport.objects.filter(pk=proposal.pk, state=ImportState.READY).exists()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_preview_asks_the_database_as_often_for_a_hundred_publications(
    client: Client, language: str, django_assert_max_num_queries: Any
) -> None:
    profile = ProfileFactory()
    proposal = imports.begin_import(profile.user, bibtex(100))
    imports.read_import(proposal.pk)
    logged_in(client, profile.user)
    with django_assert_max_num_queries(25):
        assert client.get(f"/{language}/me/profile/import/{proposal.pk}/").status_code == 200
