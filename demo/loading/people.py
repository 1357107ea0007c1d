"""Experts and young scientists, each with a user who agreed to be matched and shown to institutions."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.consent_texts import current_text
from accounts.models import Consent, Purpose, User
from demo import schema
from demo.loading.openings import in_days
from experts.choices import Audience, ProfileState, PublicationSource, Section
from experts.domain.asking import ASK_AFTER, REST_AFTER
from experts.models import Profile

DOMAIN = "demo.talentbridge.example"
CONSENTS = (Purpose.MATCHING, Purpose.INSTITUTIONS, Purpose.ATTACHES)


def make_person(item: schema.Person) -> Profile:
    user = User.objects.create_user(
        f"{item.id}@{DOMAIN}",
        name=item.name,
        language=item.texts[0].language,
        email_verified_at=timezone.now(),
    )
    for purpose in CONSENTS:
        Consent.objects.create(user=user, purpose=purpose, version=current_text(purpose).version)
    unconfirmed = timedelta(days=item.unconfirmed_days)
    row = Profile.objects.create(
        user=user,
        kind=item.kind,
        state=ProfileState.RESTING if unconfirmed >= ASK_AFTER + REST_AFTER else ProfileState.ACTIVE,
        name=item.name,
        native_name=item.native_name,
        career_stage=item.career_stage,
        doctorate_year=item.doctorate_year,
        affiliation=item.affiliation.name,
        country=item.country,
        nationalities=item.nationalities,
        confirmed_at=timezone.now() - unconfirmed,
        asked_at=timezone.now() - unconfirmed + ASK_AFTER if unconfirmed >= ASK_AFTER else None,
    )
    row.fields.set(item.fields)
    row.challenges.set(item.challenges)
    row.disciplines.set(item.disciplines)
    row.affiliations.create(
        name=item.affiliation.name,
        city=item.affiliation.city,
        country=item.country,
        start_year=item.affiliation.since,
    )
    for language, level in item.languages.items():
        row.languages.create(language=language, level=level)
    for stay in item.stays:
        row.stays.create(
            kind=stay.kind,
            months_min=stay.months_min,
            months_max=stay.months_max,
            earliest=in_days(stay.from_days),
            latest=in_days(stay.until_days),
        )
    if item.featured:
        version = current_text(Purpose.FEATURED).version
        Consent.objects.create(user=user, purpose=Purpose.FEATURED, version=version)
        for section in (Section.NAME, Section.BIOGRAPHY, Section.PUBLICATIONS):
            row.visibility.create(section=section, audience=Audience.PUBLIC)
    for number, text in enumerate(item.texts):
        row.texts.create(is_original=number == 0, **text.model_dump())
    for publication in item.publications:
        row.publications.create(source=PublicationSource.DEMO, **publication.model_dump())
    return row
