"""Attachés are led to the pages of their countries, in the language that they read."""

from __future__ import annotations

import pytest
from django.test import Client

from cms.models import CountryIndexPage, CountryPage
from tests.cms.conftest import Site, tied
from tests.factories import AttachePostFactory

pytestmark = pytest.mark.django_db


def test_the_desk_of_an_attache_leads_to_the_briefs_of_their_countries(site: Site) -> None:
    countries = tied(CountryIndexPage, site.home, slug="countries")
    for code in ("NO", "PK"):
        tied(CountryPage, countries, slug=code.lower(), country=code)
    client = Client()
    client.force_login(AttachePostFactory(countries=["NO", "SE"]).user)
    for language, words in (("en", "Country briefs"), ("zh-hans", "国别简报")):
        for path in ("tasks/", "pipeline/"):
            page = client.get(f"/{language}/attaches/{path}").content.decode()
            assert words in page
            assert f"/{language}/countries/no/" in page
            assert f"/{language}/countries/pk/" not in page


def test_without_a_brief_there_is_no_link(site: Site) -> None:
    client = Client()
    client.force_login(AttachePostFactory(countries=["NO"]).user)
    assert "Country briefs" not in client.get("/en/attaches/tasks/").content.decode()
