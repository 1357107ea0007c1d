"""A stored match is explained later from places in texts. The data here could leak: nothing of it is stored."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from bases.domain.sensitivity import hold_sensitivity
from bases.models import Opening, OpeningText
from experts.choices import Audience, Section
from experts.models import Profile, ProfileText, Publication, SectionVisibility
from matching.domain.matcher import people_for, store_matches
from matching.domain.rules.remedies import REMEDIES
from matching.domain.stored import StoredMatch, explain_stored
from matching.models import Match
from matching.types import Verdict
from tests.factories import (
    MatchableProfileFactory,
    OfficerFactory,
    OpeningFactory,
    OpenOpeningFactory,
    PublicationFactory,
    StaffMembershipFactory,
)

pytestmark = pytest.mark.django_db
Index = Callable[[], object]

HEADLINE = "Solvang group, laser diagnostics of deuterium in tungsten"
BIOGRAPHY = (
    "I calibrate laser-induced breakdown spectroscopy. Marit Solvang keeps deuterium out of tungsten walls."
)


@pytest.fixture
def stored(indexed: Index) -> Match:
    """A match with evidence, whose person is named in their own words."""
    profile = MatchableProfileFactory(
        name="Marit Solvang", speaks={"en": "C2"}, text__headline=HEADLINE, text__biography=BIOGRAPHY
    )
    opening = OpenOpeningFactory(requires={"en": "B2"})
    indexed()
    assert store_matches(opening, people_for(opening)) == 1
    return Match.objects.get(profile=profile)


def again(match: Match, *, own: bool = False) -> StoredMatch:
    return explain_stored(Match.objects.for_explanation().get(pk=match.pk), own=own)


def sentences(found: StoredMatch) -> list[str]:
    return [piece.has.text for piece in (*found.found.points, *found.found.further) if piece.has]


def close(profile: Profile, section: str) -> None:
    SectionVisibility.objects.create(profile=profile, section=section, audience=Audience.NOBODY)


def test_a_stored_match_holds_not_a_word_of_anybody(stored: Match) -> None:
    kept = json.dumps([stored.evidence, stored.parts, stored.reasons], ensure_ascii=False)

    assert stored.evidence
    for word in ("tungsten", "deuterium", "laser", "Solvang", "calibrate", "experience", "C2"):
        assert word not in kept


def test_it_keeps_what_the_engine_of_that_day_said(stored: Match) -> None:
    [one] = people_for(stored.opening).ranked
    found = again(stored)

    assert (stored.strength, stored.total, stored.engine) == (
        one.score.strength.value,
        one.score.total,
        found.engine_today,
    )
    assert stored.affinity == pytest.approx(one.score.affinity, abs=1e-6)
    assert [part.text for part in found.score.parts] == [part.text for part in one.score.parts]
    assert [reason.code for reason in found.reasons] == [reason.code for reason in one.eligibility.reasons]
    assert found.same_engine


def test_evidence_is_read_again_with_its_marks_and_terms(stored: Match) -> None:
    [one] = people_for(stored.opening).ranked
    found = again(stored)

    assert found.found.points == one.points
    assert found.changed == 0
    assert {*found.found.points, *found.found.further} == {
        piece for piece in (*one.evidence, *one.points) if piece.has
    }


def test_a_sentence_that_moved_is_still_known(stored: Match) -> None:
    before = sentences(again(stored))
    ProfileText.objects.update(biography="A sentence before all others. " + BIOGRAPHY)

    found = again(stored)

    assert sentences(found) == before
    assert found.changed == 0
    assert all(
        piece.has_at and piece.has
        and (piece.has_at.part != "body" or piece.has_at.start >= len("A sentence before all others. "))
        for piece in found.found.points
    )  # fmt: skip


def test_a_text_that_was_changed_since_is_left_out_and_counted(stored: Match) -> None:
    pieces = len(sentences(again(stored)))
    ProfileText.objects.update(biography="Nothing of it stands.", headline="Historian")

    found = again(stored)

    assert (sentences(found), found.changed) == ([], pieces)


def test_a_section_closed_since_vanishes_for_others_but_not_for_the_person(stored: Match) -> None:
    close(stored.profile, Section.BIOGRAPHY)

    assert sentences(again(stored)) == []
    assert again(stored).changed > 0
    assert sentences(again(stored, own=True)) != []


def test_a_paper_that_was_removed_is_not_shown(indexed: Index) -> None:
    profile = MatchableProfileFactory(text__headline="Historian", text__biography="I read letters.")
    paper = PublicationFactory(profile=profile)
    opening = OpenOpeningFactory()
    indexed()
    store_matches(opening, people_for(opening))
    match = Match.objects.get()
    assert any("LIBS" in text or "deuterium" in text.lower() for text in sentences(again(match)))

    Publication.objects.filter(pk=paper.pk).delete()

    assert sentences(again(match)) == []


def test_a_requirement_that_was_rewritten_is_not_quoted_as_it_was(stored: Match) -> None:
    OpeningText.objects.update(requirements=["fluent Chinese"], title="Another", description="Another.")

    found = again(stored)

    assert "spectroscopy" not in repr((found.found.points, found.found.further, found.found.missing))
    assert found.changed > 0


def test_another_engine_is_said(stored: Match, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matching.domain.engine.VERSION", "99")

    assert not again(stored).same_engine


def page(match: Match, user: Any) -> str:
    client = Client()
    client.force_login(user)
    return client.get(f"/en/matches/{match.pk}/").content.decode()


def test_the_page_is_blind_for_the_host_and_open_for_the_person(stored: Match) -> None:
    staff = StaffMembershipFactory(institution=stored.opening.institution).user
    hosts, own = page(stored, staff), page(stored, stored.profile.user)

    for html in (hosts, page(stored, OfficerFactory())):
        assert "[name]" in html
        for secret in ("Solvang", "Marit", stored.profile.user.email, "English C2"):
            assert secret not in html
    assert "Reaches the English B2 asked for." in hosts
    assert "Solvang" in own
    assert "candidate__rank" not in own


def test_what_can_be_done_is_told_to_whoever_reads(indexed: Index) -> None:
    profile = MatchableProfileFactory(speaks={"en": "A1"})
    opening = OpenOpeningFactory(requires={"en": "B2"})
    indexed()
    store_matches(opening, people_for(opening))
    match = Match.objects.get(profile=profile)
    remedies = REMEDIES["language"]

    for own, told in ((False, remedies.host), (True, remedies.person)):
        [language] = [reason for reason in again(match, own=own).reasons if reason.code == "language"]
        assert (language.verdict, language.remedy) == (Verdict.UNMET, told)


def test_the_page_says_what_is_gone_and_which_engine_it_was(stored: Match) -> None:
    Match.objects.update(engine="1 use-multilingual-3")
    close(stored.profile, Section.BIOGRAPHY)
    staff = StaffMembershipFactory(institution=stored.opening.institution).user

    html = page(stored, staff)

    assert "1 use-multilingual-3" in html
    assert "engine is another one" in html
    assert "changed, closed or removed since" in html
    assert "laser diagnostics" not in html.replace(str(stored.opening.text.title), "")


def test_nothing_is_explained_while_the_review_holds_the_opening(stored: Match) -> None:
    staff = StaffMembershipFactory(institution=stored.opening.institution).user
    hold_sensitivity(stored.opening, by=OfficerFactory(), reason="Dual use.", language="en")

    html = page(stored, staff)

    assert "Nobody is matched with this opening." in html
    assert "Where both meet best" not in html


def test_a_person_learns_nothing_of_an_opening_that_is_not_public(indexed: Index) -> None:
    profile = MatchableProfileFactory()
    draft: Opening = OpeningFactory()
    indexed()
    store_matches(draft, people_for(draft))

    client = Client()
    client.force_login(profile.user)

    assert client.get(f"/en/matches/{Match.objects.get().pk}/").status_code == 404


def test_withdrawn_consent_closes_the_page_to_the_host(stored: Match) -> None:
    staff = StaffMembershipFactory(institution=stored.opening.institution).user
    client = Client()
    client.force_login(staff)
    assert client.get(f"/en/matches/{stored.pk}/").status_code == 200

    stored.profile.user.consents.update(withdrawn_at=stored.computed_at)

    assert client.get(f"/en/matches/{stored.pk}/").status_code == 404


def command(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_the_command_explains_a_stored_match_without_the_index(stored: Match) -> None:
    told = command("explain_match", str(stored.pk))

    assert "Strong match" in told
    assert "laser-induced" in told
    assert stored.engine in told
    assert "Reaches the English B2 asked for." in told
    assert "English C2" not in told


def test_the_command_says_what_is_gone(stored: Match) -> None:
    close(stored.profile, Section.BIOGRAPHY)

    told = command("explain_match", str(stored.pk))

    assert "changed, closed or removed since" in told
    assert "calibrate" not in told


def test_the_command_names_what_is_not_there() -> None:
    with pytest.raises(CommandError, match="There is no stored match 7"):
        command("explain_match", "7")


def test_a_list_is_stored_when_asked_for(indexed: Index) -> None:
    MatchableProfileFactory()
    opening = OpenOpeningFactory()
    indexed()

    command("match_opening", str(opening.pk))
    assert Match.objects.count() == 0

    command("match_opening", str(opening.pk), "--store")
    assert Match.objects.get().evidence


def test_the_lists_link_what_is_stored_for_whom_may_read_it(stored: Match, client: Client) -> None:
    link = f'href="/en/matches/{stored.pk}/"'
    client.force_login(StaffMembershipFactory(institution=stored.opening.institution).user)
    assert link in client.get(f"/en/openings/{stored.opening_id}/shortlist/").content.decode()
    client.force_login(stored.profile.user)
    assert link in client.get("/en/me/openings/").content.decode()


def test_a_line_that_is_not_stored_has_no_link(stored: Match, client: Client) -> None:
    client.force_login(stored.profile.user)
    Match.objects.all().delete()
    assert "/en/matches/" not in client.get("/en/me/openings/").content.decode()
