"""Messages between both sides, and the files beside them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from introductions.models import Attachment, Message
from tests.factories import StaffMembershipFactory
from tests.introductions.people import Both, invited, logged_in, met

pytestmark = pytest.mark.django_db
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


def write(pair: Both, side: str, text: str = "When could you come?", **more: Any) -> Any:
    data = {"text": text, "sent": str(uuid4())} | more
    return logged_in(pair.user(side)).post(f"{pair.address}messages/", data)


def test_the_other_side_is_told_and_reads_it(letters_go_at_once: None) -> None:
    pair = met()
    assert write(pair, "host").status_code == 302
    assert [letter.to for letter in mail.outbox] == [[pair.person.email]]
    assert "When could you come?" not in mail.outbox[0].body
    assert "1 unread message" in logged_in(pair.person).get("/en/introductions/").content.decode()
    assert "When could you come?" in pair.read("person")
    assert "unread message" not in logged_in(pair.person).get("/en/introductions/").content.decode()


def test_a_form_sent_twice_is_one_message() -> None:
    pair, sent = met(), str(uuid4())
    for _ in range(2):
        assert write(pair, "person", sent=sent).status_code == 302
    assert Message.objects.count() == 1


def test_a_script_in_a_message_is_a_text() -> None:
    pair = met()
    write(pair, "person", "<script>alert(1)</script>")
    assert "<script>alert(1)" not in pair.read("host")
    assert "&lt;script&gt;alert(1)" in pair.read("host")


def test_what_cannot_be_sent_is_said_and_kept() -> None:
    pair = met()
    answer = write(pair, "person", "x" * 4001)
    assert answer.status_code == 200
    assert "4000" in answer.content.decode()
    assert "x" * 4001 in answer.content.decode()
    assert write(pair, "person", "  ").status_code == 200
    pair.press("person", "withdraw")
    late = write(pair, "host", "One more thing.")
    assert late.status_code == 409
    assert not Message.objects.exists()


def test_others_neither_write_nor_read() -> None:
    pair = met()
    viewer = StaffMembershipFactory(institution=pair.introduction.opening.institution, role="viewer").user
    stranger = StaffMembershipFactory(role="owner").user
    for user, status in ((viewer, 403), (stranger, 404)):
        data = {"text": "Hello", "sent": str(uuid4())}
        assert logged_in(user).post(f"{pair.address}messages/", data).status_code == status
    assert not Message.objects.exists()


def test_a_file_is_looked_at_and_handed_out_to_both_sides_alone() -> None:
    pair = met()
    file = SimpleUploadedFile("../../plan <b>.png", PNG, "text/html")
    assert write(pair, "person", file=file).status_code == 302
    row = Attachment.objects.get()
    assert (row.kind, row.name) == ("image/png", "plan <b>.png")
    address = f"{pair.address}files/{row.pk}/"
    answer = logged_in(pair.host).get(address)
    assert answer.content == PNG
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    elsewhere = met()
    assert logged_in(elsewhere.host).get(address).status_code == 404
    assert logged_in(elsewhere.host).get(f"{elsewhere.address}files/{row.pk}/").status_code == 404


def test_a_file_that_is_not_what_it_says_is_refused_with_the_remedy() -> None:
    pair = met()
    answer = write(pair, "host", file=SimpleUploadedFile("cv.pdf", b"MZ\x90 a program", "application/pdf"))
    assert answer.status_code == 200
    assert "Export it as PDF" in answer.content.decode()
    assert not Message.objects.exists()


def test_before_both_said_yes_words_are_sent_and_files_are_not() -> None:
    pair = invited()
    assert write(pair, "person", "What would I live in?").status_code == 302
    html = pair.read("person")
    assert 'type="file"' not in html
    write(pair, "person", "Here it is.", file=SimpleUploadedFile("a.png", PNG))
    assert not Attachment.objects.exists()


def test_once_it_has_ended_the_host_reads_neither_files_nor_messages_and_the_person_does() -> None:
    pair = met()
    write(pair, "person", "Here is my plan.", file=SimpleUploadedFile("plan.png", PNG, "image/png"))
    address = f"{pair.address}files/{Attachment.objects.get().pk}/"
    pair.press("person", "withdraw")
    assert logged_in(pair.host).get(address).status_code == 404
    assert "Here is my plan." not in pair.read("host")
    assert logged_in(pair.person).get(address).status_code == 200
    assert "Here is my plan." in pair.read("person")


@pytest.mark.parametrize(
    "contact",
    [
        "ingrid@private.example",
        "+47 123 45 678",
        "13800138000",
        "https://me.example/x",
        "41 23 45 67",
        "5551 2345",
        "0510-85-123456",
        "01.23.45.67.89",
    ],
)
def test_contact_data_in_a_message_waits_for_both(contact: str) -> None:
    pair = invited()
    write(
        pair, "host", f"From 2027-03-01 on, at 3.14159265358979 K, 2027-04-01 {contact}. Reach me: {contact}"
    )
    page = pair.read("person")
    assert contact not in page
    assert "Reach me: [shown once both sides have said yes]" in page
    assert "2027-03-01 on, at 3.14159265358979 K, 2027-04-01 [shown" in page
    assert contact in pair.read("host")
    pair.press("person", "accept")
    assert contact in pair.read("person")


@pytest.mark.parametrize(
    "work", ["10.1038/s41586-020-2649-2", "https://doi.org/10.1016/j.apenergy.2020.115321", "ISSN 0306-2619"]
)
def test_works_are_named_from_the_first_message_on(work: str) -> None:
    pair = invited()
    write(pair, "host", f"We go on from {work}.")
    assert f"We go on from {work}." in pair.read("person")


def test_of_several_messages_that_wait_the_first_is_told(letters_go_at_once: None) -> None:
    pair = met()
    for text in ("One.", "Two.", "Three."):
        write(pair, "host", text)
    assert len(mail.outbox) == 1
    pair.read("person")
    write(pair, "host", "Four.")
    assert len(mail.outbox) == 2
