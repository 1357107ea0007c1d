"""The editor opens for whoever may edit, with every type of page, and for nobody else."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cms.conftest import Site
from tests.factories import AdministratorFactory, UserFactory

TYPES = {
    "fieldpage": "fields",
    "newsarticlepage": "news",
    "standardpage": "home",
}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("kind", list(TYPES))
def test_form_of_each_type_opens_below_its_parent(
    site: Site, client: Client, kind: str, language: str
) -> None:
    client.force_login(AdministratorFactory())
    parent = getattr(site, TYPES[kind])[language]

    answer = client.get(f"/cms/pages/add/cms/{kind}/{parent.pk}/")

    assert answer.status_code == 200
    assert b"Upcoming deadlines" in answer.content or "即将到来的截止日期" in answer.content.decode()


def test_page_is_edited_by_nobody_without_a_role(site: Site, client: Client) -> None:
    page = site.standard["en"]
    for user in (None, UserFactory()):
        if user:
            client.force_login(user)
        assert client.get(f"/cms/pages/{page.pk}/edit/").status_code in (302, 403)
