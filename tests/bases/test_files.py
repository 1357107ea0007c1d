"""Files that institutions hand in: what is taken, who reads it, what it is called, when it goes."""

from __future__ import annotations

import zlib
from io import BytesIO

import pytest
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from accounts.models import AuditEvent, OfficerScope
from bases.choices import BaseStatus, Verification
from bases.domain.files import clean_name
from bases.files import looking
from bases.files.apart import kind_apart
from bases.files.limits import BYTES, PDF, Refused
from bases.models import Base, Institution, PrivateFile
from tests.bases.deciding import decide
from tests.bases.test_registration import FORM as REGISTRATION
from tests.bases.test_registration import mend
from tests.factories import (
    BaseFactory,
    InstitutionFactory,
    OfficerFactory,
    StaffMembershipFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]


def pdf(pages: int = 1, *, script: str = "", password: str = "") -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    if script:
        action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(script)}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    if password:
        writer.encrypt(password)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def acting(place: str) -> bytes:
    """A PDF that runs something, or holds a file, at `place`."""
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    root = writer.root_object

    def held(**keys: object) -> DictionaryObject:
        return DictionaryObject({NameObject(f"/{key}"): value for key, value in keys.items()})

    def name(text: str) -> NameObject:
        return NameObject(f"/{text}")

    def annotate(**keys: object) -> None:
        box = ArrayObject([NumberObject(number) for number in (0, 0, 9, 9)])
        note = held(**{"Type": name("Annot"), "Subtype": name("Link"), "Rect": box} | keys)
        page[name("Annots")] = ArrayObject([writer._add_object(note)])

    script = held(S=name("JavaScript"), JS=TextStringObject("app.alert(1)"))
    launch = held(S=name("Launch"), F=TextStringObject("calc.exe"))
    harmless = held(S=name("GoTo"), D=TextStringObject("top"))
    stream = StreamObject()
    stream.set_data(b"MZ")
    stream[name("Type")] = name("EmbeddedFile")
    file = held(Type=name("Filespec"), F=TextStringObject("a.exe"), EF=held(F=writer._add_object(stream)))
    match place:
        case "a link that launches":
            annotate(A=launch)
        case "a link that runs a script":
            annotate(A=writer._add_object(script))
        case "an attached note":
            annotate(Subtype=name("FileAttachment"), FS=file)
        case "rich media":
            annotate(Subtype=name("RichMedia"), RichMediaContent=held())
        case "an action whose kind stands elsewhere":
            root[name("OpenAction")] = held(
                S=writer._add_object(name("Launch")), F=TextStringObject("calc.exe")
            )
        case "the next action":
            root[name("OpenAction")] = harmless
            harmless[name("Next")] = ArrayObject([harmless.clone(writer), writer._add_object(launch)])
        case "an action of a form field":
            field = held(FT=name("Tx"), T=TextStringObject("a"), AA=held(K=harmless))
            root[name("AcroForm")] = held(Fields=ArrayObject([writer._add_object(field)]))
        case "a form of its own":
            root[name("AcroForm")] = held(Fields=ArrayObject(), XFA=ArrayObject())
        case "a bookmark":
            outlines = held(First=writer._add_object(held(Title=TextStringObject("a"), A=script)))
            root[name("Outlines")] = writer._add_object(outlines)
        case "a file within":
            writer.add_attachment("a.exe", b"MZ")
        case "an associated file":
            root[name("AF")] = ArrayObject([writer._add_object(stream)])
        case "nothing":
            annotate(A=held(S=name("URI"), URI=TextStringObject("https://example.org/")))
            root[name("OpenAction")] = harmless
            harmless[name("Next")] = held(S=name("Named"), N=name("NextPage"))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def picture(kind: str, size: tuple[int, int] = (8, 8)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size).save(out, kind)
    return out.getvalue()


def bomb(megabytes: int) -> bytes:
    """A PDF whose page unpacks to so much."""
    packed = zlib.compress(b" " * (megabytes * 2**20), 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed),
    ]
    out, places = BytesIO(b"%PDF-1.7\n"), []
    out.seek(0, 2)
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in places))
    out.write(b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start)
    return out.getvalue()


