"""Profiles that may be one person's: which pairs are found, why, and who decides."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEvent, User
from experts.choices import Audience, Section
from experts.models import ExternalId, Profile, SectionVisibility
from matching.blind_pairs import pairs_shown
from matching.domain.apart import UnknownPair, ask_again, decided, set_apart
from matching.domain.duplicates import Duplicate, duplicates_of, possible_duplicates
from matching.domain.resemblance import COUNTRY, IDENTIFIER, NAME, NAME_ALIKE, PAPERS, TEXT, TEXT_NEARLY
from matching.domain.traces import identifier, paper_keys, text_digests
from matching.models import SetApart
from tests.factories import (
    AdministratorFactory,
    MatchableProfileFactory,
    OfficerFactory,
    ProfileFactory,
    PublicationFactory,
    StaffMembershipFactory,
)

pytestmark = pytest.mark.django_db
Index = Callable[[], object]

# Different work under one name.
PORCELAIN = {
    "text__headline": "Historian of porcelain",
    "text__biography": "Letters of merchants of Jingdezhen.",
}


@pytest.fixture
def officer() -> User:
    return OfficerFactory()


def pairs(found: list[Duplicate]) -> list[tuple[int, int]]:
    return [(one.first, one.second) for one in found]


def somebody(name: str, headline: str, **changes: object) -> Profile:
    """With work of their own: no text alike."""
    return MatchableProfileFactory(
        name=name, text__headline=headline, text__biography=f"{headline}, and nothing else.", **changes
    )


def test_different_people_of_one_subject_are_no_duplicates(indexed: Index, officer: User) -> None:
    somebody("Marit Solvang", "Tungsten walls")
    somebody("Ingrid Haugen", "Tungsten walls of a tokamak")
    indexed()

    assert possible_duplicates(reader=officer) == []


def test_the_same_name_in_the_same_country_is_asked_about(indexed: Index, officer: User) -> None:
    one = somebody("Marit Solvang", "Tungsten walls")
    other = somebody("SOLVANG, Marit", "Perovskite cells")
    somebody("Marit Solvang", "Groundwater", country="SE")
    indexed()

    [found] = possible_duplicates(reader=officer)

    assert (found.first, found.second) == (one.pk, other.pk)
    assert {NAME, COUNTRY} <= set(found.found.reasons)


def test_one_orcid_is_enough_whatever_the_name(indexed: Index, officer: User) -> None:
    one = somebody("Marit Solvang", "Tungsten walls", orcid="0000-0002-1825-0097")
    other = somebody("M. Haugen", "Perovskite cells", country="SE")
    ExternalId.objects.create(profile=other, scheme="orcid", value="https://orcid.org/0000-0002-1825-0097")
    indexed()

    [found] = possible_duplicates(reader=officer)

    assert pairs([found]) == [(one.pk, other.pk)]
    assert found.found.reasons == (IDENTIFIER,)


def test_the_surest_comes_first(indexed: Index, officer: User) -> None:
    named = [somebody("Marit Solvang", "Tungsten walls").pk, somebody("Marit Solvang", "Groundwater").pk]
    texts = [MatchableProfileFactory(name=name).pk for name in ("Ida Berg", "Olav Dahl")]
    indexed()

    assert pairs(possible_duplicates(reader=officer)) == [tuple(texts), tuple(named)]


def test_one_text_under_two_names_is_asked_about(indexed: Index, officer: User) -> None:
    MatchableProfileFactory(name="Ida Berg"), MatchableProfileFactory(name="Olav Dahl", country="SE")
    indexed()

    [found] = possible_duplicates(reader=officer)

    assert found.found.reasons == (TEXT,)


def test_a_text_nearly_the_same_counts_with_a_name_alike(indexed: Index, officer: User) -> None:
    MatchableProfileFactory(name="Marit Solvang")
    MatchableProfileFactory(
        name="M. Solvang",
        country="SE",
        text__biography="I measure how much deuterium stays in tungsten. My laser works between shots of a tokamak.",
    )
    indexed()

    [found] = possible_duplicates(reader=officer)

    assert found.found.reasons == (NAME_ALIKE, TEXT_NEARLY)


def test_a_paper_in_common_counts_with_a_name_alike_alone(indexed: Index, officer: User) -> None:
    one, other = somebody("Marit Solvang", "Tungsten", country="SE"), somebody("M. Solvang", "Lasers")
    coauthor = somebody("Ida Berg", "Vacuum vessels")
    for profile in (one, other, coauthor):
        PublicationFactory(profile=profile, title="Deuterium retention in tungsten divertors of long pulses")
    indexed()

    [found] = possible_duplicates(reader=officer)

    assert pairs([found]) == [(one.pk, other.pk)]
    assert PAPERS in found.found.reasons


@pytest.mark.parametrize("audience", [Audience.INTRODUCTION, Audience.NOBODY])
def test_how_many_papers_are_shared_is_not_told_of_closed_publications(
    indexed: Index, officer: User, audience: str
) -> None:
    people = somebody("Marit Solvang", "Tungsten"), somebody("M. Solvang", "Lasers")
    for profile in people:
        for n in range(3):
            PublicationFactory(profile=profile, title=f"Deuterium retention in tungsten divertors, part {n}")
        SectionVisibility.objects.create(profile=profile, section=Section.PUBLICATIONS, audience=audience)
    indexed()

    [pair] = pairs_shown(possible_duplicates(reader=officer), reader=officer)

    assert PAPERS in pair.reasons
    assert not any("3" in reason.en + reason.zh for reason in pair.reasons)
    assert [side.papers for side in pair.sides] == [None, None]


def test_a_name_that_many_share_says_nothing(indexed: Index, officer: User) -> None:
    for n in range(9):
        somebody("Wang Wei", f"Subject {'abcdefghi'[n] * 6}")
    indexed()

    assert possible_duplicates(reader=officer) == []


def test_only_people_whom_the_reader_may_see_are_compared(indexed: Index, officer: User) -> None:
    somebody("Marit Solvang", "Tungsten")
    draft = ProfileFactory(name="Marit Solvang", text__headline="Lasers", text__biography="Short.")
    indexed()

    assert possible_duplicates(reader=officer) == []
    assert [one.second for one in possible_duplicates(reader=AdministratorFactory())] == [draft.pk]
    assert duplicates_of(draft, reader=officer) == []


def test_one_profile_is_compared_with_its_neighbours(indexed: Index, officer: User) -> None:
    one, other = somebody("Marit Solvang", "Tungsten"), somebody("Marit Solvang", "Lasers")
    twins = somebody("Ida Berg", "Vacuum"), somebody("Ida Berg", "Vessels")
    indexed()

    assert pairs(duplicates_of(other, reader=officer)) == [(one.pk, other.pk)]
    assert pairs(possible_duplicates(reader=officer)) == [(one.pk, other.pk), (twins[0].pk, twins[1].pk)]


def test_who_withdrew_consent_is_compared_no_more(indexed: Index, officer: User) -> None:
    one, _ = somebody("Marit Solvang", "Tungsten"), somebody("Marit Solvang", "Lasers")
    indexed()
    found = possible_duplicates(reader=officer)
    one.user.consents.filter(purpose="matching").update(withdrawn_at=timezone.now())

    assert possible_duplicates(reader=officer) == []
    assert pairs_shown(found, reader=officer) == []  # nor is a pair shown that was found before


def test_a_pair_set_apart_is_not_asked_about_until_it_is_asked_again(indexed: Index, officer: User) -> None:
    one, other = somebody("Marit Solvang", "Tungsten"), somebody("Marit Solvang", "Lasers")
    indexed()

    row = set_apart(other.pk, one.pk, by=officer)
    set_apart(one.pk, other.pk, by=officer)

    assert (row.first, row.second, SetApart.objects.count()) == (one, other, 1)
    assert possible_duplicates(reader=officer) == []
    assert duplicates_of(one, reader=officer) == []
    assert decided(reader=officer) == [row]

    ask_again(one.pk, other.pk, by=officer)
    ask_again(one.pk, other.pk, by=officer)

    assert pairs(possible_duplicates(reader=officer)) == [(one.pk, other.pk)]
    events = AuditEvent.objects.exclude(object_type="index")
    assert list(events.order_by("pk").values_list("verb", flat=True)) == [
        "profiles set apart",
        "profiles no longer set apart",
    ]


def test_nobody_but_officers_decides_and_only_of_whom_they_see(officer: User) -> None:
    one, hidden = MatchableProfileFactory(), ProfileFactory()
    for user in (one.user, StaffMembershipFactory().user):
        with pytest.raises(PermissionDenied):
            set_apart(one.pk, hidden.pk, by=user)
    for other in (hidden.pk, one.pk, 10**9):
        with pytest.raises(UnknownPair):
            set_apart(one.pk, other, by=officer)
    set_apart(one.pk, hidden.pk, by=AdministratorFactory())
    assert decided(reader=officer) == []


def test_an_officer_reads_no_name_and_no_closed_section(indexed: Index, officer: User) -> None:
    one = MatchableProfileFactory(name="Marit Solvang", text__headline="Solvang lab, with M. Haugen")
    MatchableProfileFactory(name="Marit Haugen", text__headline="Solvang lab, with M. Haugen")
    closed = somebody("Ida Berg", "Vacuum vessels")
    PublicationFactory(profile=closed)
    somebody("Ida Berg", "Lasers")
    for section in (Section.BIOGRAPHY, Section.PUBLICATIONS):
        SectionVisibility.objects.create(profile=closed, section=section, audience=Audience.INTRODUCTION)
    indexed()

    seen = pairs_shown(possible_duplicates(reader=officer), reader=officer)
    sides = {side.profile.pk: side for pair in seen for side in pair.sides}

    assert sides[one.pk].headline
    assert sides[one.pk].headline.text == "[name] lab, with [name]"
    assert {side.name for side in sides.values()} == {""}
    assert (sides[closed.pk].headline, sides[closed.pk].papers) == (None, None)

    admin = AdministratorFactory()
    whole = pairs_shown(possible_duplicates(reader=admin), reader=admin)
    assert {"Ida Berg", "Marit Solvang"} <= {side.name for pair in whole for side in pair.sides}
    assert 1 in [side.papers for pair in whole for side in pair.sides]


def test_the_same_queries_for_one_pair_and_for_many(indexed: Index, officer: User) -> None:
    counts = []
    for name in ("Marit Solvang", "Ida Berg"):
        somebody(name, f"Tungsten {name}"), somebody(name, f"Lasers {name}")
        indexed()
        with CaptureQueriesContext(connection) as queries:
            found = possible_duplicates(reader=officer)
            pairs_shown(found, reader=officer)
        counts.append((len(found), len(queries)))

    assert counts == [(1, counts[0][1]), (2, counts[0][1])]


def test_identifiers_are_compared_without_their_address() -> None:
    assert identifier("ORCID", " https://orcid.org/0000-0002-1825-009X ") == identifier(
        "orcid", "000000021825009x"
    )


def test_a_paper_is_known_by_doi_and_by_a_title_of_some_length() -> None:
    one = set(paper_keys("10.1234/ABC", "Deuterium retention in tungsten"))
    other = set(paper_keys("https://doi.org/10.1234/abc", "Deuterium Retention, in Tungsten."))
    assert one == other
    assert len(one) == 2
    assert set(paper_keys(None, "Editorial")) == set()


def test_a_short_text_tells_nobody_apart() -> None:
    assert list(text_digests(["Plasma physicist", ""])) == []
    [long] = text_digests(["Plasma physicist", "I measure how much deuterium stays in tungsten, by laser."])
    assert list(
        text_digests(["PLASMA physicist.", "I measure how much deuterium stays in tungsten by laser"])
    ) == [long]
