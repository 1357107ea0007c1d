"""Choice lists of every app: labels in the reader's language, values that are stored for ever."""

import importlib
import inspect

import pytest
from django.db import models
from django.utils.functional import Promise

from taxonomy.choices import LanguageLevel
from tests.support.ours import APPS

MODULES = [
    "taxonomy.choices",
    "taxonomy.models.proposal",
    "accounts.models.consent",
    "accounts.models.offers",
    "accounts.models.roles",
    "accounts.models.user",
    "experts.choices",
    "experts.models.profile_import",
    "bases.choices",
    "matching.choices",
    "exchanges.choices",
    "privacy.choices",
    "outcomes.choices",
    "nominations.choices",
    "notices.choices",
    "attaches.choices",
    "introductions.choices",
]
LISTS = [
    member
    for name in MODULES
    for _, member in inspect.getmembers(importlib.import_module(name), inspect.isclass)
    if issubclass(member, models.TextChoices | models.IntegerChoices) and member.__module__ == name
]
# Codes that are written alike in every language.
UNTRANSLATED = {level.value for level in LanguageLevel} - {LanguageLevel.NATIVE.value}


@pytest.mark.parametrize("choices", LISTS, ids=lambda choices: choices.__name__)
def test_labels_wait_for_the_reader(choices: type[models.Choices]) -> None:
    plain = {member.value for member in choices if not isinstance(member._label_, Promise)}
    assert plain == (UNTRANSLATED if choices is LanguageLevel else set())


def test_language_levels_stand_on_one_ladder() -> None:
    assert [LanguageLevel(level).steps for level in ("A1", "HSK1", "B2", "HSK4", "C2", "HSK6", "native")] == [
        1, 1, 4, 4, 6, 6, 7,
    ]  # fmt: skip


def test_every_choice_field_of_ours_is_one_of_these_lists() -> None:
    """A list written into a field would escape the translators and the checks."""
    from django.apps import apps
    from django_countries.fields import CountryField

    values = {tuple(member.values) for member in LISTS}
    for app in set(APPS) - {"cms", "demo", "search", "talentbridge"}:
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.fields:
                if field.choices and not isinstance(field, CountryField):
                    assert tuple(value for value, _ in field.choices) in values, field
