"""Publications and places: each added, changed and removed by its owner alone."""

from __future__ import annotations

import pytest

from accounts.domain.editing import ChangedMeanwhile, Refused, mark_of
from accounts.models import AuditEvent
from experts.domain.editing import NotTheirProfile
from experts.domain.records import add_row, change_row, remove_row, values_of
from experts.models import Affiliation, Publication
from tests.factories import AffiliationFactory, ProfileFactory, PublicationFactory, UserFactory

pytestmark = pytest.mark.django_db

PAPER = {
    "title": "Deuterium in tungsten",
    "language": "en",
    "year": 2024,
    "venue": "Plasma Letters",
    "authors": "",
    "doi": "10.1000/182",
    "abstract": "",
}
PLACE = {
    "name": "Nordfjell",
    "city": "",
    "country": "NO",
    "role": "教授",
    "start_year": 2011,
    "end_year": None,
}


def test_a_paper_sent_twice_is_one() -> None:
    profile = ProfileFactory()
    first = add_row(Publication, profile, PAPER, by=profile.user)
    assert add_row(Publication, profile, PAPER, by=profile.user) == first
    assert AuditEvent.objects.get().verb == "publication added"


def test_a_second_paper_of_the_same_doi_is_refused() -> None:
    profile = ProfileFactory()
    add_row(Publication, profile, PAPER, by=profile.user)
    with pytest.raises(Refused) as caught:
        add_row(Publication, profile, PAPER | {"title": "Another"}, by=profile.user)
    assert caught.value.field == "doi"


def test_a_role_says_its_language() -> None:
    profile = ProfileFactory()
    add_row(Affiliation, profile, PLACE, by=profile.user)
    assert Affiliation.objects.get().role_language == "zh-hans"


def test_a_stale_page_overwrites_no_row() -> None:
    paper = PublicationFactory()
    old = values_of(paper)
    change_row(paper, old | {"venue": "Here"}, seen=mark_of(old), by=paper.profile.user)
    with pytest.raises(ChangedMeanwhile):
        change_row(paper, old | {"venue": "There"}, seen=mark_of(old), by=paper.profile.user)
    paper.refresh_from_db()
    assert paper.venue == "Here"


def test_nobody_touches_the_rows_of_another() -> None:
    paper, place, stranger = PublicationFactory(), AffiliationFactory(), UserFactory()
    with pytest.raises(NotTheirProfile):
        add_row(Publication, paper.profile, PAPER, by=stranger)
    with pytest.raises(NotTheirProfile):
        change_row(place, values_of(place), seen="", by=stranger)
    with pytest.raises(NotTheirProfile):
        remove_row(paper, by=stranger)


def test_a_removed_row_is_audited() -> None:
    paper = PublicationFactory()
    remove_row(paper, by=paper.profile.user)
    assert not Publication.objects.exists()
    assert AuditEvent.objects.get().verb == "publication removed"
