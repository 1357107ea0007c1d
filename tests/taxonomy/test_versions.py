"""Which language version a reader meets."""

import pytest
from django.utils import translation

from tests.factories import BaseFactory
from tests.factories.bases import BaseTextFactory

pytestmark = pytest.mark.django_db


def test_reader_gets_their_language_and_the_other_beside_it() -> None:
    base = BaseFactory(text__name="Fusion base")
    BaseTextFactory(base=base, language="zh-hans", name="聚变基地", is_original=False)
    with translation.override("zh-hans"):
        assert (base.label, base.other_text.name, base.original.name) == (
            "聚变基地",
            "Fusion base",
            "Fusion base",
        )
    with translation.override("en"):
        assert (base.label, base.other_text.name) == ("Fusion base", "聚变基地")


def test_original_stands_in_for_a_missing_language() -> None:
    base = BaseFactory(text__name="Fusion base")
    assert base.text_in("zh-hans").name == "Fusion base"
    assert base.other_text is None


def test_subject_without_text_shows_its_number() -> None:
    base = BaseFactory.create(text=None)
    assert base.text is None
    assert base.label == f"#{base.pk}"
