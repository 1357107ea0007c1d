"""Somebody on a page without their number."""

from __future__ import annotations

import pytest
from django.test import override_settings

from matching.handles import handle, opened


@pytest.mark.parametrize("key", [1, 12, 2**63 - 1])
def test_a_handle_opens_for_its_own_opening(key: int) -> None:
    assert opened(7, handle(7, key)) == key
    assert len(handle(7, key)) == 22


def test_a_handle_of_another_opening_opens_nothing() -> None:
    assert opened(8, handle(7, 12)) is None
    assert handle(8, 12) != handle(7, 12)


@pytest.mark.parametrize("made_up", ["", "12", "profile:12", "é", "A" * 22, "AAAA", "====", "A" * 40])
def test_what_nobody_sealed_opens_nothing(made_up: str) -> None:
    assert opened(7, made_up) is None


def test_no_changed_character_opens_anything() -> None:
    sealed = handle(7, 12)
    for i in range(len(sealed) - 1):  # the last one holds bits that carry nothing
        other = "A" if sealed[i] != "A" else "B"
        assert opened(7, sealed[:i] + other + sealed[i + 1 :]) is None


def test_another_secret_opens_nothing() -> None:
    sealed = handle(7, 12)
    with override_settings(SECRET_KEY="of another platform"):
        assert opened(7, sealed) is None
