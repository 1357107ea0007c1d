"""Logos and pictures: drawn anew, described, seen by whoever sees their page."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from bases.choices import BaseStatus, Verification
from bases.models import Base, Institution, Picture
from tests.bases.test_files import member, pdf, picture
from tests.factories import BaseFactory, InstitutionFactory, OfficerFactory, PictureFactory

pytestmark = pytest.mark.django_db

WORDS = {"role": "picture", "alt_zh": "装置大厅", "alt_en": "The hall of the device"}


def photo(size: tuple[int, int] = (3000, 1000), *, turned: bool = False) -> bytes:
    """As a camera makes it, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Camera of somebody"
    exif.get_ifd(0x8825)[1] = "N"
    if turned:
        exif[0x0112] = 6
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def send(client: Client, path: str, data: bytes, **words: str) -> object:
    return client.post(path, WORDS | words | {"file": SimpleUploadedFile("../../x.html", data)})


def candidate(**more: object) -> Base:
    return BaseFactory(status=BaseStatus.CANDIDATE, recognised_on=None, **more)


def test_a_photo_is_drawn_anew_smaller_upright_and_without_its_place() -> None:
    base = BaseFactory()
    send(member(base.institution, "editor"), f"/en/bases/{base.slug}/pictures/", photo(turned=True))
    row = Picture.objects.get()
    assert (row.width, row.height) == (533, 1600)
    answer = Client().get(f"/en/pictures/{row.pk}/")
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "public, max-age=3600"
    drawn = Image.open(BytesIO(answer.content))
    assert (drawn.format, drawn.size, dict(drawn.getexif())) == ("WEBP", (533, 1600), {})
    assert b"Camera" not in answer.content


def test_pictures_stand_on_the_page_described_in_the_readers_language() -> None:
    base = BaseFactory()
    editor = member(base.institution, "editor")
    path = f"/en/bases/{base.slug}/pictures/"
    send(editor, path, photo((900, 600)))
    send(editor, path, picture("PNG", (600, 600)), role="logo", alt_en="Logo of the base", alt_zh="基地标志")
    assert Picture.objects.get(role="logo").width == 480
    assert 'alt="The hall of the device"' in Client().get(f"/en/bases/{base.slug}/").content.decode()
    chinese = Client().get(f"/zh-hans/bases/{base.slug}/").content.decode()
    assert 'alt="装置大厅"' in chinese
    assert 'alt="基地标志"' in chinese


def test_a_new_logo_takes_the_place_of_the_old_and_a_double_click_adds_one() -> None:
    institution = InstitutionFactory()
    owner = member(institution)
    path = f"/en/institutions/{institution.slug}/pictures/"
    for size in ((64, 64), (64, 64), (96, 64)):
        send(owner, path, picture("PNG", size), role="logo")
    assert Picture.objects.get().width == 96
    for _ in range(2):
        send(owner, path, photo((800, 600)))
    assert Picture.objects.filter(role="picture").count() == 1
    assert "The hall of the device" in Client().get(f"/en/institutions/{institution.slug}/").content.decode()


def test_what_is_on_a_hidden_page_is_hidden() -> None:
    hidden = candidate(institution=InstitutionFactory(verification=Verification.PENDING))
    on_base = PictureFactory(base=hidden)
    on_page = PictureFactory(base=None, institution=hidden.institution)
    officer = Client()
    officer.force_login(OfficerFactory())
    for row in (on_base, on_page):
        path = f"/en/pictures/{row.pk}/"
        assert Client().get(path).status_code == 404
        assert member(InstitutionFactory()).get(path).status_code == 404
        for client in (member(hidden.institution, "viewer"), officer):
            answer = client.get(path)
            assert answer.status_code == 200
            assert {"private", "no-store"} == set(answer["Cache-Control"].split(", "))


@pytest.mark.parametrize(
    ("data", "words", "said"),
    [
        (pdf(), {}, "A PDF is no picture."),
        (b"<svg/>", {}, "neither PDF nor PNG nor JPEG"),
        (picture("PNG", (8, 8)), {}, "less than 32 pixels"),
        (picture("PNG", (6000, 6000)), {}, "25 million pixels"),
        (photo((99, 99)), {"alt_zh": ""}, "Say what the picture shows"),
        (photo((99, 99)), {"alt_en": " "}, "Say what the picture shows"),
        (photo((99, 99)), {"role": "film"}, "film"),
    ],
)
def test_what_cannot_be_shown_is_said_at_the_field(data: bytes, words: dict[str, str], said: str) -> None:
    base = BaseFactory()
    answer = send(member(base.institution), f"/en/bases/{base.slug}/pictures/", data, **words)
    html = answer.content.decode()  # type: ignore[attr-defined]
    assert said in html
    assert WORDS["alt_en"] in html or "alt_en" in words
    assert not Picture.objects.exists()


def test_owners_choose_and_remove_and_nobody_else() -> None:
    institution = InstitutionFactory()
    path = f"/en/institutions/{institution.slug}/pictures/"
    got = [
        send(member(institution, role), path, photo((99, 99))).status_code
        for role in ("viewer", "editor", "owner")
    ]  # type: ignore[attr-defined]
    assert got == [403, 403, 302]
    assert send(member(InstitutionFactory()), path, photo((99, 99))).status_code == 404  # type: ignore[attr-defined]
    removal = f"/en/pictures/{Picture.objects.get().pk}/remove/"
    assert member(institution, "editor").get(removal).status_code == 404
    assert member(institution, "editor").post(removal).status_code == 302
    assert Picture.objects.exists()
    owner = member(institution)
    assert "Remove this picture?" in owner.get(removal).content.decode()
    assert [owner.post(removal).status_code for _ in range(2)] == [302, 302]  # a double click
    assert not Picture.objects.exists()


def test_a_page_shows_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bases.domain.pictures.MOST", 1)
    base = BaseFactory()
    owner = member(base.institution)
    path = f"/en/bases/{base.slug}/pictures/"
    send(owner, path, photo((99, 99)))
    assert "at most 1 pictures" in send(owner, path, photo((88, 99))).content.decode()  # type: ignore[attr-defined]


def test_a_page_asks_as_often_for_many_pictures_as_for_one() -> None:
    base = BaseFactory()
    PictureFactory(base=base)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert Client().get(f"/en/bases/{base.slug}/").status_code == 200
        return len(captured)

    queries()
    before = queries()
    PictureFactory.create_batch(7, base=base)
    assert queries() == before


def test_owners_preview_their_page_before_it_is_public() -> None:
    institution: Institution = InstitutionFactory(verification=Verification.PENDING)
    owner = member(institution)
    path = f"/en/institutions/{institution.slug}/"
    assert f"{path}edit/" in owner.get(path).content.decode()
    preview = owner.get(f"{path}?preview=1").content.decode()
    assert "visitors will, once the institution is verified" in preview
    assert f"{path}edit/" not in preview
    assert Client().get(f"{path}?preview=1").status_code == 404
