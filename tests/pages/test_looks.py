"""Every page on which somebody sees another person notes it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from bases.models import Institution
from experts.choices import Capacity, Where
from experts.models import ProfileLook
from matching.handles import handle
from search.backends.base import IndexUnavailable
from search.indexing import rebuild
from tests.factories import MatchableProfileFactory, PublicationFactory
from tests.pages.conftest import World

AsRole = Callable[[str], Client]


@pytest.mark.parametrize(
    ("where", "path"),
    [
        (Where.SHORTLIST, "/en/openings/{opening}/shortlist/"),
        (Where.CANDIDATE, "/en/openings/{opening}/candidates/{handle}/"),
        (Where.STORED, "/en/matches/{match}/"),
    ],
)
def test_a_page_of_an_opening_notes_who_was_shown(
    indexed: World, as_role: AsRole, where: Where, path: str
) -> None:
    opening, profile = indexed.opening, indexed.profile
    address = path.format(opening=opening.pk, handle=handle(opening.pk, profile.pk), match=indexed.match.pk)
    assert as_role("staff").get(address).status_code == 200
    look = ProfileLook.objects.get(profile=profile)
    assert (look.where, look.capacity) == (where, Capacity.HOST)
    assert (look.institution, look.opening, look.blind) == (opening.institution, opening, True)
    assert look.rank == 1
    assert look.because["parts"]
    assert look.because["engine"]


def test_a_table_and_a_comparison_note_it(indexed: World, as_role: AsRole) -> None:
    other = MatchableProfileFactory(speaks={"en": "C1"})
    PublicationFactory(profile=other)
    rebuild()
    opening, host = indexed.opening, as_role("staff")
    host.post(f"/en/openings/{opening.pk}/shortlist/table/")
    ticked = "&".join(f"with={handle(opening.pk, one.pk)}" for one in (indexed.profile, other))
    assert host.get(f"/en/openings/{opening.pk}/shortlist/compare/?{ticked}").status_code == 200
    for where in (Where.TABLE, Where.COMPARISON):
        assert ProfileLook.objects.filter(where=where).count() == 2


def test_lists_of_people_for_projects_and_bases_note_it(indexed: World, as_role: AsRole) -> None:
    host = as_role("staff")
    host.get(f"/en/projects/{indexed.project.pk}/partners/")
    host.get(f"/en/bases/{indexed.opening.base.slug}/people/")
    assert set(ProfileLook.objects.values_list("where", flat=True)) == {Where.PROJECT, Where.BASE}
    assert all(look.because["parts"] for look in ProfileLook.objects.all())


def test_a_page_fetched_in_advance_is_no_look(indexed: World, as_role: AsRole) -> None:
    address = f"/en/openings/{indexed.opening.pk}/shortlist/"
    as_role("staff").get(address, headers={"Sec-Purpose": "prefetch"})
    as_role("staff").head(address)
    assert not ProfileLook.objects.exists()


def test_a_look_without_the_index_is_noted_as_well(
    world: World, as_role: AsRole, monkeypatch: pytest.MonkeyPatch
) -> None:

    def away(*_: object, **__: object) -> None:
        raise IndexUnavailable("away")

    monkeypatch.setattr("matching.views.shortlist.read", away)
    as_role("staff").get(f"/en/openings/{world.opening.pk}/shortlist/")
    look = ProfileLook.objects.get(profile=world.profile)
    assert (look.where, look.rank) == (Where.SHORTLIST, world.match.rank)


def test_people_on_the_same_subjects_learn_that_they_were_shown(indexed: World, as_role: AsRole) -> None:
    peer = MatchableProfileFactory(speaks={"en": "C1"})
    rebuild()
    as_role("expert").get("/en/me/peers/")
    assert ProfileLook.objects.get(profile=peer).capacity == Capacity.EXPERT


def test_the_administration_is_noted_as_well(indexed: World, as_role: AsRole) -> None:
    as_role("administrator").get(reverse("admin:experts_profile_change", args=[indexed.profile.pk]))
    assert ProfileLook.objects.get(profile=indexed.profile).where == Where.ADMINISTRATION


def test_who_may_not_read_leaves_no_look(indexed: World, as_role: AsRole) -> None:
    as_role("other staff").get(f"/en/openings/{indexed.opening.pk}/shortlist/")
    assert not ProfileLook.objects.exists()
    assert Institution.objects.count() > 1
