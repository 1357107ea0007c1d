"""After an older backup was restored: erased again, by number."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from tests.factories import MatchableProfileFactory

pytestmark = pytest.mark.django_db


def test_accounts_are_erased_by_number_once() -> None:
    user, other = MatchableProfileFactory().user, MatchableProfileFactory().user
    for expected in ("erased", "not there"):
        out = StringIO()
        call_command("erase_accounts", str(user.pk), "--yes", stdout=out)
        assert f"{user.pk}: {expected}" in out.getvalue()
    assert list(User.objects.filter(pk__in=[user.pk, other.pk])) == [other]


def test_nothing_happens_without_a_yes() -> None:
    user = MatchableProfileFactory().user
    with pytest.raises(CommandError, match="--yes"):
        call_command("erase_accounts", str(user.pk))
    assert User.objects.filter(pk=user.pk).exists()
