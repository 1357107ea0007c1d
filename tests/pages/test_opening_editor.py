"""Writing an opening in the browser: begin, save, save by itself, stale pages, copy, delete."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from bases.choices import Declaration, NationalityRule, PublicationState, StaffRole
from bases.domain.opening_part import read_opening
from bases.models import Opening
from bases.opening_form import OpeningForm
from taxonomy.choices import StayKind
from tests.factories import (
    BaseFactory,
    InstitutionFactory,
    OpeningFactory,
    OpenOpeningFactory,
    ProjectFactory,
    StaffMembershipFactory,
)

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def draft() -> Opening:
    return OpeningFactory.create(requires={"en": "B2"})


@pytest.fixture
def editor(draft: Opening, client: Client) -> Client:
    client.force_login(StaffMembershipFactory(institution=draft.institution, role=StaffRole.EDITOR).user)
    return client


def sent(opening: Opening, **changes: Any) -> dict[str, Any]:
    """What the browser sends of the editor as it stands, with `changes`."""
    form = OpeningForm(now=read_opening(opening), user=None, institution=opening.institution)
    data = {name: form[name].value() for name in form.fields}
    rows = form.languages.initial
    data |= {"languages-TOTAL_FORMS": len(rows) + 2, "languages-INITIAL_FORMS": len(rows)}
    for number, row in enumerate(rows):
        data |= {f"languages-{number}-{name}": value for name, value in row.items()}
    data |= {"deadline_time": f"{data['deadline_time']:%H:%M}"}
    return {name: "" if value is None else value for name, value in (data | changes).items()}


def edit(opening: Opening, language: str = "en") -> str:
    return f"/{language}/openings/{opening.pk}/edit/"


def test_a_title_begins_a_draft_with_usual_terms(client: Client) -> None:
    base = BaseFactory()
    client.force_login(StaffMembershipFactory(institution=base.institution).user)
    address = f"/en/institutions/{base.institution.slug}/openings/new/"
    form = {"title": "钙钛矿组件研究", "language": "zh-hans", "base": base.pk, "kind": StayKind.YOUNG_6}

    answer = client.post(address, form)

    made = Opening.objects.get()
    assert answer.url == edit(made)
    assert (made.publication, made.original.title, made.kind) == ("draft", "钙钛矿组件研究", "young_6")
    assert made.deadline > timezone.now() + timedelta(days=50)
    assert list(made.fields.all()) == list(base.fields.all())
    assert client.get(edit(made)).status_code == 200


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"title": " "}, "Write a title; it can be changed later."),
        ({"base": ""}, "Choose the base that people come to."),
        ({"base": "999999"}, "999999 is not one of the available choices."),
    ],
)
def test_a_draft_that_cannot_begin_says_why(client: Client, form: dict[str, str], error: str) -> None:
    base = BaseFactory()
    client.force_login(StaffMembershipFactory(institution=base.institution).user)
    usual = {"title": "Perovskites", "language": "en", "base": base.pk, "kind": StayKind.YOUNG_6}
    html = client.post(
        f"/en/institutions/{base.institution.slug}/openings/new/", usual | form
    ).content.decode()
    assert error in html
    assert not Opening.objects.exists()


def test_an_institution_without_a_base_is_told(client: Client) -> None:
    institution = InstitutionFactory()
    client.force_login(StaffMembershipFactory(institution=institution).user)
    html = client.get(f"/en/institutions/{institution.slug}/openings/new/").content.decode()
    assert "has no base here yet" in html


def test_everything_is_saved_and_shown_again(editor: Client, draft: Opening) -> None:
    project = ProjectFactory(base=draft.base)
    changes = {
        "title_zh": "激光诊断",
        "requirements_zh": "• 熟悉激光诊断\n\n- 英语可交流\n",
        "pay_en": "30,000 yuan a month",
        "project": project.pk,
        "places": "3",
        "deadline_day": "2027-03-31",
        "deadline_time": "09:30",
        "deadline_zone": "Europe/Oslo",
        "languages-1-language": "zh",
        "languages-1-level": "HSK4",
        "declared": Declaration.NO,
    }
    answer = editor.post(edit(draft), sent(draft, **changes) | {"save": "1"})
    assert answer.url == edit(draft)
    saved = Opening.objects.get(pk=draft.pk)
    assert saved.texts.get(language="zh-hans").requirements == ["熟悉激光诊断", "英语可交流"]
    assert saved.original.language == "en"
    assert f"{saved.deadline:%Y-%m-%d %H:%M}" == "2027-03-31 07:30"  # UTC
    assert [(row.language, row.level) for row in saved.required_languages.all()] == [
        ("en", "B2"),
        ("zh", "HSK4"),
    ]
    assert sent(saved)["deadline_time"] == "09:30"
    html = editor.get(edit(draft)).content.decode()
    assert "熟悉激光诊断\n英语可交流" in html


def test_the_original_can_change_and_a_language_can_go(editor: Client, draft: Opening) -> None:
    editor.post(edit(draft), sent(draft, title_zh="激光诊断", original="zh-hans"))
    assert Opening.objects.get(pk=draft.pk).original.language == "zh-hans"
    blank = {name: "" for name in sent(draft) if name.endswith("_en")}
    editor.post(edit(draft), sent(draft, **blank))
    assert [text.language for text in draft.texts.all()] == ["zh-hans"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"title_en": ""}, "Where there is a text in this language, it needs the title too."),
        ({"months_max": "0"}, "Write a whole number from 1 to 60."),
        ({"months_min": "9", "months_max": "3"}, "The longest stay is shorter than the shortest."),
        ({"starts_until": "2026-01-01"}, "The latest arrival lies before the earliest."),
        ({"starts_from": "2026-01-01", "starts_until": "2026-01-02"}, "This day is over."),
        ({"deadline_day": "2026-01-01"}, "This moment is over: there it is"),
        ({"deadline_day": "soon"}, "Write a day as 2027-03-31."),
        ({"deadline_zone": "Mars/Olympus"}, "Select a valid choice."),
        ({"nationality_rule": NationalityRule.ONLY}, "Choose the countries that the rule is about"),
        ({"languages-1-language": "en", "languages-1-level": "C1"}, "You named this language above"),
        ({"languages-1-language": "de", "languages-1-level": "HSK4"}, "HSK is for Chinese"),
        ({"requirements_en": "a\n" * 21}, "At most 20 lines of at most 400 letters each."),
        ({"summary_en": "a" * 401}, "At most 400 characters; these are 401."),
        ({"base": "", "project": ""}, "Choose the base, or the project, that people come to."),
    ],
    ids=str,
)
def test_bad_input_is_told_at_its_field_and_kept(
    editor: Client, draft: Opening, changes: dict[str, str], error: str
) -> None:
    before = read_opening(draft)
    html = editor.post(edit(draft), sent(draft, pay_en="Kept as typed", **changes)).content.decode()
    assert error in html
    assert "Kept as typed" in html
    assert read_opening(Opening.objects.get(pk=draft.pk)) == before


def test_bases_and_projects_of_others_are_no_choice(editor: Client, draft: Opening) -> None:
    foreign = ProjectFactory()
    for values in ({"base": foreign.base.pk}, {"project": foreign.pk}):
        html = editor.post(edit(draft), sent(draft, **values)).content.decode()
        assert "is not one of the available choices" in html


def test_a_stale_page_shows_both_versions_and_loses_neither(editor: Client, draft: Opening) -> None:
    stale = sent(draft, title_en="From the second window")
    editor.post(edit(draft), sent(draft, title_en="From the first window"))
    html = editor.post(edit(draft), stale).content.decode()
    assert "was saved in another window meanwhile" in html
    assert "From the first window" in html
    assert "From the second window" in html
    assert Opening.objects.get(pk=draft.pk).original.title == "From the first window"


def test_a_double_click_saves_once(editor: Client, draft: Opening) -> None:
    data = sent(draft, title_en="Another title")
    assert [editor.post(edit(draft), data).status_code for _ in range(2)] == [302, 302]


def test_it_saves_by_itself_and_hands_the_page_its_new_mark(editor: Client, draft: Opening) -> None:
    data = sent(draft, requirements_en="Not older than 35")
    answer = editor.post(edit(draft), data, **HTMX)
    html = answer.content.decode()
    assert answer["HX-Trigger"] == "opening-saved"
    assert "Draft kept at" in html
    assert "It asks for an age." in html
    assert "<html" not in html
    mark = html.partition('name="seen" value="')[2].partition('"')[0]
    again = editor.post(edit(draft), data | {"seen": mark, "title_en": "Next words"}, **HTMX)
    assert "Draft kept at" in again.content.decode()


def test_what_cannot_be_saved_by_itself_is_said_and_kept_out(editor: Client, draft: Opening) -> None:
    answer = editor.post(edit(draft), sent(draft, months_max="many"), **HTMX)
    assert "Not kept yet: 1 place needs another look." in answer.content.decode()
    assert "HX-Trigger" not in answer
    pressed = editor.post(edit(draft), sent(draft, months_max="many") | {"save": "1"}, **HTMX)
    assert pressed["HX-Retarget"] == "body"
    assert "Write a whole number from 1 to 60." in pressed.content.decode()


def test_what_is_public_is_not_edited(editor: Client, draft: Opening) -> None:
    public = OpenOpeningFactory(base=draft.base)
    answer = editor.post(edit(public), sent(public, title_en="Something else"))
    assert answer.url == f"/en/openings/{public.pk}/state/"
    assert public.original.title != "Something else"


def test_a_copy_is_a_draft_with_days_to_come(editor: Client, draft: Opening) -> None:
    old = OpenOpeningFactory(base=draft.base, deadline=timezone.now() - timedelta(days=400))
    answer = editor.post(f"/en/openings/{old.pk}/copy/")
    copy = Opening.objects.latest("pk")
    assert answer.url == edit(copy)
    assert (copy.publication, copy.declared, copy.published_at) == ("draft", "", None)
    assert copy.original.title == old.original.title
    assert copy.deadline > timezone.now()


def test_a_draft_is_deleted_after_a_question_and_nothing_else_is(editor: Client, draft: Opening) -> None:
    address = f"/en/openings/{draft.pk}/delete/"
    assert "cannot be brought back" in editor.get(address).content.decode()
    assert Opening.objects.filter(pk=draft.pk).exists()
    public = OpenOpeningFactory(base=draft.base)
    editor.post(f"/en/openings/{public.pk}/delete/")
    editor.post(address)
    assert list(Opening.objects.all()) == [public]


def test_viewers_read_and_others_get_nothing(draft: Opening, client: Client) -> None:
    viewer = StaffMembershipFactory(institution=draft.institution, role=StaffRole.VIEWER).user
    client.force_login(viewer)
    assert client.post(edit(draft), sent(draft, title_en="Mine")).status_code == 403
    client.force_login(StaffMembershipFactory(role=StaffRole.OWNER).user)
    for address in ("edit", "state", "copy", "delete", "postpone", "fit"):
        path = f"/en/openings/{draft.pk}/{address}/"
        assert {client.get(path).status_code, client.post(path).status_code} <= {404, 405}
    assert client.get(f"/en/openings/{draft.pk}/").status_code == 404
    assert Opening.objects.get().publication == PublicationState.DRAFT


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_editor_is_there_in_both_languages(editor: Client, draft: Opening, language: str) -> None:
    html = editor.get(edit(draft, language)).content.decode()
    word = "岗位内容" if language == "zh-hans" else "What it says"
    assert word in html


def test_a_name_in_the_other_language_says_so_in_the_list_of_choices(editor: Client, draft: Opening) -> None:
    project = ProjectFactory(base=draft.base)
    project.texts.all().delete()
    project.texts.create(language="zh-hans", title="退役光伏组件回收")
    html = editor.get(edit(draft)).content.decode()
    assert f'<option value="{project.pk}" lang="zh-Hans">退役光伏组件回收</option>' in html


def test_a_double_click_begins_and_copies_once(client: Client) -> None:
    base = BaseFactory()
    client.force_login(StaffMembershipFactory(institution=base.institution).user)
    form = {"title": "Perovskites", "language": "en", "base": base.pk, "kind": StayKind.YOUNG_6}
    for _ in range(2):
        client.post(f"/en/institutions/{base.institution.slug}/openings/new/", form)
    [draft] = Opening.objects.all()
    public = OpenOpeningFactory(base=base)
    answers = {client.post(f"/en/openings/{public.pk}/copy/").url for _ in range(2)}
    assert len(answers) == 1
    assert Opening.objects.count() == 3
    assert draft.publication == PublicationState.DRAFT


def test_an_institution_keeps_so_many_drafts_and_no_more(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bases.domain.opening_part.MOST_DRAFTS", 1)
    draft = OpeningFactory()
    client.force_login(StaffMembershipFactory(institution=draft.institution).user)
    form = {"title": "Perovskites", "language": "en", "base": draft.base_id, "kind": StayKind.YOUNG_6}
    html = client.post(f"/en/institutions/{draft.institution.slug}/openings/new/", form).content.decode()
    assert "An institution keeps at most 1 drafts" in html
    assert client.post(f"/en/openings/{draft.pk}/copy/").url == f"/en/openings/{draft.pk}/state/"
    assert Opening.objects.count() == 1


def test_while_two_versions_are_compared_nothing_is_saved_by_itself(editor: Client, draft: Opening) -> None:
    stale = sent(draft, title_en="From the second window")
    editor.post(edit(draft), sent(draft, title_en="From the first window"))
    assert 'hx-trigger="submit"' in editor.post(edit(draft), stale).content.decode()
    assert 'hx-trigger="submit, input' in editor.get(edit(draft)).content.decode()


def test_a_title_that_is_too_long_is_one_error(editor: Client, draft: Opening) -> None:
    html = editor.post(edit(draft), sent(draft, title_en="a" * 260)).content.decode()
    assert "At most 250 characters; these are 260." in html
    assert "it needs the title too" not in html
