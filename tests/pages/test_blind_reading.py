"""Who is read without names: the institution chooses, a programme may ask for it, and the person has the last word."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from accounts.consent_texts import NAMES_FROM
from accounts.models import AuditEvent, Consent, Purpose
from bases.choices import StaffRole
from experts.choices import Audience, Section
from experts.models import Profile, SectionVisibility
from matching.handles import handle
from search.indexing import rebuild
from tests.factories import (
    CandidateNoteFactory,
    MatchableProfileFactory,
    MatchFactory,
    ProgrammeFactory,
    StaffMembershipFactory,
)
from tests.pages.conftest import World

pytestmark = pytest.mark.django_db

Login = Callable[[str], Client]
NAME, ADDRESS = "Quirinus Ask", "quirinus@walls.example"


@pytest.fixture
def open_name(world: World) -> Profile:
    """Somebody who opened their name to institutions and agreed to be named; two institutions' readers look."""
    person = MatchableProfileFactory(
        name=NAME,
        text__biography=f"{NAME} keeps deuterium in tungsten with laser-induced breakdown spectroscopy; {ADDRESS}.",
        speaks={"en": "C1"},
    )
    SectionVisibility.objects.create(profile=person, section=Section.NAME, audience=Audience.INSTITUTIONS)
    Consent.objects.filter(user=person.user, purpose=Purpose.INSTITUTIONS).update(version=NAMES_FROM)
    CandidateNoteFactory(opening=world.opening, profile=person)
    MatchFactory(opening=world.opening, profile=person)
    rebuild()
    return person


def with_names(world: World) -> None:
    institution = world.opening.institution
    institution.reads_blind = False
    institution.save()


def pages(client: Client, world: World, person: Profile) -> dict[str, str]:
    """Every place where the host reads of somebody."""
    opening = world.opening.pk
    both = f"with={handle(opening, person.pk)}&with={handle(opening, world.profile.pk)}"
    match = person.matches.get().pk
    found = {
        path: client.get(f"/en/{path}").content.decode()
        for path in (
            f"openings/{opening}/shortlist/",
            f"openings/{opening}/candidates/{handle(opening, person.pk)}/",
            f"openings/{opening}/shortlist/compare/?{both}",
            f"openings/{opening}/teams/",
            f"matches/{match}/",
        )
    }
    answer = client.post(f"/en/openings/{opening}/shortlist/table/")
    book = load_workbook(BytesIO(answer.content))
    found["table"] = str([cell.value for sheet in book for row in sheet for cell in row])
    return found


def naming(found: dict[str, str]) -> list[str]:
    return [path for path, html in found.items() if NAME in html]


@pytest.mark.parametrize("role", ["staff", "officer"])
def test_an_institution_reads_without_names_from_the_start(
    open_name: Profile, world: World, as_role: Login, role: str
) -> None:
    found = pages(as_role(role), world, open_name)
    assert naming(found) == []
    assert (
        "Blind reading is on.</strong> The institution chose it."
        in found[f"openings/{world.opening.pk}/shortlist/"]
    )


def test_with_names_whoever_opened_theirs_is_named_and_not_to_be_reached(
    open_name: Profile, world: World, as_role: Login
) -> None:
    with_names(world)
    found = pages(as_role("staff"), world, open_name)
    teams = f"openings/{world.opening.pk}/teams/"
    assert naming(found) == [path for path in found if path != teams]  # nobody is in a team
    assert [path for path, html in found.items() if ADDRESS in html] == []
    assert world.profile.name not in "".join(found.values())
    assert "This list is read with names." in found[f"openings/{world.opening.pk}/shortlist/"]


@pytest.mark.parametrize("of_project", [False, True])
def test_a_programme_asks_for_it_whatever_the_institution_chose(
    open_name: Profile, world: World, as_role: Login, of_project: bool
) -> None:
    with_names(world)
    programme = ProgrammeFactory(reads_blind=True)
    if of_project:
        world.project.programme = programme
        world.project.save()
        world.opening.project = world.project
    else:
        world.opening.programme = programme
    world.opening.save()
    found = pages(as_role("staff"), world, open_name)
    assert naming(found) == []
    assert "The programme of this opening asks for it." in found[f"openings/{world.opening.pk}/shortlist/"]


@pytest.mark.parametrize("version", ["2026-11", "by letter"])
def test_whoever_agreed_to_another_wording_is_not_named(
    open_name: Profile, world: World, as_role: Login, version: str
) -> None:
    with_names(world)
    Consent.objects.filter(user=open_name.user, purpose=Purpose.INSTITUTIONS).update(version=version)
    assert naming(pages(as_role("staff"), world, open_name)) == []


def test_whoever_keeps_their_name_closed_is_not_named(
    open_name: Profile, world: World, as_role: Login
) -> None:
    with_names(world)
    SectionVisibility.objects.filter(profile=open_name).update(audience=Audience.INTRODUCTION)
    rebuild()
    assert naming(pages(as_role("staff"), world, open_name)) == []


def test_an_owner_chooses_and_the_audit_notes_it(world: World, as_role: Login) -> None:
    owner = Client()
    institution = world.opening.institution
    owner.force_login(StaffMembershipFactory(institution=institution, role=StaffRole.OWNER).user)
    path = f"/en/institutions/{institution.slug}/blind-reading/"
    for _ in range(2):
        assert owner.post(path, {"blind": "0"}).status_code == 302
    institution.refresh_from_db()
    assert institution.reads_blind is False
    event = AuditEvent.objects.get(verb="blind reading chosen")
    assert (event.before, event.after) == ({"reads_blind": True}, {"reads_blind": False})
    answer = owner.post(path, {"blind": "perhaps"})
    assert 'class="field__error"' in answer.content.decode()
    assert owner.get(path).content.decode().count("checked") == 1


@pytest.mark.parametrize(("role", "status"), [("staff", 403), ("other staff", 404), ("officer", 404)])
def test_nobody_else_chooses(world: World, as_role: Login, role: str, status: int) -> None:
    path = f"/en/institutions/{world.opening.institution.slug}/blind-reading/"
    assert as_role(role).post(path, {"blind": "0"}).status_code == status
    world.opening.institution.refresh_from_db()
    assert world.opening.institution.reads_blind is True


def test_a_person_sees_what_an_institution_that_reads_with_names_sees(open_name: Profile) -> None:
    client = Client()
    client.force_login(open_name.user)
    html = client.get("/en/me/profile/as-others-see-it/?as=named").content.decode()
    assert f'<h2 class="h4"><bdi lang="">{NAME}</bdi></h2>' in html
    assert ADDRESS not in html
    Consent.objects.filter(user=open_name.user, purpose=Purpose.INSTITUTIONS).update(version="2026-11")
    html = client.get("/en/me/profile/as-others-see-it/?as=named").content.decode()
    article = html[html.index("<article") : html.index("</article>")]
    assert NAME not in article
