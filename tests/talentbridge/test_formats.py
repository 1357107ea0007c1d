"""Days and moments are written one way in each language, by code and templates alike."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from talentbridge.templatetags.look import day, month, short_day


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["31 Aug 2028", "31 Aug", "August 2028", "31 Aug 2028, 09:30"]),
        ("zh-hans", ["2028年8月31日", "8月31日", "2028年8月", "2028年8月31日 09:30"]),
    ],
)
def test_code_filters_and_templates_agree(language: str, words: list[str]) -> None:
    one, moment = date(2028, 8, 31), datetime(2028, 8, 31, 9, 30, tzinfo=UTC)
    with override(language), timezone.override(UTC):
        plain = Template("{{ one|date }}|{{ one }}|{{ moment }}").render(
            Context({"one": one, "moment": moment})
        )
        assert [day(one), short_day(one), month(one), date_format(moment, "DATETIME_FORMAT")] == words
        assert date_format(one) == words[0]
    assert plain.split("|") == [words[0], words[0], words[3]]
