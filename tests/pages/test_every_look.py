"""Whoever is shown a person leaves a look that the person reads: every address of the site, every role, every file."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.test import Client
from django.urls import reverse

from accounts.consent_texts import current_text
from accounts.models import Purpose
from experts.models import Profile, ProfileLook, TeamMember
from search.indexing import rebuild
from tests.factories import (
    ConsentFactory,
    DataRequestFactory,
    NominationFactory,
    RoleRequestFactory,
    TeamFactory,
)
from tests.pages.conftest import World, names_of
from tests.pages.routes import routes
from tests.pages.test_permissions import ROLES
from tests.pages.test_permissions import ROWS as ADDRESSES

MARK = "zorbel"  # in every word that tells of the person
# Keys of letters to the person: whoever holds them reads as the person does.
KEYS = {"accounts:address_agreed", "experts:still_right", "nominations:answer", "privacy:request_mine"}
OTHERS = [role for role in ROLES if role not in ("anonymous", "expert")]


@pytest.fixture
def marked(world: World) -> Profile:
    """The person of the world, to be known wherever any text of theirs is shown."""
    profile = world.profile
    profile.name, profile.native_name, profile.affiliation = "Zorbel Quixley", "Zorbel 蒯", "Zorbel Institute"
    profile.save()
    profile.user.name, profile.user.email = "Zorbel Quixley", "zorbel@example.org"
    profile.user.save()
    version = current_text(Purpose.ATTACHES).version
    ConsentFactory(user=profile.user, purpose=Purpose.ATTACHES, version=version)
    for text in profile.texts.all():
        text.headline, text.biography = f"Zorbel. {text.headline}", f"Zorbel. {text.biography}"
        text.save()
    rebuild()
    return profile


def text_of(answer: Any) -> str:
    """What a reader finds in it; of a workbook, in its cells."""
    if answer.status_code != 200:
        return ""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if not zipfile.is_zipfile(BytesIO(content)):
        return str(content.decode(errors="replace"))
    with zipfile.ZipFile(BytesIO(content)) as book:
        return "".join(book.read(name).decode(errors="replace") for name in book.namelist())


def walked(client: Client, addresses: Iterator[str], profile: Profile, reader: Any) -> dict[str, bool]:
    """Where the person was shown -> whether a look was noted."""
    looks, found = ProfileLook.objects.filter(profile=profile, reader=reader), {}
    for address in addresses:
        looks.delete()
        client.force_login(reader)  # among the addresses are those that log out
        if MARK in text_of(client.get(address)).lower():
            found[address] = looks.exists()
    return found


def unnoted(shown: dict[str, bool]) -> list[str]:
    return [address for address, noted in shown.items() if not noted]


@pytest.mark.parametrize("role", OTHERS)
def test_no_page_shows_a_person_unnoted(
    world: World, marked: Profile, as_role: Callable[[str], Client], role: str
) -> None:
    names = names_of(world)
    RoleRequestFactory(user=marked.user)
    names |= {"data_request": DataRequestFactory(user=marked.user).pk}
    addresses = (path.format(**names) for name, path, _ in ADDRESSES if name not in KEYS)
    shown = walked(as_role(role), addresses, marked, world.users[role])
    assert unnoted(shown) == []
    assert bool(shown) == (role in {"staff", "officer", "administrator"})


def test_no_page_of_the_administration_shows_a_person_unnoted(
    world: World, marked: Profile, as_role: Callable[[str], Client]
) -> None:
    names_of(world)
    NominationFactory(profile=marked, state="accepted", came_from="sent")
    TeamMember.objects.get_or_create(team=TeamFactory(), profile=marked)
    addresses = [f"/{route.path}" for route in routes() if route.group in ("admin/", "cms/") and route.plain]
    for model in admin.site._registry:
        listed = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        addresses.append(listed)
        for one in model._default_manager.all()[:5]:
            addresses += [f"{listed}{quote(one.pk)}/change/", f"{listed}{quote(one.pk)}/delete/"]
    lookup = reverse("admin:autocomplete")
    addresses.append(f"{lookup}?app_label=experts&model_name=publication&field_name=profile&term=quixley")
    addresses += [f"/cms/users/edit/{marked.user.pk}/", "/cms/users/"]
    client = as_role("administrator")
    client.raise_request_exception = False  # among Wagtail's own addresses is one that fails on purpose
    shown = walked(client, iter(addresses), marked, world.users["administrator"])
    assert unnoted(shown) == []
    lists = [reverse(f"admin:{table}_changelist") for table in ("experts_profile", "accounts_user")]
    assert {*lists, *addresses[-3:]} <= set(shown)
