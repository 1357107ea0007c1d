"""As others see it: the same as the rules say for them; what is closed is nowhere."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from accounts.models import Purpose, User
from experts.choices import Audience, Section
from experts.domain.looking import TELLING, Viewer, look
from experts.domain.visibility import visible_sections
from experts.models import Profile, SectionVisibility
from search.backends.registry import get_backend
from search.documents import read_profile
from tests.factories import (
    AffiliationFactory,
    AttachePostFactory,
    ConsentFactory,
    MatchableProfileFactory,
    OpenOpeningFactory,
    PublicationFactory,
    StaffMembershipFactory,
)
from tests.factories.bases import in_days

pytestmark = pytest.mark.django_db
Index = Callable[[], object]

# A word of each section that stands nowhere else.
WORDS = {
    Section.NAME: "Quirinus",
    Section.BIOGRAPHY: "deuterium-biography",
    Section.PUBLICATIONS: "deuterium-publication",
    Section.AFFILIATIONS: "Varnamo",
    Section.NATIONALITIES: "Peru",
    Section.LANGUAGES: "Icelandic",
    Section.STAYS: "Facility access",
    Section.IDENTIFIERS: "0000-0002-1825-0097",
}


@pytest.fixture
def somebody() -> Profile:
    stay = {
        "kind": "facility",
        "months_min": 1,
        "months_max": 2,
        "earliest": in_days(10),
        "latest": in_days(300),
    }
    profile = MatchableProfileFactory.create(
        name="Quirinus Ask",
        nationalities=["PE"],
        orcid="0000-0002-1825-0097",
        speaks={"is": "C1"},
        stays=[stay],
        text__biography="I measure deuterium-biography in tungsten.",
    )
    PublicationFactory(profile=profile, title="On deuterium-publication in tungsten")
    AffiliationFactory(profile=profile)
    for purpose in (Purpose.ATTACHES, Purpose.FEATURED):
        ConsentFactory(user=profile.user, purpose=purpose)
    return profile


def shown(client: Client, profile: Profile, viewer: Viewer) -> set[Section]:
    """Sections of which a word is on the page, below its own tabs."""
    client.force_login(profile.user)
    html = unescape(client.get(f"/en/me/profile/as-others-see-it/?as={viewer}").content.decode())
    sheet = html.partition("<article")[2].partition("</article>")[0]
    return {section for section, word in WORDS.items() if word in sheet}


def close(profile: Profile, **audiences: Audience) -> None:
    for section, audience in audiences.items():
        SectionVisibility.objects.update_or_create(
            profile=profile, section=section, defaults={"audience": audience}
        )


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("viewer", Viewer)
def test_the_page_shows_what_each_may_read_and_nothing_else(
    client: Client, somebody: Profile, audience: Audience, viewer: Viewer
) -> None:
    close(somebody, **{section.value: audience for section in Section})
    close(somebody, name=Audience.PUBLIC)  # or nobody would be featured
    assert shown(client, somebody, viewer) == set(look(somebody, viewer).sections)


def test_it_says_the_same_as_the_rules_do_for_real_readers(somebody: Profile) -> None:
    close(somebody, biography=Audience.INTRODUCTION, languages=Audience.NOBODY)
    host = StaffMembershipFactory(institution__verification="verified").user
    attache = AttachePostFactory(countries=["NO"]).user
    assert look(somebody, Viewer.INSTITUTIONS).sections == visible_sections(somebody, host) - TELLING
    assert look(somebody, Viewer.INTRODUCED).sections == visible_sections(somebody, host, introduced=True)
    assert look(somebody, Viewer.ATTACHES).sections == visible_sections(somebody, attache)


@pytest.mark.parametrize(
    ("viewer", "purpose"),
    [
        (Viewer.INSTITUTIONS, Purpose.INSTITUTIONS),
        (Viewer.NAMED, Purpose.INSTITUTIONS),
        (Viewer.INTRODUCED, Purpose.INSTITUTIONS),
        (Viewer.ATTACHES, Purpose.ATTACHES),
        (Viewer.EVERYONE, Purpose.FEATURED),
        (Viewer.INSTITUTIONS, Purpose.MATCHING),
    ],
)
def test_without_consent_they_see_nothing_and_the_page_says_why(
    client: Client, somebody: Profile, viewer: Viewer, purpose: Purpose
) -> None:
    close(somebody, name=Audience.PUBLIC)
    somebody.user.consents.filter(purpose=purpose).delete()
    assert look(somebody, viewer).why_not
    assert shown(client, somebody, viewer) == set()


def test_names_and_countries_in_texts_are_covered_for_institutions(client: Client, somebody: Profile) -> None:
    somebody.texts.update(biography="Quirinus Ask came from Norway to Varnamo.")
    client.force_login(somebody.user)
    html = client.get("/en/me/profile/as-others-see-it/").content.decode()
    sheet = html.partition("<article")[2]
    assert "Quirinus" not in sheet
    assert "Norway" not in sheet


def test_a_section_closed_by_the_page_is_in_no_index_and_on_no_list(
    client: Client, somebody: Profile, indexed: Index
) -> None:
    opening = OpenOpeningFactory()
    host: User = StaffMembershipFactory(institution=opening.institution).user
    client.force_login(somebody.user)
    html = client.get("/en/me/profile/who-sees-what/").content.decode()
    seen = html.partition('name="seen" value="')[2].partition('"')[0]
    choices = {section.value: "introduction" for section in Section} | {
        "biography": "nobody",
        "languages": "nobody",
    }
    assert client.post("/en/me/profile/who-sees-what/", choices | {"seen": seen}).status_code == 302
    indexed()
    source = read_profile(Profile.objects.get(pk=somebody.pk))
    assert not any("deuterium-biography" in passage.body for passage in source.passages)
    assert source.filters["language"] == ("unsaid",)
    assert get_backend().digests("profile")[source.id]
    client.force_login(host)
    shortlist = client.get(f"/en/openings/{opening.pk}/shortlist/").content.decode()
    assert "Candidate A" in shortlist
    for word in WORDS.values():
        assert word not in shortlist
