"""Openings by the thousand, with hosts, bases and programmes: the same at each run."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone

from accounts.models import OfficerScope, User
from accounts.models.roles import ScopeLevel
from bases.choices import (
    BaseKind,
    BaseStatus,
    InstitutionKind,
    NationalityRule,
    ProgrammeKind,
    PublicationState,
    Sensitivity,
    StaffRole,
    Verification,
)
from bases.models import (
    Base,
    BaseText,
    Institution,
    InstitutionText,
    Opening,
    OpeningText,
    Programme,
    ProgrammeText,
    RequiredLanguage,
    StaffMembership,
)
from taxonomy.choices import Province, StayKind
from taxonomy.models import Challenge, PriorityField

INSTITUTIONS, BASES, PROGRAMMES = 300, 500, 20
BATCH = 500  # rows of one insert
MOST = 500  # openings of one institution, and in review
COUNTRIES = ["CN"] * 9 + ["CH", "DE", "KE", "PK"]
NATIONS = ["BR", "DE", "EG", "FR", "ID", "KE", "PK", "TH", "VN", "ZA"]
STAYS = [(1, 3), (3, 6), (6, 6), (6, 12), (12, 12), (12, 24)]
STAGES: list[list[str]] = [[], ["R1"], ["R1", "R2"], ["R2", "R3"], ["R3", "R4"]]
SUBJECTS = [
    "battery",
    "catalyst",
    "graphene",
    "laser",
    "malaria",
    "membrane",
    "ocean",
    "plasma",
    "satellite",
    "soil",
]
LANGUAGES = ("en", "zh-hans")


def write_readers(bases: list[Base]) -> dict[str, User]:
    """An officer of the nation, and an owner of the institution of the first base."""
    officer = User.objects.create_user(
        email="officer@many.example.org", name="Officer", email_verified_at=timezone.now()
    )
    OfficerScope.objects.create(user=officer, level=ScopeLevel.NATIONAL)
    host = User.objects.create_user(
        email="host@many.example.org", name="Host", email_verified_at=timezone.now()
    )
    StaffMembership.objects.create(user=host, institution=bases[0].institution, role=StaffRole.OWNER)
    return {"officer": officer, "host": host}


def hand_out(base: Base) -> None:
    """Half of the openings, at most 500, go to the institution of `base`, the other half waits for officers."""
    keys = list(Opening.objects.values_list("pk", flat=True)[: 2 * MOST])
    half = len(keys) // 2
    Opening.objects.filter(pk__in=keys[:half]).update(institution=base.institution, base=base)
    Opening.objects.filter(pk__in=keys[half:]).update(
        publication=PublicationState.IN_REVIEW, sensitivity=Sensitivity.UNCHECKED
    )


def write_hosts(dice: random.Random) -> tuple[list[Base], list[Programme]]:
    """INSTITUTIONS, BASES and PROGRAMMES, each named in both languages."""
    now = timezone.now()
    institutions = []
    for n in range(INSTITUTIONS):
        country = dice.choice(COUNTRIES)
        institutions.append(
            Institution(
                slug=f"many-{n}",
                kind=dice.choice(InstitutionKind.values),
                country=country,
                province=dice.choice(Province.values) if country == "CN" else "",
                verification=Verification.VERIFIED,
                verified_at=now,
            )
        )
    Institution.objects.bulk_create(institutions, BATCH)
    bases = [
        Base(
            slug=f"many-{n}",
            institution=dice.choice(institutions),
            kind=dice.choice(BaseKind.values),
            province=dice.choice(Province.values),
            recognised_on=date(2015, 1, 1),
            status=BaseStatus.RECOGNISED,
        )
        for n in range(BASES)
    ]
    Base.objects.bulk_create(bases, BATCH)
    programmes = [Programme(slug=f"many-{n}", kind=ProgrammeKind.TALENT) for n in range(PROGRAMMES)]
    Programme.objects.bulk_create(programmes)
    _name(InstitutionText, "institution", institutions)
    _name(BaseText, "base", bases)
    _name(ProgrammeText, "programme", programmes)
    return bases, programmes


def _name(model: Any, subject: str, rows: list[Any]) -> None:
    texts = [
        model(**{subject: row}, language=language, is_original=language == "en", name=f"{subject} {row.pk}")
        for row in rows
        for language in LANGUAGES
    ]
    model.objects.bulk_create(texts, BATCH)


def write_openings(number: int, dice: random.Random, bases: list[Base], programmes: list[Programme]) -> None:
    """So many that take applications, each with a text in one language or both, fields and what it asks for."""
    openings = Opening.objects.bulk_create([_opening(dice, bases, programmes) for _ in range(number)], BATCH)
    texts: list[Model] = []
    languages, fields, challenges = [], [], []
    known = list(PriorityField.objects.all()), list(Challenge.objects.all())
    has_field, has_challenge = Opening.fields.through, Opening.challenges.through
    for opening in openings:
        title = " ".join(dice.sample(SUBJECTS, 4))
        first, second = dice.sample(LANGUAGES, 2)
        texts.append(
            OpeningText(opening=opening, language=first, title=title, summary=title, description=title * 20)
        )
        if dice.random() < 0.5:
            texts.append(OpeningText(opening=opening, language=second, is_original=False, title=title))
        languages += [
            RequiredLanguage(opening=opening, language=code, level="B2")
            for code in dice.sample(["en", "fr", "zh"], dice.randint(0, 2))
        ]
        fields += [
            has_field(opening_id=opening.pk, priorityfield_id=one.pk)
            for one in dice.sample(known[0], dice.randint(1, 2))
        ]
        challenges += [
            has_challenge(opening_id=opening.pk, challenge_id=one.pk)
            for one in dice.sample(known[1], dice.randint(0, 1))
        ]
    for rows in (texts, languages, fields, challenges):
        if rows:
            type(rows[0])._default_manager.bulk_create(rows, BATCH)


def _opening(dice: random.Random, bases: list[Base], programmes: list[Programme]) -> Opening:
    base, now = dice.choice(bases), timezone.now()
    fewest, most = dice.choice(STAYS)
    rule = dice.choices(list(NationalityRule), [80, 15, 5])[0]
    named = [] if rule == NationalityRule.ANY else dice.sample(NATIONS, dice.randint(1, 4))
    return Opening(
        institution=base.institution,
        base=base,
        programme=dice.choice([None, *programmes]),
        kind=dice.choice(StayKind.values),
        months_min=fewest,
        months_max=most,
        starts_from=date(2040, 3, 1),
        starts_until=date(2040, 9, 1),
        deadline=now + timedelta(days=dice.randint(5, 365)),
        career_stages=dice.choice(STAGES),
        nationality_rule=rule,
        nationalities=named,
        sensitivity="clear",
        publication="open",
        published_at=now - timedelta(hours=dice.randint(1, 5_000)),
    )
