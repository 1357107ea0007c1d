"""One candidate of a shortlist: notes, votes, conflicts of interest and rejections within the host's team."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.consent_texts import NAMES_FROM
from accounts.models import AuditEvent, Consent, Purpose
from bases.choices import StaffRole
from bases.models import Opening
from experts.choices import Audience, Section
from experts.models import Profile, SectionVisibility
from matching.choices import IntroductionState, OpinionReason, Vote
from matching.handles import handle
from matching.models import CandidateNote, CandidateVote, DeclaredConflict, Feedback
from tests.factories import (
    AffiliationFactory,
    CandidateNoteFactory,
    CandidateVoteFactory,
    DeclaredConflictFactory,
    FeedbackFactory,
    IntroductionFactory,
    MatchableProfileFactory,
    PublicationFactory,
    StaffMembershipFactory,
)
from tests.pages.conftest import World

pytestmark = pytest.mark.django_db

Login = Callable[[str], Client]
YEAR = timezone.localdate().year


def address(world: World, end: str = "") -> str:
    return f"/en/openings/{world.opening.pk}/candidates/{handle(world.opening.pk, world.profile.pk)}/{end}"


def page(client: Client, world: World) -> str:
    answer = client.get(address(world))
    assert answer.status_code == 200
    return str(answer.content.decode())


def colleague(world: World, role: StaffRole = StaffRole.EDITOR) -> Client:
    client = Client()
    client.force_login(StaffMembershipFactory(institution=world.opening.institution, role=role).user)
    return client


def test_a_note_is_read_by_the_team_and_by_nobody_else(indexed: World, as_role: Login) -> None:
    staff = as_role("staff")
    answer = staff.post(address(indexed, "note/"), {"text": "Ask about <lasers>.", "sent": uuid4()})
    assert (answer.status_code, answer["Location"]) == (302, f"{address(indexed)}#team")
    note = CandidateNote.objects.get()
    assert (note.profile, note.written_by) == (indexed.profile, indexed.users["staff"])
    for client in (staff, colleague(indexed), colleague(indexed, StaffRole.VIEWER)):
        html = page(client, indexed)
        assert '<p lang="">Ask about &lt;lasers&gt;.</p>' in html
    for role in ("officer", "administrator"):
        html = page(as_role(role), indexed)
        assert "lasers" not in html
        assert "Votes of the team" not in html


def test_a_second_click_is_no_second_note(indexed: World, as_role: Login) -> None:
    sent = uuid4()
    for _ in range(2):
        as_role("staff").post(address(indexed, "note/"), {"text": "Ask.", "sent": sent})
    assert CandidateNote.objects.count() == 1
    assert AuditEvent.objects.filter(verb="note on a candidate written").count() == 1


def test_other_words_from_the_same_form_are_a_note_of_their_own(indexed: World, as_role: Login) -> None:
    """Back in the browser, the words changed, sent again."""
    sent = uuid4()
    for text in ("Ask.", "Ask about lasers.", "Ask about lasers."):
        as_role("staff").post(address(indexed, "note/"), {"text": text, "sent": sent})
    colleague(indexed).post(address(indexed, "note/"), {"text": "Ask.", "sent": sent})
    assert sorted(CandidateNote.objects.values_list("text", flat=True)) == [
        "Ask about lasers.",
        "Ask.",
        "Ask.",
    ]


@pytest.mark.parametrize(
    ("end", "fields", "kept"),
    [
        ("note/", {"text": " "}, "Write something before you save."),
        ("note/", {"text": "long " * 401}, "long long"),
        ("vote/", {}, "Choose one of the answers."),
        ("vote/", {"vote": "maybe"}, "Choose one of the answers."),
        ("conflict/", {"reason": ""}, "Say in a few words what connects you."),
    ],
)
def test_what_cannot_be_taken_is_said_at_the_field_and_kept(
    indexed: World, as_role: Login, end: str, fields: dict[str, Any], kept: str
) -> None:
    answer = as_role("staff").post(address(indexed, end), {"sent": uuid4()} | fields)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert kept in html
    assert 'class="field__error"' in html
    rows = (CandidateNote, CandidateVote, DeclaredConflict)
    assert [model.objects.count() for model in rows] == [0, 0, 0]


def test_a_rejection_needs_a_reason_and_keeps_what_was_written(indexed: World, as_role: Login) -> None:
    form = {"pair": handle(indexed.opening.pk, indexed.profile.pk), "step": "not_relevant"}
    path = f"/en/openings/{indexed.opening.pk}/verdicts/"
    answer = as_role("staff").post(path, form | {"words": "Too far off.", "words_language": "en"})
    assert answer.status_code == 400
    assert "Say why it is not relevant" in answer.content.decode()
    assert "Too far off." in answer.content.decode()
    answer = as_role("staff").post(path, form | {"words": "Too far off.", "reason": "place"})
    assert answer.status_code == 400
    assert "Say which language you wrote in." in answer.content.decode()
    assert not Feedback.objects.exists()


def test_a_rejection_is_told_to_the_team_and_undone(indexed: World, as_role: Login) -> None:
    staff = as_role("staff")
    form = {"pair": handle(indexed.opening.pk, indexed.profile.pk)}
    path = f"/en/openings/{indexed.opening.pk}/verdicts/"
    words = {"reason": "place", "words": "离得太远", "words_language": "zh-hans"}
    staff.post(path, form | words | {"step": "not_relevant"})
    row = Feedback.objects.get()
    assert (row.words, row.words_language, row.reason) == ("离得太远", "zh-hans", OpinionReason.PLACE)
    list_page = staff.get(f"/en/openings/{indexed.opening.pk}/shortlist/").content.decode()
    for html in (list_page, page(staff, indexed)):
        assert (
            '<p class="small" lang="zh-Hans">离得太远</p>' in html or '<p lang="zh-Hans">离得太远</p>' in html
        )
    assert "Rejected: 1 person" in list_page
    for client in (as_role("officer"), as_role("expert")):
        for place in (f"/en/openings/{indexed.opening.pk}/shortlist/", address(indexed), "/en/me/openings/"):
            assert "离得太远" not in client.get(place).content.decode()
    assert "离得太远" not in str(list(AuditEvent.objects.values()))
    staff.post(path, form | {"step": "back"})
    assert not Feedback.objects.exists()
    assert "Rejected" not in page(staff, indexed)


def test_each_member_has_one_vote_and_may_change_it(indexed: World, as_role: Login) -> None:
    staff, other = as_role("staff"), colleague(indexed)
    for client, vote in ((staff, "yes"), (staff, "no"), (other, "unsure")):
        assert client.post(address(indexed, "vote/"), {"vote": vote}).status_code == 302
    assert sorted(CandidateVote.objects.values_list("vote", flat=True)) == ["no", "unsure"]
    html = staff.get(f"/en/openings/{indexed.opening.pk}/shortlist/").content.decode()
    assert re.search(r"Unsure: 1.*No: 1", html, re.S)
    staff.post(address(indexed, "vote/"), {"step": "back"})
    assert CandidateVote.objects.get().vote == Vote.UNSURE


def test_whoever_declared_a_conflict_does_not_vote(indexed: World, as_role: Login) -> None:
    staff = as_role("staff")
    staff.post(address(indexed, "vote/"), {"vote": "yes"})
    staff.post(address(indexed, "conflict/"), {"reason": "My former student."})
    assert not CandidateVote.objects.exists()  # a vote given before is gone with it
    assert "so you do not vote on this person" in page(staff, indexed)
    answer = staff.post(address(indexed, "vote/"), {"vote": "yes"})  # from a page opened before
    assert answer.status_code == 409
    assert "so your vote was not taken" in answer.content.decode()
    assert not CandidateVote.objects.exists()
    assert "My former student." in page(colleague(indexed, StaffRole.VIEWER), indexed)
    staff.post(address(indexed, "conflict/"), {"step": "back"})
    assert staff.post(address(indexed, "vote/"), {"vote": "yes"}).status_code == 302


@pytest.mark.parametrize("end", ["note/", "vote/", "conflict/"])
def test_a_viewer_reads_and_writes_nothing(indexed: World, end: str) -> None:
    client = colleague(indexed, StaffRole.VIEWER)
    html = page(client, indexed)
    assert '<form method="post"' not in html[html.index("<main") : html.index("</main>")]
    fields = {"text": "x", "sent": uuid4(), "vote": "yes", "reason": "x"}
    answer = client.post(address(indexed, end), fields)
    assert answer.status_code == 403
    assert "Only owners and editors" in answer.content.decode()


@pytest.mark.parametrize("role", ["expert", "other staff", "attaché"])
@pytest.mark.parametrize("end", ["note/", "vote/", "conflict/"])
def test_to_others_there_is_no_such_candidate(indexed: World, as_role: Login, role: str, end: str) -> None:
    assert as_role(role).post(address(indexed, end), {"vote": "yes"}).status_code == 404


def test_of_somebody_who_left_nothing_is_said(indexed: World, as_role: Login) -> None:
    Consent.objects.filter(user=indexed.profile.user).delete()
    staff = as_role("staff")
    assert staff.get(address(indexed)).status_code == 404
    answer = staff.post(address(indexed, "vote/"), {"vote": "yes"})
    assert answer["Location"] == f"/en/openings/{indexed.opening.pk}/shortlist/"
    assert not CandidateVote.objects.exists()


@pytest.mark.parametrize("end", ["note/", "vote/", "conflict/"])
def test_while_the_review_holds_the_opening_nothing_is_said(indexed: World, as_role: Login, end: str) -> None:
    Opening.objects.filter(pk=indexed.opening.pk).update(
        publication="draft",
        sensitivity="held",
        sensitivity_reason="Dual use.",
        sensitivity_reason_language="en",
    )
    fields = {"text": "x", "sent": uuid4(), "vote": "yes", "reason": "x"}
    answer = as_role("staff").post(address(indexed, end), fields)
    assert answer["Location"] == f"/en/openings/{indexed.opening.pk}/shortlist/"
    rows = (CandidateNote, CandidateVote, DeclaredConflict)
    assert [model.objects.count() for model in rows] == [0, 0, 0]


def test_notes_stay_when_somebody_leaves_the_list_and_go_with_their_profile(
    world: World, as_role: Login
) -> None:
    CandidateNoteFactory(opening=world.opening, profile=world.profile)
    html = as_role("staff").get(f"/en/openings/{world.opening.pk}/shortlist/").content.decode()
    assert "1 person of whom your team said something is not in the list now" in html  # the index is empty
    assert (
        "not in the list now"
        not in as_role("officer").get(f"/en/openings/{world.opening.pk}/shortlist/").content.decode()
    )
    Profile.objects.get(pk=world.profile.pk).delete()
    assert not CandidateNote.objects.exists()


def test_one_deletes_ones_own_note_after_being_asked(indexed: World, as_role: Login) -> None:
    note = CandidateNoteFactory(
        opening=indexed.opening, profile=indexed.profile, written_by=indexed.users["staff"]
    )
    path = f"/en/openings/{indexed.opening.pk}/notes/{note.pk}/delete/"
    assert colleague(indexed).get(path).status_code == 404
    colleague(indexed).post(path)
    assert CandidateNote.objects.exists()
    staff = as_role("staff")
    assert "Delete this note?" in staff.get(path).content.decode()
    for _ in range(2):  # the second click finds it gone
        assert staff.post(path).status_code == 302
    assert not CandidateNote.objects.exists()


def test_a_note_outlives_its_author(indexed: World, as_role: Login) -> None:
    author = StaffMembershipFactory(institution=indexed.opening.institution).user
    CandidateNoteFactory(opening=indexed.opening, profile=indexed.profile, written_by=author)
    author.delete()
    assert "A former member" in page(as_role("staff"), indexed)


def test_the_candidate_never_learns_of_it(indexed: World, as_role: Login) -> None:
    paths = ("/en/me/openings/", "/en/me/", "/en/me/profile/", f"/en/matches/{indexed.match.pk}/")
    expert = as_role("expert")
    [expert.get(path) for path in paths]
    before = [without_token(expert.get(path).content.decode()) for path in paths]
    pair = {"opening": indexed.opening, "profile": indexed.profile}
    CandidateNoteFactory(**pair)
    CandidateVoteFactory(**pair, vote=Vote.NO)
    DeclaredConflictFactory(**pair)
    FeedbackFactory(**pair, reason=OpinionReason.LEVEL, words="Too junior.", words_language="en")
    assert [without_token(expert.get(path).content.decode()) for path in paths] == before


def without_token(html: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", html)


def test_a_candidate_of_the_team_reads_nothing_of_themselves(indexed: World) -> None:
    client = Client()
    client.force_login(indexed.profile.user)
    StaffMembershipFactory(
        institution=indexed.opening.institution, user=indexed.profile.user, role=StaffRole.OWNER
    )
    pair = {"opening": indexed.opening, "profile": indexed.profile}
    CandidateNoteFactory(**pair)
    CandidateVoteFactory(**pair, vote=Vote.NO)
    FeedbackFactory(**pair, words="Too junior.", words_language="en")
    html = (
        page(client, indexed) + client.get(f"/en/openings/{indexed.opening.pk}/shortlist/").content.decode()
    )
    assert "This is you." in html
    for word in ("Ask about the laser", "Too junior.", "No: 1", "Rejected"):
        assert word not in html
    client.post(address(indexed, "vote/"), {"vote": "yes"})
    assert CandidateVote.objects.count() == 1


def test_the_admin_does_not_show_what_was_said(indexed: World, as_role: Login) -> None:
    pair = {"opening": indexed.opening, "profile": indexed.profile}
    rows = (
        CandidateNoteFactory(**pair),
        DeclaredConflictFactory(**pair),
        FeedbackFactory(**pair, words="Too junior.", words_language="en"),
    )
    for row in rows:
        html = as_role("administrator").get(f"/en/admin/matching/{row._meta.model_name}/{row.pk}/change/")
        for words in ("Ask about the laser", "shared an office", "Too junior"):
            assert words not in html.content.decode()


def conflicts_in(html: str) -> str:
    part = html[html.index('id="conflicts"') :]
    return part[: part.index("</section>")]


@pytest.fixture
def told(world: World) -> None:
    """The candidate agreed to the wording that tells of affiliations and joint publications."""
    Consent.objects.filter(user=world.profile.user, purpose=Purpose.INSTITUTIONS).update(version=NAMES_FROM)


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ({"name": "HUAIHE fusion science centre"}, True),
        ({"ror": "05gq02987", "name": "Another name"}, True),
        ({"name": "Huaihe Fusion Science Centre", "end_year": YEAR - 4}, True),
        ({"name": "Huaihe Fusion Science Centre", "end_year": YEAR - 5}, False),
        ({"name": "Elsewhere"}, False),
    ],
)
def test_the_same_institution_is_a_conflict_for_four_years(
    indexed: World, as_role: Login, row: dict[str, Any], shown: bool
) -> None:
    indexed.opening.institution.ror = "05gq02987"
    indexed.opening.institution.save()
    AffiliationFactory(profile=indexed.profile, start_year=2010, **row)
    SectionVisibility.objects.create(
        profile=indexed.profile, section=Section.AFFILIATIONS, audience=Audience.INSTITUTIONS
    )
    html = conflicts_in(page(as_role("staff"), indexed))
    assert ("Works at your institution" in html) is shown
    assert ("None is declared" in html) is not shown


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("theirs", "ours", "shown"),
    [
        ({"doi": "10.1/A", "title": "One"}, {"doi": "10.1/a", "title": "Other"}, True),
        ({"title": "Walls, of tungsten"}, {"title": "Walls of Tungsten."}, True),
        ({"title": "Walls"}, {"title": "Walls", "year": YEAR - 1}, False),
        ({"title": "Walls", "year": YEAR - 5}, {"title": "Walls", "year": YEAR - 5}, False),
        ({"title": "Walls", "year": None}, {"title": "Walls", "year": None}, False),
    ],
)
def test_a_joint_publication_is_a_conflict_of_the_member(
    indexed: World, as_role: Login, theirs: dict[str, Any], ours: dict[str, Any], shown: bool
) -> None:
    member = MatchableProfileFactory(
        user=StaffMembershipFactory(institution=indexed.opening.institution).user
    )
    PublicationFactory(profile=indexed.profile, **{"year": YEAR} | theirs)
    PublicationFactory(profile=member, **{"year": YEAR} | ours)
    html = conflicts_in(page(as_role("staff"), indexed))
    assert (f"Published with {member.user} of your team" in html) is shown
    assert "Walls" not in html


def meet(world: World) -> None:
    """Both sides agreed to an introduction."""
    IntroductionFactory(
        opening=world.opening,
        profile=world.profile,
        ready=True,
        state=IntroductionState.ACCEPTED,
        came_from=IntroductionState.OFFERED,
    )


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("audience", [Audience.NOBODY, Audience.INTRODUCTION])
def test_a_section_that_the_host_may_not_read_gives_no_conflict_away(
    indexed: World, as_role: Login, audience: Audience
) -> None:
    AffiliationFactory(profile=indexed.profile, name="Huaihe Fusion Science Centre")
    SectionVisibility.objects.create(profile=indexed.profile, section=Section.AFFILIATIONS, audience=audience)
    assert "None is declared" in conflicts_in(page(as_role("staff"), indexed))
    meet(indexed)
    after = conflicts_in(page(as_role("staff"), indexed))
    assert ("Works at your institution" in after) is (audience == Audience.INTRODUCTION)


def test_of_somebody_whom_no_wording_told_nothing_is_compared(indexed: World, as_role: Login) -> None:
    AffiliationFactory(profile=indexed.profile, name="Huaihe Fusion Science Centre")
    assert "None is declared" in conflicts_in(page(as_role("staff"), indexed))


def test_a_colleague_among_the_candidates_is_not_named_in_a_list_without_names(
    indexed: World, as_role: Login
) -> None:
    own = indexed.profile.user
    StaffMembershipFactory(institution=indexed.opening.institution, user=own, role=StaffRole.EDITOR)
    shortlist = f"/en/openings/{indexed.opening.pk}/shortlist/"
    for html in (page(as_role("staff"), indexed), as_role("staff").get(shortlist).content.decode()):
        assert "belongs to your team" not in html
        assert str(own) not in html
        assert "Conflict of interest<" not in html.replace("\n", "")
    assert "This is you." in conflicts_in(page(as_role("expert"), indexed))


def test_a_colleague_who_is_named_anyway_is_said_to_be_one(indexed: World, as_role: Login) -> None:
    own = indexed.profile.user
    StaffMembershipFactory(institution=indexed.opening.institution, user=own)
    meet(indexed)
    assert "who belongs to your team" in conflicts_in(page(as_role("staff"), indexed))


def test_a_conflict_moves_nobody(indexed: World, as_role: Login) -> None:
    MatchableProfileFactory(speaks={"en": "C1"})
    path = f"/en/openings/{indexed.opening.pk}/shortlist/"
    before = ranks(as_role("staff").get(path).content.decode())
    DeclaredConflictFactory(opening=indexed.opening, profile=indexed.profile, member=indexed.users["staff"])
    html = as_role("staff").get(path).content.decode()
    assert ranks(html) == before
    assert "Conflict of interest" in html


def ranks(html: str) -> list[str]:
    return re.findall(r'id="candidate-(\w+)"', html)
