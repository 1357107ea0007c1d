"""One institution with an opening, and one person of each role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.domain import digests, offers
from accounts.domain.addresses import seal_change
from accounts.models import User
from bases.choices import BaseStatus, Verification
from bases.models import Opening, Project, SavedSearch
from exchanges.choices import LetterKind
from exchanges.domain import feeds
from exchanges.domain.letters import facts_of
from experts.domain import asking
from experts.models import Profile, TeamMember
from matching.domain import following
from matching.handles import handle
from matching.models import Match
from nominations.domain import links as nomination_links
from notices.choices import Topic
from notices.domain import links
from privacy.domain import erasures, handling, request_step
from privacy.domain.stored_under import send_stored
from privacy.models import DataRequest
from search.indexing import rebuild
from tests.factories import (
    AdministratorFactory,
    AffiliationFactory,
    AgreementVersionFactory,
    AttachePostFactory,
    AttachmentFactory,
    BaseFactory,
    CalendarAddressFactory,
    CandidateNoteFactory,
    ChecklistItemFactory,
    DataExportFactory,
    DataRequestFactory,
    ErasureFactory,
    ExchangeFactory,
    FeedAddressFactory,
    FrameworkFactory,
    InstitutionFactory,
    IntroductionFactory,
    InvitationFactory,
    IssuedLetterFactory,
    MatchableProfileFactory,
    MatchFactory,
    MergeRequestFactory,
    MilestoneFactory,
    NominationFactory,
    NoticeFactory,
    OfficerFactory,
    OpeningFactory,
    OpenOpeningFactory,
    OutcomeFactory,
    PictureFactory,
    PrivateFileFactory,
    ProfileImportFactory,
    ProfileLookFactory,
    ProgrammeFactory,
    ProjectFactory,
    PublicationFactory,
    RoleRequestFactory,
    StaffInvitationFactory,
    StaffMembershipFactory,
    TeamFactory,
    TeamInvitationFactory,
    TermFactory,
    TermProposalFactory,
)
from tests.factories.attaches import HandoverFactory

ROLES = ("anonymous", "expert", "staff", "other staff", "attaché", "officer", "administrator")


@dataclass(frozen=True)
class World:
    opening: Opening
    draft: Opening  # of the same institution
    project: Project  # at the opening's base
    profile: Profile
    match: Match  # of both, stored
    users: dict[str, User]  # role -> user; nobody for "anonymous"


@pytest.fixture
def world(db: None) -> World:
    opening = OpenOpeningFactory(requires={"en": "B2"})
    project = ProjectFactory(base=opening.base)
    profile = MatchableProfileFactory(speaks={"en": "C1"}, asked_at=timezone.now())
    users = {
        "expert": profile.user,
        "staff": StaffMembershipFactory(institution=opening.institution).user,
        "other staff": StaffMembershipFactory().user,
        "attaché": AttachePostFactory().user,
        "officer": OfficerFactory(),
        "administrator": AdministratorFactory(),
    }
    draft = OpeningFactory(base=opening.base)
    match = MatchFactory(opening=opening, profile=profile)
    return World(opening=opening, draft=draft, project=project, profile=profile, match=match, users=users)


def sent_file(officer: User) -> DataRequest:
    """A request of somebody without an account, who was sent what is stored under their address."""
    asked: DataRequest = DataRequestFactory.create(kind="access")
    handling.take(asked, by=officer)
    return send_stored(asked, by=officer)


def names_of(world: World) -> dict[str, Any]:
    """What the addresses in `test_permissions.ROWS` leave open -> what stands there, of the world or made here."""
    institution = world.opening.institution
    return {
        "attache": world.users["attaché"].pk,
        "handover": HandoverFactory.create(giver=world.users["attaché"]).pk,
        "match": world.match.pk,
        "candidate_handle": handle(world.opening.pk, world.profile.pk),
        "handle_elsewhere": handle(world.draft.pk, world.profile.pk),
        "note": CandidateNoteFactory.create(
            opening=world.opening, profile=world.profile, written_by=world.users["staff"]
        ).pk,
        "opening": world.opening.pk,
        "draft": world.draft.pk,
        "late": OpenOpeningFactory.create(base=world.opening.base, deadline=timezone.now()).pk,
        "base": world.opening.base.slug if world.opening.base else "",
        "candidate": BaseFactory.create(status=BaseStatus.CANDIDATE, institution=institution).slug,
        "withdrawn": BaseFactory.create(status=BaseStatus.WITHDRAWN).slug,
        "institution": institution.slug,
        "pending": InstitutionFactory.create(verification=Verification.PENDING).slug,
        "picture": PictureFactory.create(base=world.opening.base).pk,
        "paper": PrivateFileFactory.create(base=world.opening.base).pk,
        "member": institution.staff_memberships.order_by("pk")[0].pk,
        "staff_offer": (place := StaffInvitationFactory.create(institution=institution)).pk,
        "staff_invitation": offers.seal(place),
        "programme": ProgrammeFactory.create().slug,
        "framework": FrameworkFactory.create().slug,
        "project": world.project.pk,
        "profile": world.profile.pk,
        "publication": PublicationFactory.create(profile=world.profile).pk,
        "affiliation": AffiliationFactory.create(profile=world.profile).pk,
        "search": SavedSearch.objects.create(user=world.users["expert"], name="Energy").pk,
        "term": TermFactory.create().pk,
        "proposal": TermProposalFactory.create().pk,
        "profile_import": ProfileImportFactory.create(user=world.users["expert"]).pk,
        "role_request": RoleRequestFactory.create().pk,
        "role_offer": (offer := InvitationFactory.create()).pk,
        "invitation": offers.seal(offer),
        "still_right": asking.seal(world.profile),
        "team": (team := TeamFactory.create(lead=world.profile)).pk,
        "team_member": TeamMember.objects.create(team=team, profile=MatchableProfileFactory.create()).pk,
        "team_offer": (joining := TeamInvitationFactory.create(team=team)).pk,
        "team_invitation": offers.seal(joining),
        "look": ProfileLookFactory.create(profile=world.profile).pk,
        "export": DataExportFactory.create(user=world.users["expert"]).pk,
        "erasure": erasures.seal(ErasureFactory.create()),
        "data_request": (asked := DataRequestFactory.create()).pk,
        "data_request_link": request_step.seal(asked),
        "sent_file_link": request_step.seal(sent_file(world.users["officer"])),
        "objecting": MatchableProfileFactory.create(objected_at=timezone.now()).pk,
        "merge": MergeRequestFactory.create(first=world.profile).pk,
        "my_feed": following.feed_token(FeedAddressFactory.create(user=world.users["expert"]).user),
        "nomination_draft": NominationFactory.create(nominated_by=world.users["attaché"], ready=True).pk,
        "nomination_of_expert": NominationFactory.create(profile=world.profile, sent=True).pk,
        "nomination_link": nomination_links.seal(
            NominationFactory.create(sent=True, email="other@example.org")
        ),
        "digest": digests.seal(world.users["expert"]),
        "notice": NoticeFactory.create(user=world.users["expert"]).pk,
        "notice_stop": links.seal(world.users["expert"], Topic.MESSAGES),
        "introduction": (
            between := IntroductionFactory.create(opening=world.opening, profile=world.profile)
        ).pk,
        "exchange": (stay := ExchangeFactory.create(introduction=between, ready=True)).pk,
        "version": AgreementVersionFactory.create(exchange=stay).number,
        "milestone": MilestoneFactory.create(exchange=stay).pk,
        "checklist_item": ChecklistItemFactory.create(exchange=stay).pk,
        "letter": (
            letter := IssuedLetterFactory.create(exchange=stay, facts=facts_of(stay, LetterKind.INVITATION))
        ).pk,
        "letter_code": letter.code,
        "calendar": feeds.token_of(CalendarAddressFactory.create(user=world.users["staff"]).user),
        "attachment": AttachmentFactory.create(message__introduction=between).pk,
        "outcome": OutcomeFactory.create(exchange=stay).pk,
        "address_change": seal_change(world.users["expert"], "other@example.org"),
    }


@pytest.fixture
def indexed(world: World) -> World:
    """The same, and the index knows them."""
    rebuild()
    return world


@pytest.fixture
def as_role(world: World) -> Callable[[str], Client]:
    """A client that is logged in as a role."""

    def client_of(role: str) -> Client:
        client = Client()
        if role in world.users:
            client.force_login(world.users[role])
        return client

    return client_of
