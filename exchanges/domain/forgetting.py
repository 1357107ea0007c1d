"""Blanking what stays keep of a person: their name, and what was written about them. Days, steps and codes remain."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from exchanges.models import AgreementVersion, ExchangeEvent, IssuedLetter, Milestone, Signature
from experts.models import Profile
from matching.choices import Side
from matching.models import Exchange


@transaction.atomic
def forget_person(profile: Profile) -> None:
    """For an erasure: afterwards no row of a stay of `profile` identifies them; letters stay genuine,
    without a name."""
    stays = Exchange.objects.filter(profile=profile)
    versions = AgreementVersion.objects.filter(exchange__in=stays)
    versions.update(text="", duties="", pay="", ip="", disclosure="", reason="", reason_language="")
    Signature.objects.filter(version__in=versions, side=Side.PERSON).update(name="")
    ExchangeEvent.objects.filter(exchange__in=stays).update(reason="", reason_language="")
    Milestone.objects.filter(exchange__in=stays).update(title="")
    for letter in IssuedLetter.objects.filter(exchange__in=stays):
        letter.facts = {**letter.facts, "person": {}}
        letter.save(update_fields=["facts"])
    stays.update(duties="", pay="", ip="", terms_language="", reason="", reason_language="")


def forget_account(user: User) -> None:
    """The name that an account typed under agreements, for whichever side."""
    Signature.objects.filter(by=user).update(name="")
