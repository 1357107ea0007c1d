"""Who reads about a subject can be told of the next openings in it."""

from __future__ import annotations

import re

import feedparser  # type: ignore[import-untyped]
import pytest
from django.test import Client

from cms.models import CountryIndexPage, CountryPage, ProgrammeIndexPage, ProgrammePage
from tests.cms.conftest import Site, tied
from tests.factories import InstitutionFactory, OpenOpeningFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


def feeds(client: Client, path: str) -> list[str]:
    """Addresses of the feeds that a page leads to, in order, the one of its head first."""
    html = client.get(path).content.decode()
    tags = re.findall(r'<(?:link|a) [^>]*type="application/atom\+xml"[^>]*>', html)
    return [re.sub(r'.*href="([^"]+)".*', r"\1", tag).replace("&amp;", "&") for tag in tags]


def titles(client: Client, address: str) -> set[str]:
    return {entry.title for entry in feedparser.parse(client.get(address).content).entries}


def test_a_field_is_followed(client: Client, site: Site) -> None:
    OpenOpeningFactory.create(fields=["energy"], text__title="Heat")
    OpenOpeningFactory.create(fields=["health"], text__title="Blood")
    for language in ("en", "zh-hans"):
        [in_head, on_page] = feeds(client, f"/{language}/fields/energy/")
        assert in_head == on_page
        assert titles(client, on_page) == {"Heat"}


def test_a_country_is_followed_for_its_nationals_and_for_its_hosts(client: Client, site: Site) -> None:
    tied(CountryPage, tied(CountryIndexPage, site.home, slug="countries"), slug="pk", country="PK")
    OpenOpeningFactory.create(nationality_rule="only", nationalities=["PK"], text__title="For Pakistan")
    OpenOpeningFactory.create(nationality_rule="except", nationalities=["PK"], text__title="For others")
    OpenOpeningFactory.create(
        institution=InstitutionFactory.create(country="PK", province=""),
        base=None,
        kind="international_post",
        nationality_rule="except",
        nationalities=["PK"],
        text__title="In Pakistan",
    )
    [_, nationals, hosts] = feeds(client, "/en/countries/pk/")
    assert titles(client, nationals) == {"For Pakistan"}
    assert titles(client, hosts) == {"In Pakistan"}


def test_a_programme_is_followed_until_it_goes(client: Client, site: Site) -> None:
    programme = ProgrammeFactory.create()
    tied(
        ProgrammePage, tied(ProgrammeIndexPage, site.home, slug="programmes"), slug="one", programme=programme
    )
    OpenOpeningFactory.create(programme=programme, text__title="In it")
    OpenOpeningFactory.create(text__title="Beside it")
    [_, on_page] = feeds(client, "/en/programmes/one/")
    assert titles(client, on_page) == {"In it"}
    programme.openings.update(programme=None)
    programme.delete()
    assert feeds(client, "/en/programmes/one/") == []


def test_an_empty_list_has_one_way_on_and_one_to_be_told(client: Client, site: Site) -> None:
    tied(CountryPage, tied(CountryIndexPage, site.home, slug="countries"), slug="pk", country="PK")
    html = client.get("/en/countries/pk/").content.decode()
    hosts = html.partition("Openings of hosts there")[2].partition("</section>")[0]
    assert re.findall(r'<a href="([^"]+)"', hosts) == [
        "/en/openings/",
        "/en/openings/feed.atom?country=PK",
    ]


def test_front_page_leads_to_the_countries(client: Client, site: Site) -> None:
    assert "/countries/" not in client.get("/en/").content.decode()
    tied(CountryPage, tied(CountryIndexPage, site.home, slug="countries"), slug="pk", country="PK")
    html = client.get("/en/").content.decode()
    assert 'href="/en/countries/"' in html.partition("<main")[2].partition("</main>")[0]
    assert 'class="tag" href="/en/countries/pk/"' in html
