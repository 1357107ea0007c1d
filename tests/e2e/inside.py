"""The pages behind the log-in of the demo site, as each role meets them."""

from __future__ import annotations

from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from attaches.domain.tasks import tasks_for
from bases.domain.opening_part import copy_opening
from bases.models import Base, Opening, Project, SavedSearch
from demo.loading.logins import EXPERT
from demo.loading.people import DOMAIN
from exchanges.models import AgreementVersion
from experts.models import Profile, Team
from matching.choices import ExchangeState, IntroductionState, OutcomeState
from matching.domain.matcher import people_for
from matching.domain.storing import store_matches
from matching.domain.team_words import declare_conflict, write_note
from matching.handles import handle
from matching.models import Exchange, Introduction, Match, Outcome
from privacy.domain import request_step
from taxonomy.models import Term
from tests.factories import (
    DataExportFactory,
    DataRequestFactory,
    HandReviewFactory,
    MatchableProfileFactory,
    MergeRequestFactory,
    NominationFactory,
    NoticeFactory,
    ProfileImportFactory,
    ProfileLookFactory,
    RoleRequestFactory,
    TermProposalFactory,
)
from tests.factories.attaches import HandoverFactory

WORK = {
    "name": "affinity",
    "value": 0.7,
    "weight": 1.0,
    "text": {"zh": "研究内容接近。", "en": "The work is near."},
}
HOST, VIEWER, ATTACHE, OFFICER = "host", "viewer", "attache", "officer"


def user_of(login: str) -> User:
    return User.objects.get(email=f"{login}@{DOMAIN}")


def stays_of(user: User, of: str) -> list[str]:
    """One stay of the demo that is under way, one whose agreement waits, and the calendar."""
    agreed_on = AgreementVersion.objects.values("exchange")  # stays that ended long ago have none
    rows = Exchange.objects.visible_to(user).filter(pk__in=agreed_on).order_by("state", "pk")
    found = [f"exchanges/?of={of}", "exchanges/calendar/"]
    for row in rows:
        found += [
            f"exchanges/{row.pk}/",
            f"exchanges/{row.pk}/agreement/1/",
            f"exchanges/{row.pk}/agreement/",
        ]
        if row.state == ExchangeState.PLANNED:
            found.append(f"exchanges/{row.pk}/agreement/sign/")
        if of == "host" and row.introduction.opening.places > 1:
            found += [f"openings/{row.introduction.opening_id}/exchanges/"]
    return found


