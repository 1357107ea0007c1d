"""An institution registers, an officer answers, its owner mends what was returned."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.db.models.signals import pre_save
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from accounts.models import AuditEvent, User
from bases.models import Institution
from bases.service import between
from tests.bases.deciding import decide
from tests.factories import InstitutionFactory, OfficerFactory, StaffMembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]

FORM = {
    "name_zh": "滨海聚变研究院",
    "name_en": "Coast Institute of Fusion",
    "city_en": "Hefei",
    "kind": "institute",
    "country": "CN",
    "province": "anhui",
    "fields_of_work": ["energy"],
    "website": "https://coast.example.org/",
    "ror": "https://ror.org/05gq02987",
}


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def register(user: User, **changes: object) -> Institution:
    answer = as_user(user).post("/en/institutions/register/", FORM | changes)
    assert answer.status_code == 302, answer.content.decode()
    return Institution.objects.latest("pk")


def mend(user: User, institution: Institution, changes: dict[str, object]) -> HttpResponse:
    """Open the page and save it."""
    client, path = as_user(user), f"/en/institutions/{institution.slug}/edit/"
    seen = client.get(path).context["form"]["seen"].value()
    return client.post(path, changes | {"seen": seen})  # type: ignore[return-value]


def test_from_registering_to_verified(mailoutbox: list[EmailMultiAlternatives]) -> None:
    user = UserFactory(language="zh-hans")
    made = register(user)
    assert (made.slug, made.ror, made.verification) == ("coast-institute-of-fusion", "05gq02987", "pending")
    assert made.original.name == "Coast Institute of Fusion"  # the language of the page comes first
    page = f"/en/institutions/{made.slug}/"
    assert Client().get(page).status_code == 404
    assert "An officer answers by" in as_user(user).get(page).content.decode()
    officer = as_user(OfficerFactory())
    assert "Coast Institute of Fusion" in officer.get("/en/institutions/waiting/").content.decode()
    assert user.email in officer.get(f"{page}verification/").content.decode()
    decide(officer, f"{page}verification/")
    assert Client().get(page).status_code == 200
    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == ([user.email], "滨海聚变研究院已通过核验")
    assert AuditEvent.objects.filter(verb="institution registered", object_id=str(made.pk)).exists()
    assert "Coast Institute of Fusion" not in officer.get("/en/institutions/waiting/").content.decode()


def test_what_was_returned_is_mended_and_waits_again(mailoutbox: list[EmailMultiAlternatives]) -> None:
    user = UserFactory()
    made = register(user)
    officer = as_user(OfficerFactory())
    path = f"/en/institutions/{made.slug}/"
    empty = decide(officer, f"{path}verification/", {"return": "1", "reason": " "})
    assert "Write what is to be mended" in empty.content.decode()
    decide(officer, f"{path}verification/", {"return": "1", "reason": "The website does not name you."})
    assert "The website does not name you." in mailoutbox[0].body
    assert "The website does not name you." in as_user(user).get(path).content.decode()
    again = decide(officer, f"{path}verification/")
    assert again.status_code == 302  # an officer may still change their mind
    made.refresh_from_db()
    assert made.verification == "verified"


def test_saving_what_was_returned_hands_it_in_again() -> None:
    user = UserFactory()
    made = register(user)
    officer = as_user(OfficerFactory())
    decide(officer, f"/en/institutions/{made.slug}/verification/", {"return": "1", "reason": "No."})
    changes = FORM | {"website": "https://better.example.org/", "name_zh": ""}
    mend(user, made, changes)
    made.refresh_from_db()
    assert (made.verification, made.website) == ("pending", "https://better.example.org/")
    assert [text.language for text in made.texts.all()] == ["en"]


def test_nobody_becomes_another_institution_once_verified() -> None:
    user = UserFactory()
    made = register(user)
    decide(as_user(OfficerFactory()), f"/en/institutions/{made.slug}/verification/")
    changes = FORM | {
        "name_en": "Famous University",
        "website": "https://famous.example.org/",
        "about_en": "New.",
    }
    mend(user, made, changes | {"ror": "", "kind": "university"})
    made = Institution.objects.get(pk=made.pk)
    assert (made.original.name, made.original.about) == ("Coast Institute of Fusion", "New.")
    assert (made.kind, made.website, made.ror) == ("institute", FORM["website"], "05gq02987")
    assert made.verification == "verified"


def test_one_that_was_verified_with_less_is_edited_all_the_same() -> None:
    institution = InstitutionFactory(website="", province="")
    owner = StaffMembershipFactory(institution=institution, role="owner").user
    language = institution.original.language
    words = {"about_zh" if language == "zh-hans" else "about_en": "New.", "fields_of_work": ["energy"]}
    mend(owner, institution, words)
    assert Institution.objects.get(pk=institution.pk).original.about == "New."


def test_two_windows_never_overwrite_each_other() -> None:
    user = UserFactory()
    made = register(user)
    client, path = as_user(user), f"/en/institutions/{made.slug}/edit/"
    seen = client.get(path).context["form"]["seen"].value()
    client.post(path, FORM | {"about_en": "Theirs.", "seen": seen})
    late = client.post(path, FORM | {"about_en": "Mine.", "seen": seen}).content.decode()
    assert "saved in another window" in late
    assert "Theirs." in late
    assert "Mine." in late
    assert Institution.objects.get().text_in("en").about == "Theirs."


def test_two_officers_decide_once() -> None:
    made = register(UserFactory())
    first, second = as_user(OfficerFactory()), as_user(OfficerFactory())
    path = f"/en/institutions/{made.slug}/verification/"
    decide(first, path)
    late = decide(second, path, {"return": "1", "reason": "Too late."})
    assert late.status_code == 409
    made.refresh_from_db()
    assert made.verification == "verified"


def test_two_claims_of_one_ror_id_stand_before_the_officer() -> None:
    rival = InstitutionFactory(ror="05gq02987")
    made = register(UserFactory())
    assert (made.ror, made.claimed_ror) == (None, "05gq02987")
    officer = as_user(OfficerFactory())
    assert "ROR id taken" in officer.get("/en/institutions/waiting/").content.decode()
    page = officer.get(f"/en/institutions/{made.slug}/verification/").content.decode()
    assert "belongs to another institution here already" in page
    assert f"/en/institutions/{rival.slug}/verification/" in page


@pytest.mark.parametrize("way", ["register", "edit"])
def test_two_claims_of_one_ror_id_at_one_moment_both_stand(way: str) -> None:
    user = UserFactory()
    made = register(user, ror="") if way == "edit" else None

    def rival(sender: type[Institution], instance: Institution, **_: object) -> None:
        """Another transaction, between the look and the save."""
        if instance.ror == FORM["ror"][-9:]:  # type: ignore[index]
            pre_save.disconnect(rival, sender=Institution)
            InstitutionFactory(ror=instance.ror)

    pre_save.connect(rival, sender=Institution)
    try:
        if made:
            assert mend(user, made, FORM).status_code == 302
        else:
            made = register(user)
    finally:
        pre_save.disconnect(rival, sender=Institution)
    made.refresh_from_db()
    assert (made.ror, made.claimed_ror) == (None, "05gq02987")


def test_the_longest_waiting_is_first_and_late_ones_are_marked(settings: Settings) -> None:
    settings.VERIFICATION_WORKING_DAYS = 5
    with time_machine.travel("2026-11-13T02:00Z"):  # a Friday
        register(UserFactory(), name_en="Old Institute", ror="")
    with time_machine.travel("2026-11-19T02:00Z"):
        register(UserFactory())
    officer = OfficerFactory()
    with time_machine.travel("2026-11-24T02:00Z"):
        page = as_user(officer).get("/en/institutions/waiting/").content.decode()
    assert page.index("Old Institute") < page.index("Coast Institute of Fusion")
    assert "2 working days overdue" in page  # due on Friday the 20th
    assert "2 working days left" in page  # due on Thursday the 26th


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-11-20", "2026-11-23", 1),
        ("2026-11-23", "2026-11-20", -1),
        ("2026-11-21", "2026-11-22", 0),
        ("2026-11-16", "2026-11-30", 10),
    ],
)
def test_weekends_are_no_working_days(start: str, end: str, days: int) -> None:
    assert between(date.fromisoformat(start), date.fromisoformat(end)) == days


def test_a_double_click_registers_once_and_nobody_has_more_than_three_waiting() -> None:
    user = UserFactory()
    assert register(user) == register(user)
    register(user, name_en="Second", ror="")
    register(user, name_en="Third", ror="")
    answer = as_user(user).post("/en/institutions/register/", FORM | {"name_en": "Fourth", "ror": ""})
    assert "3 institutions of yours wait for an officer" in answer.content.decode()
    assert "Fourth" in answer.content.decode()
    assert Institution.objects.count() == 3


def test_a_ror_id_whose_figures_do_not_fit_is_no_ror_id() -> None:
    answer = as_user(UserFactory()).post("/en/institutions/register/", FORM | {"ror": "05gq02988"})
    assert "There is no such ROR id" in answer.content.decode()
    assert "05gq02988" in answer.content.decode()
    assert not Institution.objects.exists()


def test_an_officer_sees_what_ror_says_of_the_id() -> None:
    officer = as_user(OfficerFactory())
    unknown = register(UserFactory())
    path = f"/en/institutions/{unknown.slug}/verification/"
    assert "Unchecked: not in our copy of ROR" in officer.get(path).content.decode()
    abroad = register(UserFactory(), ror="https://ror.org/05a28rw58")
    html = officer.get(f"/en/institutions/{abroad.slug}/verification/").content.decode()
    assert "ETH Zurich" in html
    assert "ROR names another country" in html


def test_only_owners_edit() -> None:
    made = register(UserFactory())
    editor = StaffMembershipFactory(institution=made, role="editor").user
    for user in (editor, StaffMembershipFactory(role="owner").user, UserFactory()):
        assert as_user(user).get(f"/en/institutions/{made.slug}/edit/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name_zh": "", "name_en": "", "city_en": ""}, "Write it in Chinese, in English, or in both."),
        ({"name_en": "", "about_en": "A text."}, "Write this line too"),
        ({"province": ""}, "Choose the province."),
        ({"ror": "12345"}, "A ROR id looks like"),
        ({"website": "javascript:alert(1)"}, "URL"),
        ({"website": ""}, "required"),
        ({"fields_of_work": []}, "Choose at least one field"),
        ({"kind": "castle"}, "castle"),
        ({"name_en": "x" * 201}, "201"),
        ({"about_en": "x" * 5001}, "5001"),
    ],
)
def test_what_cannot_be_taken_is_said_at_the_field_and_kept(changes: dict[str, object], said: str) -> None:
    answer = as_user(UserFactory()).post("/en/institutions/register/", FORM | changes)
    html = answer.content.decode()
    assert said in html
    assert "Hefei" in html or changes.get("city_en") == ""
    assert not Institution.objects.exists()


def test_names_of_addresses_are_never_taken_twice_and_never_ours() -> None:
    slugs = [
        register(UserFactory(), ror="", city_en="", name_en=name).slug
        for name in ("Coast", "Coast", "Register", "")
    ]
    assert slugs[0] == "coast"
    assert len(set(slugs)) == 4
    assert "register" not in slugs
    assert slugs[3].startswith("institution-")


def test_script_in_every_field_is_inert() -> None:
    evil = "<script>alert(1)</script>"
    user = UserFactory()
    made = register(
        user, name_zh=evil, name_en=evil, city_en=evil, about_en=evil, city_zh=evil, about_zh=evil
    )
    for client, path in (
        (as_user(user), ""),
        (as_user(OfficerFactory()), "verification/"),
        (as_user(user), "edit/"),
    ):
        assert "<script>alert" not in client.get(f"/en/institutions/{made.slug}/{path}").content.decode()
