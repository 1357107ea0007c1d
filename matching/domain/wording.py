"""Words of the choice lists, dates and numbers, in both languages at once."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache

from babel.dates import format_date
from django.db.models import TextChoices
from django.utils.translation import override

from matching.types import Bilingual, Strength
from taxonomy.choices import Language
from taxonomy.models.versions import HasVersions

# How well two fit, on pages and on a terminal alike.
STRENGTHS = {
    Strength.STRONG: Bilingual(zh="高度契合", en="Strong match"),
    Strength.GOOD: Bilingual(zh="比较契合", en="Good match"),
    Strength.PARTIAL: Bilingual(zh="部分契合", en="Partial match"),
    Strength.WEAK: Bilingual(zh="契合度低", en="Weak match"),
}


@cache
def both(choice: TextChoices) -> Bilingual:
    """The label of a choice."""
    with override(Language.ZH):
        zh = str(choice.label)
    with override(Language.EN):
        return Bilingual(zh=zh, en=str(choice.label))


def all_of(choices: list[TextChoices]) -> Bilingual:
    """Several labels in a row."""
    words = [both(choice) for choice in choices]
    return Bilingual(zh="、".join(word.zh for word in words), en=", ".join(word.en for word in words))


@lru_cache(maxsize=2_000)
def day(value: date) -> Bilingual:
    """A calendar day: 2027年3月1日, 1 March 2027."""
    return Bilingual(
        zh=format_date(value, "long", locale="zh_Hans"), en=format_date(value, "long", locale="en_GB")
    )


def months(shortest: int, longest: int) -> Bilingual:
    """A number of months or a range of them."""
    if shortest == longest:
        return Bilingual(
            zh=f"{shortest}个月", en=f"{shortest} month" if shortest == 1 else f"{shortest} months"
        )
    return Bilingual(zh=f"{shortest}–{longest}个月", en=f"{shortest}–{longest} months")


def name_of(subject: HasVersions) -> Bilingual:
    """The name that a subject carries in each language; the original where it has only one."""
    zh, en = subject.text_in(Language.ZH), subject.text_in(Language.EN)
    return Bilingual(zh=str(zh) if zh else "", en=str(en) if en else "")
