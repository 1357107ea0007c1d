"""Terms in the administration are found under every form."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import AdministratorFactory, TermFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("asked", ["饕餮矿", "魑魅钛", "imp ore", "café"])
def test_a_term_is_found_under_every_form(client: Client, asked: str) -> None:
    term = TermFactory(
        zh="魑魅钛矿", en="goblin perovskite", zh_aliases=["饕餮矿"], en_aliases=["imp ore", "café ore"]
    )
    client.force_login(AdministratorFactory())
    found = client.get("/admin/taxonomy/term/", {"q": asked}, follow=True).context["cl"].result_list
    assert [row.pk for row in found] == [term.pk]
