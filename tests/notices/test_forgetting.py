"""What was read long ago goes; what was not, later."""

from datetime import timedelta

import pytest
from django.utils import timezone

from notices.models import Notice
from notices.tasks import forget_notices
from tests.factories import NoticeFactory


@pytest.mark.django_db
def test_what_was_read_half_a_year_ago_is_forgotten_and_nothing_else() -> None:
    now = timezone.now()

    def days(number: float) -> object:
        return now - timedelta(days=number)

    NoticeFactory(title_en="read long ago", at=days(400), read_at=days(180.5))
    NoticeFactory(title_en="read a while ago", at=days(400), read_at=days(179))
    NoticeFactory(title_en="unread for a year", at=days(400))
    NoticeFactory(title_en="unread for two years", at=days(731))
    assert [forget_notices(), forget_notices()] == [2, 0]
    assert set(Notice.objects.values_list("title_en", flat=True)) == {"read a while ago", "unread for a year"}
