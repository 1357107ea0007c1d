"""The Django admin of the apps of the domain: every model, for whom, at any number of rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.domain.audit import record
from bases.models import OpeningText
from tests import factories as make
from tests.factories.attaches import HandoverFactory
from tests.factories.bases import in_days
from tests.factories.users import OfficerScopeFactory
from tests.support.ours import APPS

pytestmark = pytest.mark.django_db

# Pages are edited in Wagtail, the index has commands of its own.
DOMAIN = sorted(set(APPS) - {"cms", "demo", "search", "talentbridge"})
ROWS: dict[str, Callable[[], Any] | None] = {
    "privacy.datarequest": make.DataRequestFactory,
    "privacy.erasure": make.ErasureFactory,
    "privacy.handreview": make.HandReviewFactory,
    "privacy.nameleft": make.NameLeftFactory,
    "privacy.retentionrun": make.RetentionRunFactory,
    "nominations.nominationcount": make.NominationCountFactory,
    "taxonomy.priorityfield": None,  # None: migrations have filled it
    "taxonomy.challenge": None,
    "taxonomy.discipline": None,
    "taxonomy.region": None,
    "taxonomy.term": make.TermFactory,
    "taxonomy.termproposal": make.TermProposalFactory,
    "taxonomy.missingterm": make.MissingTermFactory,
    "accounts.user": make.UserFactory,
    "accounts.attachepost": make.AttachePostFactory,
    "attaches.handover": HandoverFactory,
    "accounts.officerscope": OfficerScopeFactory,
    "accounts.consent": make.ConsentFactory,
    "accounts.invitation": make.InvitationFactory,
    "accounts.rolerequest": make.RoleRequestFactory,
    "accounts.auditevent": lambda: record("tried", make.UserFactory(), by=make.UserFactory()),
    "experts.profile": make.MatchableProfileFactory,
    "experts.publication": make.PublicationFactory,
    "experts.profilelook": make.ProfileLookFactory,
    "experts.team": make.TeamFactory,
    "experts.nomination": lambda: make.NominationFactory(state="accepted", came_from="sent"),
    "bases.institution": make.InstitutionFactory,
    "bases.staffmembership": make.StaffMembershipFactory,
    "bases.staffinvitation": make.StaffInvitationFactory,
    "bases.base": make.BaseFactory,
    "bases.framework": make.FrameworkFactory,
    "bases.picture": make.PictureFactory,
    "bases.programme": make.ProgrammeFactory,
    "bases.project": make.ProjectFactory,
    "bases.rorrecord": None,
    "bases.opening": make.OpeningFactory,
    "matching.match": make.MatchFactory,
    "matching.feedback": make.FeedbackFactory,
    "matching.candidatenote": make.CandidateNoteFactory,
    "matching.candidatevote": make.CandidateVoteFactory,
    "matching.declaredconflict": make.DeclaredConflictFactory,
    "matching.introduction": make.IntroductionFactory,
    "introductions.introductionevent": make.IntroductionEventFactory,
    "matching.exchange": make.ExchangeFactory,
    "matching.outcome": make.OutcomeFactory,
    "matching.round": make.RoundFactory,
    "matching.roundplace": make.RoundPlaceFactory,
    "matching.setapart": make.SetApartFactory,
    "exchanges.agreementversion": make.AgreementVersionFactory,
    "exchanges.exchangeevent": make.ExchangeEventFactory,
    "exchanges.issuedletter": make.IssuedLetterFactory,
    "exchanges.milestone": make.MilestoneFactory,
    "exchanges.checklistitem": make.ChecklistItemFactory,
    "outcomes.report": make.ReportFactory,
    "outcomes.evaluation": lambda: make.EvaluationFactory(outcome__due_on=in_days(-1)),
    "outcomes.storywords": make.StoryWordsFactory,
    "outcomes.outcomeevent": make.OutcomeEventFactory,
}
PERSONAL = {label for label in ROWS if label.split(".")[0] not in {"bases", "taxonomy"}} | {
    "bases.staffinvitation",
    "bases.staffmembership",
    "taxonomy.termproposal",
    "taxonomy.missingterm",
}

# What somebody looks for or at, or brings along and has not taken, or hands in, or is told, is nobody else's business.
NOBODY_ELSES = {
    "privacy.dataexport",
    "nominations.neveragain",
    "nominations.nominationevent",
    "attaches.handedpost",
    "attaches.handednomination",
    "attaches.suggestion",
    "introductions.attachment",
    "introductions.message",
    "bases.savedsearch",
    "bases.privatefile",
    "exchanges.calendaraddress",
    "exchanges.reminder",
    "experts.profileimport",
    "experts.teaminvitation",
    "matching.feedaddress",
    "matching.follow",
    "matching.mergerequest",
    "matching.shortlistlook",
    "matching.seencandidate",
    "notices.notice",
    "notices.preference",
}


def model_of(label: str) -> type[models.Model]:
    return apps.get_model(label)


def page(label: str, name: str, *arguments: object) -> str:
    return reverse(f"admin:{label.replace('.', '_')}_{name}", args=arguments)


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(make.AdministratorFactory())
    return client


@pytest.fixture
def editor(client: Client) -> Client:
    """May enter the admin and holds every permission there is, but is no administrator."""
    user = make.UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.all())
    client.force_login(user)
    return client


def test_every_model_has_a_page_of_its_own_or_inside_another() -> None:
    registered = {model._meta.label_lower for model in admin.site._registry}
    inside = {
        inline.model._meta.label_lower
        for model_admin in admin.site._registry.values()
        for inline in model_admin.inlines
    }
    ours = {model._meta.label_lower for app in DOMAIN for model in apps.get_app_config(app).get_models()}
    assert ours - registered - inside == NOBODY_ELSES
    assert ours & registered == set(ROWS)


def queries_of(client: Client, label: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page(label, "changelist")).status_code == 200
    return len(queries)


@pytest.mark.parametrize("label", [label for label, build in ROWS.items() if build])
def test_list_asks_the_database_as_often_for_one_row_as_for_four(label: str, administrator: Client) -> None:
    build = ROWS[label]
    assert build is not None
    build()
    queries_of(administrator, label)  # the first look fills caches of the process
    few = queries_of(administrator, label)
    for _ in range(3):
        build()
    queries_of(administrator, label)  # whom it shows for the first time today is noted
    assert queries_of(administrator, label) == few


@pytest.mark.parametrize("label", ROWS)
def test_list_can_be_searched(label: str, administrator: Client) -> None:
    assert administrator.get(page(label, "changelist"), {"q": "a"}).status_code == 200


@pytest.mark.parametrize("label", ROWS)
def test_pages_of_a_row_open(label: str, administrator: Client) -> None:
    row = build() if (build := ROWS[label]) else model_of(label)._default_manager.all()[0]
    assert administrator.get(page(label, "change", row.pk)).status_code == 200
    assert administrator.get(page(label, "add")).status_code in {200, 403}


@pytest.mark.parametrize("label", sorted(PERSONAL))
def test_personal_data_is_closed_to_all_but_administrators(label: str, editor: Client) -> None:
    build = ROWS[label]
    assert build is not None
    row = build()
    for address in (
        page(label, "changelist"),
        page(label, "add"),
        page(label, "change", row.pk),
        page(label, "delete", row.pk),
    ):
        assert editor.get(address).status_code == 403, address
    assert page(label, "changelist") not in editor.get(reverse("admin:index")).content.decode()


def test_autocomplete_tells_an_editor_no_names(editor: Client) -> None:
    make.UserFactory(name="Marit Solvang")
    answer = editor.get(
        reverse("admin:autocomplete"),
        {"app_label": "bases", "model_name": "staffmembership", "field_name": "user", "term": "Marit"},
    )
    assert answer.status_code == 403


@pytest.mark.parametrize("label", sorted(set(ROWS) - PERSONAL))
def test_editor_with_permission_reads_what_is_not_personal(label: str, editor: Client) -> None:
    assert editor.get(page(label, "changelist")).status_code == 200


def test_opening_form_shows_its_language_versions_and_no_state_to_type(administrator: Client) -> None:
    opening = make.OpeningFactory()
    form = administrator.get(page("bases.opening", "change", opening.pk)).context["adminform"].form
    assert {"publication", "sensitivity", "published_at"} & set(form.fields) == set()
    assert OpeningText.objects.filter(opening=opening).exists()
