"""To which nomination an introduction goes back (docs/decisions/0056): the one it began from; else, where the person
lets whoever recommended them follow, the last that they accepted before it began. Each goes back to one at most."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from accounts.consent_texts import intermediary_versions
from accounts.models import Consent, Purpose
from experts.choices import NominationState
from experts.models import Nomination


def credit() -> Coalesce:
    """Of rows of introductions: the key of the nomination, or NULL."""
    followed = Consent.objects.live().filter(
        user=OuterRef("profile__user"), purpose=Purpose.ATTACHES, version__in=intermediary_versions()
    )
    accepted_before = Nomination.objects.filter(
        Exists(followed),
        profile=OuterRef("profile"),
        state=NominationState.ACCEPTED,
        answered_at__lte=OuterRef("created_at"),
    )
    return Coalesce("nomination", Subquery(accepted_before.order_by("-answered_at", "-pk").values("pk")[:1]))
