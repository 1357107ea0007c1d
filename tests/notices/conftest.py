"""A letter of the tests: it says what a real one does, and needs no row of another app."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from notices.choices import Topic
from notices.domain.telling import tell
from notices.models import Notice

Letters = list[EmailMultiAlternatives]
Tell = Callable[..., Notice]
LETTER = """{% load i18n look %}{% autoescape off %}{% translate "My desk" %}

{% translate "Openings" %} <b> & {{ what }}{% if when %} {{ when|moment }}{% endif %}
{{ site }}{{ address }}{% endautoescape %}
"""


@pytest.fixture(autouse=True)
def _letters(letters_go_at_once: None) -> None:
    """Every test of this folder reads letters."""


@pytest.fixture
def telling(tmp_path: Path, settings: Settings) -> Tell:
    """`telling(user)`: that user is told something of MESSAGES, by a letter that leads to the desk."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "tried.txt").write_text(LETTER, encoding="utf-8")
    engine = dict(settings.TEMPLATES[0])
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], tmp_path]}]

    def told(user: User, topic: Topic = Topic.MESSAGES, **context: Any) -> Notice:
        return tell(user, topic, "tried", address=reverse("matching:desk"), **{"what": "more"} | context)

    return told