def client_of(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def member(institution: Institution, role: str = "owner") -> Client:
    return client_of(StaffMembershipFactory(institution=institution, role=role).user)


def candidate(**more: object) -> Base:
    return BaseFactory(status=BaseStatus.CANDIDATE, recognised_on=None, **more)


def hand_in(client: Client, path: str, data: bytes, name: str = "agreement.pdf") -> object:
    return client.post(path, {"file": SimpleUploadedFile(name, data, content_type="text/html")})


@pytest.mark.parametrize(
    ("data", "kind"),
    [(pdf(2), PDF), (picture("PNG"), "image/png"), (picture("JPEG"), "image/jpeg")],
)
def test_what_it_is_is_told_by_its_content(data: bytes, kind: str) -> None:
    assert kind_apart(data) == kind


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"<html><script>alert(1)</script>", "other_kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "other_kind"),
        (b"PK\x03\x04 word/vbaProject.bin", "other_kind"),
        (b"MZ" + b"\x00" * 99, "other_kind"),
        (b"%PDF-1.7 nothing", "broken"),
        (picture("PNG")[:40], "broken"),
        (pdf(501), "too_many_pages"),
        (pdf(password="secret"), "encrypted"),
        (pdf(script="app.alert(1)"), "runs_code"),
        (bomb(64), "inflates"),
        (picture("PNG", (6000, 6000)), "too_many_pixels"),
        (b"%PDF-" + b"0" * BYTES, "too_large"),
    ],
)
def test_what_is_not_taken_says_why(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        kind_apart(data)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "place",
    [
        "a link that launches",
        "a link that runs a script",
        "an attached note",
        "rich media",
        "an action whose kind stands elsewhere",
        "the next action",
        "an action of a form field",
        "a form of its own",
        "a bookmark",
        "a file within",
        "an associated file",
    ],
)
def test_what_runs_or_is_handed_out_is_found_wherever_it_is(place: str) -> None:
    with pytest.raises(Refused) as refused:
        looking.kind_of(acting(place))
    assert refused.value.code == "runs_code"


def test_links_and_places_to_go_to_are_taken() -> None:
    assert looking.kind_of(acting("nothing")) == PDF


