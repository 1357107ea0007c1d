"""Synthetic people and openings in a database, written in bulk and past the outbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.db import models, transaction
from django.utils import timezone

from accounts.models import Consent, Purpose, User
from bases.choices import BaseKind, BaseStatus, InstitutionKind, PublicationState, Sensitivity, Verification
from bases.models import (
    Base,
    BaseText,
    Institution,
    InstitutionText,
    Opening,
    OpeningText,
    RequiredLanguage,
)
from experts.choices import ProfileKind, ProfileState
from experts.models import LanguageSkill, Profile, ProfileText, Publication, WantedStay
from taxonomy.choices import CareerStage, Province, StayKind
from taxonomy.models import Challenge, PriorityField
from tests.bench.material import SEED, Topic, rare_word

BLOCK = 2_000
OPENINGS = 40
COUNTRIES = ("DE", "US", "GB", "FR", "RU", "JP", "IN", "BR", "ZA", "KE", "EG", "NO", "AU", "KR", "SG", "CN")
# Most people write in one language, some in both: shares of en, zh, both.
LANGUAGES = ((("en",), 0.55), (("zh-hans",), 0.3), (("en", "zh-hans"), 0.15))
PAPERS = 1.85  # on average; with the texts about three passages a person


@dataclass(frozen=True, slots=True)
class Reference:
    """Rows of the migrations that people name."""

    fields: dict[str, str]  # slug -> key
    challenges: Sequence[str]


def reference() -> Reference:
    """What the migrated database holds."""
    return Reference(
        {field.slug: field.pk for field in PriorityField.objects.order_by("pk")},
        list(Challenge.objects.order_by("pk").values_list("pk", flat=True)),
    )


def write_people(
    count: int, topics: Sequence[Topic], known: Reference, progress: Callable[[int], None]
) -> None:
    """Profiles 1..count with everything that a match reads. Seeded: the same people in every run."""
    draw = np.random.default_rng(SEED)
    for first in range(1, count + 1, BLOCK):
        numbers = range(first, min(first + BLOCK, count + 1))
        with transaction.atomic():
            _write_block(list(numbers), topics, known, draw)
        progress(len(numbers))


def _write_block(
    numbers: Sequence[int], topics: Sequence[Topic], known: Reference, draw: np.random.Generator
) -> None:
    now = timezone.now()
    rows: dict[type[models.Model], list[models.Model]] = {}

    def add(row: models.Model) -> None:
        rows.setdefault(type(row), []).append(row)

    for pk in numbers:
        topic = topics[int(draw.integers(len(topics)))]
        stage = CareerStage.values[int(draw.integers(4))]
        country = COUNTRIES[int(draw.integers(len(COUNTRIES)))]
        add(
            User(
                pk=pk,
                email=f"person{pk}@bench.example",
                name=f"Person {pk}",
                password="!",
                email_verified_at=now,
            )
        )
        for purpose, share in ((Purpose.MATCHING, 1.0), (Purpose.INSTITUTIONS, 0.8)):
            if draw.random() < share:
                add(Consent(user_id=pk, purpose=purpose, version="bench", given_at=now))
        add(
            Profile(
                pk=pk, user_id=pk, name=f"Person {pk}", state=ProfileState.ACTIVE,
                kind=ProfileKind.EXPERT if stage in ("R3", "R4") else ProfileKind.YOUNG_SCIENTIST,
                career_stage=stage, country=country, nationalities=[country], confirmed_at=now,
            )
        )  # fmt: skip
        _write_texts(pk, topic, draw, add)
        add(Profile.fields.through(profile_id=pk, priorityfield_id=known.fields[topic.field]))
        if draw.random() < 0.5:
            challenge = known.challenges[int(draw.integers(len(known.challenges)))]
            add(Profile.challenges.through(profile_id=pk, challenge_id=challenge))
        for language, share in (("en", 0.9), ("zh", 0.35), ("fr", 0.15)):
            if draw.random() < share:
                level = ("A2", "B1", "B2", "C1", "C2")[int(draw.integers(5))]
                add(LanguageSkill(profile_id=pk, language=language, level=level))
        for kind in draw.choice(
            StayKind.values[:5], size=1 + int(draw.random() < 0.5), replace=False
        ).tolist():
            start = date(2027, 1, 1) + timedelta(days=int(draw.integers(400)))
            add(
                WantedStay(
                    profile_id=pk, kind=kind, months_min=int(1 + draw.integers(3)), months_max=12,
                    earliest=start, latest=start + timedelta(days=500),
                )
            )  # fmt: skip
    for model, found in rows.items():
        model._default_manager.bulk_create(found, batch_size=500)


def _write_texts(
    pk: int, topic: Topic, draw: np.random.Generator, add: Callable[[models.Model], None]
) -> None:
    languages = LANGUAGES[int(np.searchsorted(np.cumsum([share for _, share in LANGUAGES]), draw.random()))][
        0
    ]
    for language in languages:
        add(
            ProfileText(
                profile_id=pk, language=language, is_original=language == languages[0],
                headline=_one(topic.titles[language], draw),
                biography="\n".join(_lines(topic, language, int(3 + draw.integers(4)), draw)),
                keywords=list(topic.keywords[language]),
            )
        )  # fmt: skip
    for _ in range(int(draw.poisson(PAPERS))):
        language = languages[int(draw.integers(len(languages)))]
        add(
            Publication(
                profile_id=pk, language=language, title=_one(topic.titles[language], draw),
                abstract="\n".join(_lines(topic, language, int(5 + draw.integers(3)), draw)),
                year=int(2008 + draw.integers(18)),
            )
        )  # fmt: skip


def _lines(topic: Topic, language: str, count: int, draw: np.random.Generator) -> Iterator[str]:
    chosen = draw.permutation(len(topic.sentences[language]))[:count]
    yield from (topic.sentences[language][i] for i in chosen.tolist())
    # Zipf: a few of these words are frequent, most occur once or twice.
    yield " ".join(rare_word(int(rank)) for rank in np.minimum(draw.zipf(1.25, 3), 60_000))


def _one(lines: Sequence[str], draw: np.random.Generator) -> str:
    return lines[int(draw.integers(len(lines)))]


def write_openings(topics: Sequence[Topic], known: Reference, *, count: int = OPENINGS) -> None:
    """`count` of one base and institution; half in English, half in Chinese, some in both."""
    draw, now = np.random.default_rng(SEED + 1), timezone.now()
    institution = Institution.objects.create(
        slug="bench", kind=InstitutionKind.INSTITUTE, province=Province.ANHUI,
        verification=Verification.VERIFIED, verified_at=now,
    )  # fmt: skip
    InstitutionText.objects.create(institution=institution, language="en", name="Institute of Measuring")
    base = Base.objects.create(
        slug="bench", institution=institution, kind=BaseKind.DEMONSTRATION_BASE, province=Province.ANHUI,
        recognised_on=date(2015, 5, 20), status=BaseStatus.RECOGNISED,
    )  # fmt: skip
    BaseText.objects.create(
        base=base,
        language="en",
        name=topics[0].titles["en"][0],
        about="\n".join(topics[0].sentences["en"][:2]),
    )
    for number, topic in enumerate(draw.choice(len(topics), count, replace=count > len(topics)).tolist()):
        subject = topics[topic]
        languages = (("en",), ("zh-hans",), ("en",), ("zh-hans", "en"))[number % 4]
        opening = Opening.objects.create(
            institution=institution, base=base, kind=StayKind.values[number % 4], months_min=2, months_max=6,
            career_stages=[] if number % 2 else ["R2", "R3"],
            starts_from=date(2027, 3, 1), starts_until=date(2028, 6, 1), deadline=now + timedelta(days=90),
            publication=PublicationState.OPEN, sensitivity=Sensitivity.CLEAR, published_at=now,
        )  # fmt: skip
        opening.fields.add(PriorityField.objects.get(slug=subject.field))
        for language in languages:
            OpeningText.objects.create(
                opening=opening, language=language, is_original=language == languages[0],
                title=subject.call_titles[language][0], description="\n".join(subject.calls[language]),
                requirements=list(subject.requirements[language]),
            )  # fmt: skip
        if number % 3 == 0:
            RequiredLanguage.objects.create(opening=opening, language="en", level="B1")
