"""The team of an institution writes about its bases and projects; officers recognise bases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEvent
from bases.choices import BaseStatus, Verification
from bases.criteria import CRITERIA, criteria_of
from bases.models import Base, Institution, Picture, PrivateFile, Project
from tests.bases.deciding import decide
from tests.factories import (
    BaseFactory,
    FrameworkFactory,
    InstitutionFactory,
    OfficerFactory,
    OpeningFactory,
    PictureFactory,
    PrivateFileFactory,
    ProgrammeFactory,
    ProjectFactory,
    StaffMembershipFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]

FORM = {
    "name_zh": "滨海聚变联合中心",
    "name_en": "Coast Joint Centre for Fusion",
    "city_en": "Hefei",
    "about_en": "A tokamak with a tungsten wall.",
    "offer_en": "Rooms for guests and a laser laboratory.",
    "kind": "joint_centre",
    "province": "anhui",
    "fields": ["energy"],
}
PROJECT = {
    "title_en": "Fuel in the wall",
    "leader": "L. Example",
    "start_year": "2025",
    "end_year": "2040",
    "fields": ["energy"],
}


def member(institution: Institution, role: str = "editor") -> Client:
    client = Client()
    client.force_login(StaffMembershipFactory(institution=institution, role=role).user)
    return client


def officer() -> Client:
    client = Client()
    client.force_login(OfficerFactory())
    return client


def add(client: Client, institution: Institution, **changes: object) -> Base:
    answer = client.post(f"/en/institutions/{institution.slug}/bases/add/", FORM | changes)
    assert answer.status_code == 302, answer.content.decode()
    return Base.objects.latest("pk")


def marks(client: Client, path: str) -> str:
    return str(client.get(path).context["form"]["seen"].value())


def test_an_editor_writes_a_candidate_in_both_languages() -> None:
    institution = InstitutionFactory()
    editor = member(institution)
    base = add(editor, institution)
    assert (base.slug, base.status, base.kind) == (
        "coast-joint-centre-for-fusion",
        "candidate",
        "joint_centre",
    )
    assert {text.language: text.name for text in base.texts.all()} == {
        "zh-hans": FORM["name_zh"],
        "en": FORM["name_en"],
    }
    assert base.original.language == "en"
    assert "Coast Joint Centre" in editor.get(f"/en/institutions/{institution.slug}/bases/").content.decode()
    preview = editor.get(f"/en/bases/{base.slug}/").content.decode()
    assert "Rooms for guests" in preview
    assert "Only the team of the institution and officers see this page" in preview
    assert Client().get(f"/en/bases/{base.slug}/").status_code == 404
    assert AuditEvent.objects.filter(verb="base begun", object_id=str(base.pk)).exists()


def test_a_double_click_makes_one_base_and_one_project() -> None:
    institution = InstitutionFactory()
    editor = member(institution)
    assert add(editor, institution) == add(editor, institution)
    base = Base.objects.get()
    for _ in range(2):
        assert editor.post(f"/en/bases/{base.slug}/projects/add/", PROJECT).status_code == 302
    assert Project.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"name_zh": "", "name_en": "", "city_en": "", "about_en": "", "offer_en": ""},
            "Write it in Chinese",
        ),
        ({"name_en": ""}, "Write this line too"),
        ({"kind": ""}, "Choose the type of the base."),
        ({"kind": "castle"}, "castle"),
        ({"province": ""}, "Choose the province."),
        ({"fields": []}, "Tick at least one field."),
        ({"name_en": "x" * 201}, "201"),
        ({"about_en": "x" * 20_001}, "20001"),
    ],
)
def test_what_cannot_be_taken_is_said_and_kept(changes: dict[str, object], said: str) -> None:
    institution = InstitutionFactory()
    path = f"/en/institutions/{institution.slug}/bases/add/"
    html = member(institution).post(path, FORM | changes).content.decode()
    assert said in html
    assert "滨海" in html or changes.get("name_zh") == ""
    assert not Base.objects.exists()


def test_two_windows_never_overwrite_each_other() -> None:
    institution = InstitutionFactory()
    first, second = member(institution), member(institution, "owner")
    base = add(first, institution)
    path = f"/en/bases/{base.slug}/edit/"
    seen = marks(first, path)
    second.post(path, FORM | {"about_en": "Theirs.", "seen": seen})
    late = first.post(path, FORM | {"about_en": "Mine.", "seen": seen}).content.decode()
    assert "saved in another window" in late
    assert "Theirs." in late
    assert "Mine." in late
    base.refresh_from_db()
    assert base.text_in("en").about == "Theirs."


def test_what_was_recognised_stays_and_the_rest_is_theirs() -> None:
    institution = InstitutionFactory()
    editor = member(institution)
    base = add(editor, institution, name_zh="")
    decide(officer(), f"/en/recognition/{base.slug}/", {"step": "recognise"})
    path = f"/en/bases/{base.slug}/edit/"
    changes = {"name_en": "Famous Centre", "kind": "alliance", "province": "beijing", "about_en": "New."}
    editor.post(path, FORM | changes | {"seen": marks(editor, path)})
    base = Base.objects.get()
    assert (base.kind, base.province) == ("joint_centre", "anhui")
    english = base.text_in("en")
    assert (english.name, english.about) == (FORM["name_en"], "New.")
    assert base.text_in("zh-hans").name == FORM["name_zh"]  # a language that was missing may be added


def test_viewers_read_and_others_find_nothing() -> None:
    base = BaseFactory()
    project = ProjectFactory(base=base)
    ours = f"/en/institutions/{base.institution.slug}/bases/"
    writing = [
        f"{ours}add/",
        f"/en/bases/{base.slug}/edit/",
        f"/en/bases/{base.slug}/criteria/",
        f"/en/bases/{base.slug}/remove/",
        f"/en/bases/{base.slug}/projects/add/",
        f"/en/projects/{project.pk}/edit/",
        f"/en/projects/{project.pk}/remove/",
    ]
    viewer = member(base.institution, "viewer")
    html = viewer.get(ours).content.decode()
    assert "/edit/" not in html
    for path in writing:
        assert viewer.get(path).status_code == 403
        assert viewer.post(path, FORM).status_code == 403
    stranger = member(InstitutionFactory(), "owner")
    for path in [ours, *writing]:
        assert stranger.get(path).status_code == 404
        assert stranger.post(path, FORM).status_code == (
            302 if "/remove/" in path else 405 if path == ours else 404
        )
    assert Base.objects.count() == Project.objects.count() == 1


def test_removing_tells_nobody_what_others_have() -> None:
    base = BaseFactory(status=BaseStatus.CANDIDATE, recognised_on=None)
    stranger = member(InstitutionFactory(), "owner")
    made = {
        "bases": (base.slug, "no-such-base"),
        "projects": (ProjectFactory(base=base).pk, 0),
        "files": (PrivateFileFactory(institution=base.institution).pk, 0),
        "pictures": (PictureFactory(base=base).pk, 0),
    }
    for kind, names in made.items():
        theirs, none = (f"/en/{kind}/{name}/remove/" for name in names)
        for ask in (stranger.get, stranger.post):
            got, nothing = ask(theirs), ask(none)
            assert (got.status_code, got.headers.get("Location")) == (
                nothing.status_code,
                nothing.headers.get("Location"),
            )
    assert Base.objects.exists()
    assert Project.objects.exists()
    assert PrivateFile.objects.exists()
    assert Picture.objects.exists()


def test_every_type_has_criteria_of_its_own_and_officers_read_the_answers() -> None:
    assert len({criterion.key for kind in CRITERIA for criterion in criteria_of(kind)}) == 24
    institution = InstitutionFactory()
    editor = member(institution)
    base = add(editor, institution)
    first, second = (criterion.key for criterion in criteria_of("joint_centre")[:2])
    path = f"/en/bases/{base.slug}/criteria/"
    assert "Which partner abroad runs the centre with you" in editor.get(path).content.decode()
    editor.post(path, {first: "与某大学共建。", second: "", "seen": marks(editor, path)})
    assert base.answers.get().language == "zh-hans"
    html = officer().get(f"/en/recognition/{base.slug}/").content.decode()
    assert '<dd lang="zh-Hans"><p>与某大学共建。</p></dd>' in html
    assert "Not answered yet" in html
    assert (
        "1 of 4 criteria answered."
        in editor.get(f"/en/institutions/{institution.slug}/bases/").content.decode()
    )
    # Another type has other questions: no answer is read as one to them.
    editor.post(
        f"/en/bases/{base.slug}/edit/",
        FORM | {"kind": "alliance", "seen": marks(editor, f"/en/bases/{base.slug}/edit/")},
    )
    assert "与某大学共建。" not in editor.get(path).content.decode()


def test_an_officer_recognises_warns_and_withdraws(mailoutbox: list[EmailMultiAlternatives]) -> None:
    institution = InstitutionFactory()
    owner = StaffMembershipFactory(institution=institution, role="owner").user
    base = BaseFactory(institution=institution, status=BaseStatus.CANDIDATE, recognised_on=None)
    client = officer()
    path = f"/en/recognition/{base.slug}/"
    assert base.label in client.get("/en/recognition/").content.decode()
    future = timezone.localdate() + timedelta(days=1)
    refused = decide(
        client, path, {"step": "recognise", "recognised_on": future.isoformat()}
    ).content.decode()
    assert "not in the future" in refused
    assert decide(client, path, {"step": "recognise", "recognised_on": "2020-02-03"}).status_code == 302
    assert "Write what is to be mended" in decide(client, path, {"step": "notice"}).content.decode()
    decide(client, path, {"step": "notice", "reason": "No partner abroad any more."})
    assert "No partner abroad any more." in client.get(path).content.decode()
    assert decide(client, path, {"step": "withdraw", "reason": "Nothing has changed."}).status_code == 302
    base.refresh_from_db()
    assert (base.status, str(base.recognised_on)) == ("withdrawn", "2020-02-03")
    assert [letter.to for letter in mailoutbox] == [[owner.email]] * 3
    assert decide(client, path, {"step": "withdraw", "reason": "Again."}).status_code == 409
    assert Client().get(f"/en/bases/{base.slug}/").status_code == 410


def test_no_base_of_an_unverified_institution_is_recognised() -> None:
    institution = InstitutionFactory(verification=Verification.PENDING)
    base = add(member(institution), institution)
    client = officer()
    assert base.label not in client.get("/en/recognition/").content.decode()
    answer = decide(client, f"/en/recognition/{base.slug}/", {"step": "recognise"})
    assert answer.status_code == 409
    assert "is not verified" in answer.content.decode()


def test_only_what_nothing_hangs_on_is_removed() -> None:
    institution = InstitutionFactory()
    editor = member(institution)
    base = BaseFactory(institution=institution, status=BaseStatus.CANDIDATE, recognised_on=None)
    project = ProjectFactory(base=base)
    opening = OpeningFactory(base=base, institution=institution, project=project)
    held = editor.post(f"/en/projects/{project.pk}/remove/")
    assert (held.status_code, "1 opening belongs to it" in held.content.decode()) == (409, True)
    held = editor.post(f"/en/bases/{base.slug}/remove/")
    assert (held.status_code, "1 project is at this base" in held.content.decode()) == (409, True)
    opening.delete()
    assert editor.post(f"/en/projects/{project.pk}/remove/").status_code == 302
    for _ in range(2):  # a double click
        assert editor.post(f"/en/bases/{base.slug}/remove/").status_code == 302
        assert editor.post(f"/en/projects/{project.pk}/remove/").status_code == 302
    assert not Base.objects.exists()
    recognised = BaseFactory(institution=institution)
    held = editor.post(f"/en/bases/{recognised.slug}/remove/")
    assert (held.status_code, "was recognised" in held.content.decode()) == (409, True)


def test_a_project_names_its_programme_and_framework() -> None:
    base = BaseFactory()
    editor = member(base.institution)
    programme, framework = ProgrammeFactory(), FrameworkFactory()
    choices = {"programme": programme.pk, "framework": framework.pk, "percent_central": "60"}
    editor.post(f"/en/bases/{base.slug}/projects/add/", PROJECT | choices)
    project = Project.objects.get()
    assert (project.programme, project.framework) == (programme, framework)
    assert [(row.kind, row.percent) for row in project.funding.all()] == [("central", 60)]
    html = Client().get(f"/en/bases/{base.slug}/").content.decode()
    assert f"/en/frameworks/{framework.slug}/" in html
    assert f"/en/openings/programmes/{programme.slug}/" in html
    path = f"/en/projects/{project.pk}/edit/"
    seen = marks(editor, path)
    editor.post(path, PROJECT | {"leader": "Theirs", "seen": seen})
    late = editor.post(path, PROJECT | {"leader": "Mine", "programme": programme.pk, "seen": seen})
    assert "saved in another window" in late.content.decode()
    assert Project.objects.get().leader == "Theirs"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"end_year": "2024"}, "The end lies before the start."),
        ({"start_year": "2020", "end_year": "2021"}, "This year has passed"),
        ({"start_year": "25"}, "Write a year from 1980"),
        ({"start_year": "soon"}, "Write a year in four figures."),
        ({"leader": ""}, "Write who leads the project."),
        ({"title_en": ""}, "Write it in Chinese"),
        ({"programme": "999"}, "999"),
        ({"percent_central": "70", "percent_local": "40"}, "more than 100 per cent"),
        ({"percent_central": "101"}, "from 0 to 100"),
    ],
)
def test_a_project_that_cannot_be_taken_is_said_at_the_field(changes: dict[str, object], said: str) -> None:
    base = BaseFactory()
    html = member(base.institution).post(f"/en/bases/{base.slug}/projects/add/", PROJECT | changes)
    assert said in html.content.decode()
    assert not Project.objects.exists()


def test_script_in_every_field_is_inert() -> None:
    evil = "<script>alert(1)</script>"
    institution = InstitutionFactory()
    editor = member(institution)
    base = add(editor, institution, name_en=evil, name_zh=evil, about_en=evil, offer_en=evil, city_en=evil)
    key = criteria_of("joint_centre")[0].key
    path = f"/en/bases/{base.slug}/criteria/"
    editor.post(path, {key: evil, "seen": marks(editor, path)})
    editor.post(f"/en/bases/{base.slug}/projects/add/", PROJECT | {"title_en": evil, "leader": evil})
    ours = f"/en/institutions/{institution.slug}/bases/"
    for client, page in (
        (editor, ours),
        (editor, f"/en/bases/{base.slug}/"),
        (editor, f"/en/bases/{base.slug}/edit/"),
        (officer(), f"/en/recognition/{base.slug}/"),
    ):
        assert "<script>alert" not in client.get(page).content.decode()


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_lists_ask_as_often_for_many_bases_as_for_one() -> None:
    institution = InstitutionFactory()
    editor, reader = member(institution), officer()
    ours = f"/en/institutions/{institution.slug}/bases/"

    def more(number: int) -> None:
        for base in BaseFactory.create_batch(
            number, institution=institution, status=BaseStatus.CANDIDATE, recognised_on=None
        ):
            ProjectFactory.create_batch(2, base=base)

    more(1)
    before = queries(editor, ours), queries(reader, "/en/recognition/")
    more(12)
    assert (queries(editor, ours), queries(reader, "/en/recognition/")) == before


def test_an_institution_has_only_so_many_bases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bases.domain.own_bases.MOST", 1)
    base = BaseFactory()
    path = f"/en/institutions/{base.institution.slug}/bases/add/"
    html = member(base.institution).post(path, FORM).content.decode()
    assert "at most 1 bases" in html
    assert "Coast Joint Centre" in html


def test_an_empty_list_says_what_a_base_is() -> None:
    institution = InstitutionFactory()
    StaffMembershipFactory(institution=institution, user=UserFactory())
    html = member(institution, "viewer").get(f"/en/institutions/{institution.slug}/bases/").content.decode()
    assert "There is no base yet." in html