def test_what_takes_too_much_ends_its_process_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bases.files.apart.SECONDS", 0.01)
    with pytest.raises(Refused) as refused:
        kind_apart(pdf())
    assert refused.value.code == "too_heavy"
    assert looking.kind_of(pdf()) == PDF


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../x.html", "x.pdf"),
        ("..\\..\\x.html", "x.pdf"),
        ("协议.PDF", "协议.pdf"),
        ("a\u202efdp.exe", "afdp.pdf"),
        ("\x00\r\nSet-Cookie: a=b.pdf", "Set-Cookie: a=b.pdf"),
        ("....", "document.pdf"),
        ("", "document.pdf"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_a_name_is_a_plain_text(name: str, clean: str) -> None:
    assert clean_name(name, PDF) == clean


def test_papers_are_stored_without_their_name_and_handed_out_as_attachments() -> None:
    base = candidate()
    editor = member(base.institution, "editor")
    path = f"/en/bases/{base.slug}/papers/"
    assert hand_in(editor, path, pdf(), "../../协议 x.html").status_code == 302  # type: ignore[attr-defined]
    row = PrivateFile.objects.get()
    assert row.name == "协议 x.pdf"
    assert "x" not in row.file.name
    assert not row.file.name.endswith((".pdf", ".html"))
    answer = editor.get(f"/en/files/{row.pk}/")
    assert answer.content == pdf()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert {"private", "no-store"} <= set(answer["Cache-Control"].replace(" ", "").split(","))
    assert Client().get(f"/media/{row.file.name}", follow=True).status_code == 404
    assert not default_storage.exists(row.file.name)
    verbs = list(AuditEvent.objects.filter(object_type="bases.privatefile").values_list("verb", flat=True))
    assert sorted(verbs) == ["file handed in", "file read"]


def test_a_double_click_hands_in_one() -> None:
    base = candidate()
    editor = member(base.institution, "editor")
    for _ in range(2):
        hand_in(editor, f"/en/bases/{base.slug}/papers/", pdf())
    assert PrivateFile.objects.count() == 1


def test_what_is_refused_is_said_at_the_field() -> None:
    base = candidate()
    answer = hand_in(member(base.institution), f"/en/bases/{base.slug}/papers/", b"<html>", "x.pdf")
    html = answer.content.decode()  # type: ignore[attr-defined]
    assert html.count("neither PDF nor PNG nor JPEG") == 2  # in the summary and at the field
    none = member(base.institution).post(f"/en/bases/{base.slug}/papers/", {}).content.decode()
    assert "Choose a file." in none
    assert not PrivateFile.objects.exists()


def test_only_the_team_and_officers_of_the_scope_read() -> None:
    base = candidate(institution=InstitutionFactory(province="anhui"))
    institution = base.institution
    hand_in(member(institution), f"/en/institutions/{institution.slug}/papers/", pdf())
    row = PrivateFile.objects.get()
    path = f"/en/files/{row.pk}/"

    def of_province(province: str) -> Client:
        user = UserFactory()
        OfficerScope.objects.create(user=user, level="province", province=province)
        return client_of(user)

    readers = [member(institution, "viewer"), client_of(OfficerFactory()), of_province("anhui")]
    others = [member(InstitutionFactory()), client_of(UserFactory()), of_province("gansu")]
    assert [client.get(path).status_code for client in readers] == [200] * 3
    assert [client.get(path).status_code for client in others] == [404] * 3
    assert Client().get(path).status_code == 302
    page = f"/en/institutions/{institution.slug}/verification/"
    assert path in readers[1].get(page).content.decode()
    assert path not in others[2].get(page).content.decode()


def test_editors_hand_in_papers_owners_proof_and_viewers_none() -> None:
    base = candidate()
    papers, proof = f"/en/bases/{base.slug}/papers/", f"/en/institutions/{base.institution.slug}/papers/"
    got = {
        role: tuple(
            hand_in(member(base.institution, role), path, pdf(number)).status_code  # type: ignore[attr-defined]
            for path in (papers, proof)
        )
        for number, role in enumerate(("owner", "editor", "viewer"), start=1)
    }
    assert got == {"owner": (302, 302), "editor": (302, 403), "viewer": (403, 403)}
    assert hand_in(member(InstitutionFactory()), papers, pdf()).status_code == 404  # type: ignore[attr-defined]


def test_a_file_is_removed_after_a_question_and_its_content_with_it(
    django_capture_on_commit_callbacks: object,
) -> None:
    base = candidate()
    owner = member(base.institution)
    hand_in(owner, f"/en/bases/{base.slug}/papers/", pdf())
    row = PrivateFile.objects.get()
    stored = row.file.name
    path = f"/en/files/{row.pk}/remove/"
    assert "Remove this file?" in owner.get(path).content.decode()
    assert member(base.institution, "viewer").get(path).status_code == 404
    assert member(base.institution, "viewer").post(path).status_code == 302
    assert PrivateFile.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert [owner.post(path).status_code for _ in range(2)] == [302, 302]  # a double click
    assert not PrivateFile.objects.exists()
    assert not storages["private"].exists(stored)


def test_what_an_officer_decided_with_stays() -> None:
    base = candidate()
    owner = member(base.institution)
    hand_in(owner, f"/en/bases/{base.slug}/papers/", pdf())
    decide(client_of(OfficerFactory()), f"/en/recognition/{base.slug}/", {"step": "recognise"})
    held = owner.post(f"/en/files/{PrivateFile.objects.get().pk}/remove/")
    assert (held.status_code, "it stays" in held.content.decode()) == (409, True)


def test_proof_comes_with_the_registration_and_its_correction() -> None:
    user = UserFactory()
    client = client_of(user)
    html = client.post(
        "/en/institutions/register/",
        REGISTRATION | {"proof": SimpleUploadedFile("proof.docm", b"PK\x03\x04")},
    ).content.decode()
    assert "neither PDF nor PNG nor JPEG" in html
    assert "choose it again" in html
    assert not Institution.objects.exists()
    client.post(
        "/en/institutions/register/", REGISTRATION | {"proof": SimpleUploadedFile("licence.pdf", pdf())}
    )
    institution = Institution.objects.get()
    assert [row.name for row in institution.files.all()] == ["licence.pdf"]
    Institution.objects.filter(pk=institution.pk).update(verification=Verification.RETURNED)
    mend(user, institution, REGISTRATION | {"proof": SimpleUploadedFile("seal.png", picture("PNG"))})
    assert [row.name for row in institution.files.all()] == ["licence.pdf", "seal.png"]


def test_a_place_is_given_to_so_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bases.domain.files.MOST", 1)
    base = candidate()
    owner = member(base.institution)
    path = f"/en/bases/{base.slug}/papers/"
    hand_in(owner, path, pdf())
    assert "At most 1 files" in hand_in(owner, path, pdf(2)).content.decode()  # type: ignore[attr-defined]
