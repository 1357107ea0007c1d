"""Before both sides agree to meet, no page that a host reads says who somebody is – whatever they wrote."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from experts.models import Profile
from search.indexing import rebuild
from tests.factories import AffiliationFactory, PublicationFactory
from tests.pages.conftest import World

NAME, NATIVE, PLACE, EARLIER = (
    "Marie-Zoë Solvång",
    "宋玛丽",
    "Institute of Hidden Walls",
    "Old Hidden College",
)
SAYS = (
    f"{NAME} measures how much deuterium stays in tungsten at the {PLACE}. "
    "Marie-Zoe Solvang calibrates laser-induced breakdown spectroscopy on tungsten for Solvång, M.-Z., and others. "
    f"SOLVANG Marie Zoe, {NATIVE}, keeps deuterium in tungsten: zoe.solvang@walls.example, "
    "https://walls.example/zoe, ORCID 0000-0002-1825-0097, tel. +47 22 85 50 50. "
    "My group in Kirkenes keeps tungsten cold, Norwegian winters help; 在特罗姆瑟市长大。 "
    f"Before that M.-Z. Solvång worked on laser diagnostics of tungsten at {EARLIER}; doi:10.5555/hidden.7 tells."
)
GIVES_AWAY = (
    "solvang", "solvång", "marie", "zoë", "zoe", "宋玛丽", "hidden wall", "hidden college", "walls",
    "0000-0002-1825-0097", "10.5555", "22 85 50", "norway", "norwegian", "挪威", "kirkenes",
    "特罗姆瑟",
)  # fmt: skip
TOKEN = re.compile(r'name="(?:csrfmiddlewaretoken|pair)" value="[\w-]+"')
"""Letters and digits by chance, which now and then spell a short name."""


@pytest.fixture
def leaky(world: World) -> Profile:
    """Somebody who says in every field who they are; their evidence comes from each of them."""
    person = world.profile
    person.name, person.native_name, person.affiliation = NAME, NATIVE, PLACE
    person.orcid = "0000-0002-1825-0097"
    person.save()
    person.texts.update(
        headline=f"{NAME} ({NATIVE}), {PLACE}: laser diagnostics of tungsten, Norway, 挪威. "
        "My group in Kirkenes, 在特罗姆瑟市长大",
        biography=SAYS,
        keywords=["tungsten", f"{NAME} group"],
    )
    person.user.name, person.user.email = NAME, "zoe@walls.example"
    person.user.save()
    AffiliationFactory(profile=person, name=EARLIER)
    PublicationFactory(
        profile=person,
        title=f"Deuterium in tungsten, a method of M.-Z. Solvång at the {PLACE}",
        abstract=SAYS,
        authors="Solvång, M.-Z.",
        venue="Journal of Hidden Walls",
    )
    rebuild()
    return person


@pytest.mark.parametrize("path", ["shortlist", "teams"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("role", ["staff", "officer"])
def test_nothing_on_the_page_says_who_somebody_is(
    leaky: Profile, world: World, as_role: Callable[[str], Client], role: str, language: str, path: str
) -> None:
    page = as_role(role).get(f"/{language}/openings/{world.opening.pk}/{path}/").content.decode()
    body = TOKEN.sub("", page[page.index("<main") : page.index("</main>")]).casefold()
    assert path != "shortlist" or "tungsten" in body
    assert [word for word in GIVES_AWAY if word in body] == []
