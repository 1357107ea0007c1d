"""Whose files are looked at, and when: it takes a process, so nobody has many looked at for nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bases.domain.looks import one_look
from bases.files.apart import ROOT
from bases.models import Institution, Picture, PrivateFile
from tests.bases.test_files import hand_in, pdf, picture
from tests.bases.test_registration import FORM, as_user, mend, register
from tests.factories import StaffMembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]

BUSY = "Another file of yours is being looked at"


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The processes that were started to look at a file; none of them starts here."""
    started: list[Any] = []

    def run(*arguments: Any, **more: Any) -> Any:
        started.append(arguments)
        assert more["cwd"] == ROOT
        raise AssertionError("nothing is to be looked at")

    monkeypatch.setattr("bases.files.apart.subprocess.run", run)
    return started


def proof() -> dict[str, SimpleUploadedFile]:
    return {"proof": SimpleUploadedFile("licence.pdf", pdf())}


def test_proof_is_looked_at_only_with_fields_that_can_be_taken(looks: list[Any]) -> None:
    answer = as_user(UserFactory()).post(
        "/en/institutions/register/", FORM | {"name_en": "x" * 201} | proof()
    )
    assert "201" in answer.content.decode()
    assert looks == []


def test_proof_is_looked_at_only_where_there_is_room(
    looks: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    user = UserFactory()
    made = register(user)
    monkeypatch.setattr("bases.domain.registration.MOST_WAITING", 1)
    fourth = as_user(user).post("/en/institutions/register/", FORM | {"name_en": "Another"} | proof())
    assert "wait for an officer" in fourth.content.decode()
    monkeypatch.setattr("bases.domain.files.MOST", 0)
    assert "At most 0 files" in mend(user, made, FORM | proof()).content.decode()
    papers = f"/en/institutions/{made.slug}/papers/"
    assert "At most 0 files" in hand_in(as_user(user), papers, pdf()).content.decode()  # type: ignore[attr-defined]
    monkeypatch.setattr("bases.domain.pictures.MOST", 0)
    words = {"role": "picture", "alt_zh": "图", "alt_en": "A picture"}
    sent = words | {"file": SimpleUploadedFile("a.png", picture("PNG"))}
    shown = as_user(user).post(f"/en/institutions/{made.slug}/pictures/", sent)
    assert "at most 0 pictures" in shown.content.decode()
    assert looks == []


def test_nobody_has_two_files_looked_at_at_once(looks: list[Any]) -> None:
    user = UserFactory()
    made = register(user)
    words = {"role": "logo", "alt_zh": "图", "alt_en": "A picture"}
    page = f"/en/institutions/{made.slug}/"
    with one_look(user):
        for path, sent in (
            ("/en/institutions/register/", FORM | {"name_en": "Another"} | proof()),
            (f"{page}papers/", {"file": SimpleUploadedFile("a.pdf", pdf())}),
            (f"{page}pictures/", words | {"file": SimpleUploadedFile("a.png", picture("PNG"))}),
        ):
            assert BUSY in as_user(user).post(path, sent).content.decode()
        assert BUSY in mend(user, made, FORM | proof()).content.decode()
    assert looks == []
    assert Institution.objects.count() == 1
    assert not PrivateFile.objects.exists()
    assert not Picture.objects.exists()


def test_one_persons_look_keeps_nobody_else_waiting_nor_themselves_afterwards() -> None:
    made = register(UserFactory())
    one, other = (StaffMembershipFactory(institution=made, role="owner").user for _ in range(2))
    papers = f"/en/institutions/{made.slug}/papers/"
    with one_look(one):
        assert hand_in(as_user(other), papers, pdf()).status_code == 302  # type: ignore[attr-defined]
    assert hand_in(as_user(one), papers, b"<html>").status_code == 200  # type: ignore[attr-defined]
    assert hand_in(as_user(one), papers, pdf(2)).status_code == 302  # type: ignore[attr-defined]
