"""People like me: who is shown to whom, and with what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Purpose
from experts.choices import Audience, Section
from experts.models import Profile, SectionVisibility
from matching.domain.peers import Peers, peers_of
from tests.factories import (
    ConsentFactory,
    MatchableProfileFactory,
    OfficerFactory,
    OpenOpeningFactory,
    ProfileFactory,
    PublicationFactory,
)

pytestmark = pytest.mark.django_db
Index = Callable[[], object]


def peers(profile: Profile, **changes: Any) -> Peers:
    return peers_of(profile, reader=profile.user, **changes)


def opened(profile: Profile, *sections: Section) -> Profile:
    """Agreed to public pages, with these sections open to everyone and all others closed."""
    ConsentFactory(user=profile.user, purpose=Purpose.FEATURED)
    for section in Section:
        audience = Audience.PUBLIC if section in sections else Audience.INTRODUCTION
        SectionVisibility.objects.create(profile=profile, section=section, audience=audience)
    return profile


def test_people_at_my_stage_come_first_and_far_ones_not_at_all(indexed: Index) -> None:
    me = MatchableProfileFactory(career_stage="R2")
    MatchableProfileFactory(career_stage="R1")
    MatchableProfileFactory(career_stage="R4")
    MatchableProfileFactory(
        career_stage="R2", text__headline="Historian of porcelain", text__biography="Letters of merchants."
    )
    indexed()

    found = peers(me)

    assert [peer.stage for peer in found.alike] == ["R1"]
    assert [peer.stage for peer in found.others] == ["R4"]
    assert found.unshown == 0


def test_who_agreed_to_institutions_alone_has_neither_name_nor_words(indexed: Index) -> None:
    me = MatchableProfileFactory()
    MatchableProfileFactory(name="Ingrid Haugen", country="SE")
    indexed()

    [peer] = peers(me).alike

    assert (peer.name, peer.country, peer.headline) == ("", "", None)
    assert "Haugen" not in repr(peer)


def test_who_agreed_to_public_pages_appears_with_what_they_opened(indexed: Index) -> None:
    me = MatchableProfileFactory()
    opened(
        MatchableProfileFactory(name="Ingrid Haugen"), Section.NAME, Section.BIOGRAPHY, Section.AFFILIATIONS
    )
    indexed()

    [peer] = peers(me).alike

    assert (peer.name, peer.country) == ("Ingrid Haugen", "Norway")
    assert peer.headline
    assert peer.headline.text == "Plasma physicist, laser diagnostics of tungsten walls"


def test_a_closed_name_is_covered_in_an_open_headline(indexed: Index) -> None:
    me = MatchableProfileFactory()
    other = MatchableProfileFactory(
        name="Ingrid Haugen", text__headline="Haugen group: laser diagnostics of tungsten walls"
    )
    opened(other, Section.BIOGRAPHY)
    indexed()

    [peer] = peers(me).alike

    assert peer.headline
    assert peer.headline.text == "[name] group: laser diagnostics of tungsten walls"
    assert "Haugen" not in repr(peer)


def test_who_agreed_to_public_pages_alone_shares_no_term_of_a_closed_section(indexed: Index) -> None:
    me = MatchableProfileFactory()
    other = opened(MatchableProfileFactory(), Section.NAME)
    other.user.consents.filter(purpose=Purpose.INSTITUTIONS).delete()
    SectionVisibility.objects.filter(profile=other).exclude(section=Section.NAME).update(
        audience=Audience.INSTITUTIONS
    )
    indexed()

    [peer] = peers(me).alike

    assert peer.name
    assert (peer.terms, peer.headline) == ((), None)


def test_who_agreed_to_neither_is_counted_alone(indexed: Index) -> None:
    me, other = MatchableProfileFactory(), MatchableProfileFactory()
    other.user.consents.filter(purpose=Purpose.INSTITUTIONS).delete()
    indexed()

    assert peers(me) == Peers((), (), 1)


def test_consent_withdrawn_after_indexing_counts_at_once(indexed: Index) -> None:
    me, other = MatchableProfileFactory(), MatchableProfileFactory()
    indexed()
    assert len(peers(me).alike) == 1
    other.user.consents.filter(purpose=Purpose.MATCHING).update(withdrawn_at=timezone.now())

    assert peers(me) == Peers()


def test_whoever_is_not_in_the_pool_sees_nobody(indexed: Index) -> None:
    MatchableProfileFactory()
    me = ProfileFactory()
    indexed()

    assert peers(me) == Peers()


def test_nobody_else_may_ask(indexed: Index) -> None:
    me = MatchableProfileFactory()
    indexed()

    with pytest.raises(PermissionDenied):
        peers_of(me, reader=OfficerFactory())


def test_terms_are_in_my_own_words_and_name_nobody(indexed: Index) -> None:
    me = MatchableProfileFactory(
        text__headline="The Haugen method on tungsten walls", text__biography="Laser diagnostics of tungsten."
    )
    MatchableProfileFactory(
        name="Ingrid Haugen",
        text__headline="Haugen method, tungsten walls",
        text__biography="Laser diagnostics.",
    )
    OpenOpeningFactory(
        text__title="Porcelain", text__description="Kilns.", text__requirements=["handwriting"]
    )
    # A term that everybody writes of would tell nothing.
    for subject in ("porcelain", "groundwater", "grammar", "orchids", "opera", "bridges"):
        MatchableProfileFactory(text__headline=f"Historian of {subject}", text__biography=f"On {subject}.")
    indexed()

    [peer] = peers(me).alike

    assert "tungsten walls" in [term.casefold() for term in peer.terms]
    assert "haugen" not in " ".join(peer.terms).casefold()


def test_so_many_of_each_stage_at_most(indexed: Index) -> None:
    me = MatchableProfileFactory()
    MatchableProfileFactory.create_batch(3)
    indexed()

    assert len(peers(me, top=2).alike) == 2


def test_a_list_costs_the_same_queries_for_one_and_for_many(indexed: Index) -> None:
    me = MatchableProfileFactory()
    counts = []
    for more in (1, 3):
        for _ in range(more):
            PublicationFactory(profile=MatchableProfileFactory())
        indexed()
        with CaptureQueriesContext(connection) as queries:
            peers(Profile.objects.get(pk=me.pk))
        counts.append(len(queries))

    assert counts[0] == counts[1]
