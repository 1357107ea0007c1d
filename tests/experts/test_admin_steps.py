"""An administrator shows and hides profiles in the administration; the audit says who did."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent
from experts.choices import ProfileState
from experts.models import Profile
from tests.factories.experts import MatchableProfileFactory
from tests.factories.users import UserFactory


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("action", "before", "after"),
    [
        ("hide_profile", ProfileState.ACTIVE, ProfileState.HIDDEN),
        ("activate_profile", ProfileState.HIDDEN, ProfileState.ACTIVE),
    ],
)
def test_profile_is_hidden_and_shown_by_an_action(
    client: Client, action: str, before: str, after: str
) -> None:
    profile = MatchableProfileFactory()
    Profile.objects.filter(pk=profile.pk).update(state=before)
    administrator = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(administrator)

    client.post(
        reverse("admin:experts_profile_changelist"), {"action": action, "_selected_action": [profile.pk]}
    )

    profile.refresh_from_db()
    assert profile.state == after
    assert AuditEvent.objects.filter(actor=administrator, object_id=str(profile.pk)).exists()
