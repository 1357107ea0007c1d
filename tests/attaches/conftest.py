"""An attaché in Norway and Sweden, and people there."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.consent_texts import current_text
from accounts.models import Purpose, User
from attaches.domain.suitable import forget_suitable
from experts.models import Profile
from tests.factories import AttachePostFactory, ConsentFactory, MatchableProfileFactory


@pytest.fixture
def attache(db: None) -> User:
    forget_suitable()
    user: User = AttachePostFactory(countries=["NO", "SE"]).user
    return user


def findable(**fields: Any) -> Profile:
    """Somebody who agreed to be found by attachés and intermediaries; in Norway, in energy, unless told otherwise."""
    profile: Profile = MatchableProfileFactory(**fields)
    version = current_text(Purpose.ATTACHES).version
    ConsentFactory(user=profile.user, purpose=Purpose.ATTACHES, version=version)
    return profile
