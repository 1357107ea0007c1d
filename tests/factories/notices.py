"""What somebody was told."""

from __future__ import annotations

import factory

from notices.choices import Topic
from notices.models import Notice
from tests.factories.users import UserFactory


class NoticeFactory(factory.django.DjangoModelFactory[Notice]):
    """Unread, and posted at once."""

    class Meta:
        model = Notice

    user = factory.SubFactory(UserFactory)
    topic = Topic.INTRODUCTIONS
    title_en = factory.Sequence(lambda n: f"Invitation {n}")
    title_zh = factory.Sequence(lambda n: f"邀请 {n}")
    address = "/me/"
