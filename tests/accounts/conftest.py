"""Letters as their readers find them."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.core.mail import EmailMultiAlternatives

Link = Callable[[str], str]


@pytest.fixture
def link_to(mailoutbox: list[EmailMultiAlternatives]) -> Link:
    """`link_to(address)`: the path of the link in the newest letter to an address."""

    def link(address: str) -> str:
        letter = next(letter for letter in reversed(mailoutbox) if letter.to == [address])
        found = re.findall(r"https?://\S+", str(letter.body))
        parts = urlsplit(found[0])
        return f"{parts.path}?{parts.query}".rstrip("?")

    return link


@pytest.fixture(autouse=True)
def _letters(letters_go_at_once: None) -> None:
    """Every test of this folder reads letters."""
