"""The terminology is read anew whenever somebody asks, and made anew only where it says something else."""

from __future__ import annotations

import pytest

from search import engine
from taxonomy.models import Term
from tests.factories import TermFactory

pytestmark = pytest.mark.django_db


def test_terms_that_say_the_same_are_made_once() -> None:
    terms, lexicon = engine.get_terms(), engine.get_lexicon()
    engine.reset()
    assert engine.get_terms() is terms
    assert engine.get_lexicon() is lexicon


@pytest.mark.parametrize(
    "change", [{"en": "other"}, {"zh": "另一个词"}, {"en_aliases": ["other"]}, {"zh_aliases": ["另一个词"]}]
)
def test_a_change_that_leaves_no_date_is_seen_after_a_reset(change: dict[str, object]) -> None:
    term = TermFactory()
    lexicon = engine.get_lexicon()
    Term.objects.filter(pk=term.pk).update(**change)
    engine.reset()
    assert engine.get_lexicon().state != lexicon.state


def test_aliases_are_read_as_they_were_written() -> None:
    term = TermFactory(zh_aliases=["量子“引号”", "乙"], en_aliases=['a "quoted" name', "back\\slash"])
    (read,) = [one for one in engine.get_terms() if one.zh == term.zh]
    assert (read.en, read.zh_aliases, read.en_aliases) == (
        term.en,
        ("量子“引号”", "乙"),
        ('a "quoted" name', "back\\slash"),
    )
