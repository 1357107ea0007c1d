"""Who somebody is."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.domain.audit import record
from accounts.domain.editing import Part, Refused, Values
from accounts.models import User
from experts.models import Profile

PLAIN = ("kind", "name", "native_name", "career_stage", "doctorate_year", "affiliation")


def read_person(profile: Profile) -> dict[str, Any]:
    return {name: getattr(profile, name) for name in PLAIN} | {
        "country": profile.country.code,
        "nationalities": [country.code for country in profile.nationalities],
        "orcid": profile.orcid or "",
    }


def write_person(profile: Profile, values: Values) -> None:
    for name, value in values.items():
        setattr(profile, name, value)
    profile.orcid = values["orcid"] or None
    try:
        with transaction.atomic():
            profile.save()
    except IntegrityError as error:
        if not Profile.objects.filter(orcid=profile.orcid).exclude(pk=profile.pk).exists():
            raise
        text = _(
            "This iD cannot be taken as it is typed. Connect your ORCID account to show that it is yours."
        )
        raise Refused("orcid", text) from error


PERSON = Part("person", read_person, write_person)


@transaction.atomic
def begin_profile(user: User, values: Values) -> Profile:
    """Make the draft of `user`; the one they have already, unchanged, if there is one. Raises Refused."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    found = Profile.objects.filter(user=user).first()
    if found:
        return found
    profile = Profile(user=user)
    write_person(profile, values)
    record("profile begun", profile, by=user)
    return profile