def inside_addresses() -> dict[str, list[str]]:
    """Login -> addresses below the language. What a role sees as another does is left out. Needs an index."""
    expert = user_of(EXPERT)
    hosts = Opening.objects.staffed_by(user_of(HOST)).order_by("pk")
    opening = hosts.open()[0]
    project = Project.objects.filter(base__institution=opening.institution).order_by("pk")[0]
    base = Base.objects.matchable().filter(institution=opening.institution)[0]
    shortlist, teams = f"openings/{opening.pk}/shortlist/", f"openings/{opening.pk}/teams/"
    triples = [f"projects/{project.pk}/partners/", f"bases/{base.slug}/people/"]
    ours = f"institutions/{opening.institution.slug}/"
    found = people_for(opening)
    store_matches(opening, found)
    first, host = found.ranked[0].subject, user_of(HOST)
    candidate = f"openings/{opening.pk}/candidates/{handle(opening.pk, first.pk)}/"
    pair = "&".join(f"with={handle(opening.pk, one.subject.pk)}" for one in found.ranked[:2])
    note = write_note(opening, first, text="Ask about the laser.", sent=uuid4(), by=host).pk
    declare_conflict(opening, first, reason="We shared an office.", by=host)
    match = f"matches/{Match.objects.get(opening=opening, profile=Profile.objects.get(user=expert)).pk}/"
    term, proposal = Term.objects.order_by("pk")[0].pk, TermProposalFactory().pk
    search = SavedSearch.objects.create(user=expert, name="ITER", query="field=energy").pk
    draft = copy_opening(opening, by=user_of(HOST)).pk
    nominated = NominationFactory(
        nominated_by=user_of(ATTACHE), profile=Profile.objects.get(user=expert), sent=True
    )
    draft_of_attache = NominationFactory(nominated_by=user_of(ATTACHE), ready=True, country="NO")
    held = Opening.objects.in_review().order_by("pk")[0].pk
    NoticeFactory(user=expert)
    offered = Introduction.objects.filter(state=IntroductionState.OFFERED)
    asked = offered.get(profile__user=expert)
    interested = offered.exclude(pk=asked.pk).get(opening__in=hosts)
    unasked = Opening.objects.open().exclude(introductions__profile__user=expert).order_by("pk")[0].pk
    look = ProfileLookFactory(profile=expert.profile, because={"parts": [WORK], "engine": "tried"}, rank=3)
    request, export = DataRequestFactory(), DataExportFactory(user=expert)
    objecting = MatchableProfileFactory(objected_at=timezone.now())
    HandReviewFactory(profile=objecting, opening=opening)
    task = tasks_for(user_of(ATTACHE))[0].opening
    due = Outcome.objects.get(state=OutcomeState.DUE, exchange__profile__user=expert)
    told = Outcome.objects.get(state=OutcomeState.COMPLETE, exchange__profile__user=expert)
    reporting = [f"outcomes/{due.pk}/", f"outcomes/{due.pk}/report/", f"outcomes/{due.pk}/evaluation/"]
    return {
        OFFICER: [
            "me/",
            "data/requests/",
            f"data/requests/{request.pk}/",
            "data/retention/",
            "data/names/",
            "data/by-hand/",
            f"data/by-hand/{objecting.pk}/",
            "attaches/posts/",
            f"attaches/handovers/{HandoverFactory(giver=user_of(ATTACHE)).pk}/",
            *triples,
            "profiles/duplicates/",
            "terms/",
            "terms/add/",
            f"terms/{term}/",
            f"terms/{term}/delete/",
            "terms/import/",
            "terms/missing/",
            "terms/proposals/",
            f"terms/proposals/{proposal}/",
            "reports/ranking-audit/",
            "funnel/",
            "outcomes/",
            f"outcomes/{told.pk}/",
            "reports/usage/",
            "system/",
            "system/retry/",
            "institutions/waiting/",
            "recognition/",
            f"recognition/{base.slug}/",
            f"{ours}verification/",
            "openings/review/?held=1",
            f"openings/{held}/review/",
            "roles/",
            "roles/invite/",
            f"roles/requests/{RoleRequestFactory().pk}/",
            "account/2fa/",
        ],
        HOST: [
            "me/",
            *reporting,
            f"openings/{opening.pk}/by-hand/",
            *stays_of(user_of(HOST), "host"),
            shortlist,
            f"{shortlist}compare/?{pair}",
            candidate,
            f"openings/{opening.pk}/notes/{note}/delete/",
            f"{ours}blind-reading/",
            "introductions/",
            f"introductions/{interested.pk}/",
            f"{candidate}invite/",
            teams,
            match,
            "terms/in-text/?text=tokamak",
            f"{ours}team/",
            f"{ours}openings/new/",
            f"{ours}openings/import/",
            f"openings/{draft}/edit/",
            f"openings/{draft}/state/",
            f"openings/{draft}/delete/",
            f"openings/{opening.pk}/state/",
            f"openings/{opening.pk}/?preview=1",
            f"{ours}edit/",
            f"{ours}bases/",
            f"{ours}bases/add/",
            f"bases/{base.slug}/edit/",
            f"bases/{base.slug}/criteria/",
            f"bases/{base.slug}/papers/",
            f"{ours}papers/",
            f"{ours}pictures/",
            f"{ours}?preview=1",
            f"bases/{base.slug}/pictures/",
            f"bases/{base.slug}/remove/",
            f"bases/{base.slug}/projects/add/",
            f"projects/{project.pk}/edit/",
            f"projects/{project.pk}/remove/",
            "institutions/register/",
        ],
        VIEWER: [
            "me/",
            candidate,
            "me/profile/",
            "me/profile/person/",
            "account/second-factor/",
            "account/rights/",
        ],
        ATTACHE: [
            "attaches/tasks/",
            f"attaches/tasks/{task}/",
            "attaches/nominations/",
            "attaches/pipeline/",
            "attaches/handover/",
            "me/",
            "terms/propose/",
            "nominations/",
            "nominations/new/",
            "nominations/import/",
            "nominations/send/",
            f"nominations/{nominated.pk}/",
            f"nominations/{draft_of_attache.pk}/edit/",
            f"nominations/{draft_of_attache.pk}/letter/",
        ],
        EXPERT: [
            *reporting,
            f"outcomes/{told.pk}/",
            f"outcomes/{told.pk}/story/",
            "me/",
            "me/data/",
            "me/data/looks/",
            f"me/data/looks/{look.pk}/",
            "me/data/ranking/",
            f"me/data/export/{export.pk}/",
            "data/ask/",
            f"data/asked/{request_step.seal(DataRequestFactory(user=expert, email=expert.email))}/",
            "data/kept/",
            *stays_of(expert, "person"),
            f"introductions/{asked.pk}/",
            f"openings/{unasked}/interest/",
            "me/notices/",
            "me/notices/letters/",
            "me/following/",
            "me/following/field/energy/",
            "me/calendar/",
            "me/teams/add/",
            f"me/teams/{Team.objects.visible_to(expert)[0].pk}/",
            f"me/profile/merge/{MergeRequestFactory(first=expert.profile).pk}/",
            "account/",
            "account/settings/",
            "account/roles/ask/",
            "account/sessions/",
            "account/connected/",
            "account/password/change/",
            "me/openings/",
            "me/profile/",
            "me/profile/person/",
            "me/profile/work/",
            "me/profile/stays/",
            "me/profile/who-sees-what/",
            "me/profile/experience/",
            "me/profile/publications/add/",
            "me/profile/places/add/",
            "me/profile/as-others-see-it/",
            "me/profile/as-others-see-it/?as=introduced",
            "me/profile/what-is-missing/",
            "me/consents/",
            "me/bases/",
            "me/teams/",
            "me/peers/",
            "nominations/about-me/",
            f"nominations/about-me/{nominated.pk}/",
            "me/profile/import/",
            f"me/profile/import/{ProfileImportFactory(user=expert).pk}/",
            match,
            f"openings/{opening.pk}/",
            "searches/",
            "searches/add/?field=energy",
            f"searches/{search}/name/",
            f"searches/{search}/delete/",
        ],
    }
