"""Whoever is shown a person leaves a look that the person reads: every address of the site, every role, every file."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from experts.models import Profile, ProfileLook
from search.indexing import rebuild
from tests.pages.conftest import World, names_of
from tests.pages.test_permissions import ROLES
from tests.pages.test_permissions import ROWS as ADDRESSES

MARK = "zorbel"  # in every word that tells of the person
OTHERS = [role for role in ROLES if role not in ("anonymous", "expert")]


@pytest.fixture
def marked(world: World) -> Profile:
    """The person of the world, to be known wherever any text of theirs is shown."""
    profile = world.profile
    profile.name, profile.native_name, profile.affiliation = "Zorbel Quixley", "Zorbel 蒯", "Zorbel Institute"
    profile.save()
    profile.user.name, profile.user.email = "Zorbel Quixley", "zorbel@example.org"
    profile.user.save()
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


def unnoted(client: Client, addresses: Iterator[str], profile: Profile, reader: Any) -> list[str]:
    """Where the person was shown, and no look was noted."""
    found = []
    for address in addresses:
        ProfileLook.objects.filter(profile=profile, reader=reader).delete()
        if MARK not in text_of(client.get(address)).lower():
            continue
        if not ProfileLook.objects.filter(profile=profile, reader=reader).exists():
            found.append(address)
    return found


@pytest.mark.parametrize("role", OTHERS)
def test_no_page_shows_a_person_unnoted(
    world: World, marked: Profile, as_role: Callable[[str], Client], role: str
) -> None:
    names = names_of(world)
    addresses = (path.format(**names) for _, path, _ in ADDRESSES)
    found = unnoted(as_role(role), addresses, marked, world.users[role])
    print("FOUND", role, found)
    assert found == []
