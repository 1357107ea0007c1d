"""Who works at the desks of the bench, and what lies there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from accounts.consent_texts import current_text
from accounts.models import AttachePost, Consent, OfficerScope, PostKind, Purpose, ScopeLevel, User
from bases.models import Opening
from experts.models import Nomination, Profile
from matching.models import Match
from search.indexing.outbox import deferred
from search.models import IndexJob
from tests.bench import corpus
from tests.bench.material import topics
from tests.bench.people import reference, write_openings, write_people
from tests.bench.stay_rows import write_stays

LISTED = 20  # people in the stored list of an opening
NOMINATIONS = 200  # of the attaché
BATCH = 1_000


def write(people: int, openings: int, countries: list[str], say: Callable[[str], None]) -> None:
    say("migrating")
    call_command("migrate", verbosity=0)
    known, subjects = reference(), topics(corpus.fields(), people=people)
    say(f"{people} people, {openings} openings")
    write_people(people, subjects, known, lambda done: None)
    with deferred(), transaction.atomic():
        write_openings(subjects, known, count=openings)
    IndexJob.objects.all().delete()
    say("the index")
    corpus.fill(subjects, Path(__file__).resolve().parents[2] / "var" / "bench" / "cache", lambda done: None)
    say("consents, lists and desks")
    now, version = timezone.now(), current_text(Purpose.ATTACHES).version
    users = Profile.objects.exclude(pk__endswith="0").values_list("user_id", flat=True)
    Consent.objects.bulk_create(
        [Consent(user_id=user, purpose=Purpose.ATTACHES, version=version, given_at=now) for user in users],
        BATCH,
    )
    keys = list(Opening.objects.order_by("pk").values_list("pk", flat=True))
    for number, key in enumerate(keys):
        Opening.objects.filter(pk=key).update(deadline=now + timedelta(days=3 + number % 200))
    Match.objects.bulk_create(
        [
            Match(
                opening_id=key, profile_id=1 + (key * 31 + place * 97) % people, rank=place + 1,
                total=0.5, parts=[], strength=("strong", "good", "partial", "weak")[(key + place) % 4],
                engine="bench", computed_at=now,
            )
            for key in keys
            for place in range(LISTED)
        ],
        BATCH,
        ignore_conflicts=True,
    )  # fmt: skip
    write_stays(keys, people)
    attache = _user("attache")
    AttachePost.objects.create(user=attache, countries=countries, since=timezone.localdate())
    AttachePost.objects.create(
        user=_user("intermediary"), kind=PostKind.INTERMEDIARY, body="Bridge", fields=["energy", "health"],
        countries=countries, since=timezone.localdate(),
    )  # fmt: skip
    OfficerScope.objects.create(user=_user("officer"), level=ScopeLevel.NATIONAL)
    there = list(Profile.objects.filter(country__in=countries)[:NOMINATIONS])
    Nomination.objects.bulk_create(
        [
            Nomination(
                nominated_by=attache, author=attache, opening_id=keys[number % len(keys)], name=f"Person {number}",
                language="en", email=f"nominated{number}@bench.example", expires_at=now + timedelta(days=20),
            )
            for number in range(len(there))
        ]
    )  # fmt: skip
    rows = Nomination.objects.filter(nominated_by=attache)
    rows.update(state="sent", came_from="draft")
    for row, profile in zip(rows.order_by("pk"), there, strict=True):
        Nomination.objects.filter(pk=row.pk).update(
            state="accepted", came_from="sent", profile=profile, answered_at=now
        )


def readers() -> tuple[dict[str, User], dict[str, int]]:
    """The logins, and what addresses leave open."""
    people = {
        name: User.objects.get(email=f"{name}@desks.example")
        for name in ("attache", "intermediary", "officer")
    }
    keys = list(Opening.objects.filter(fields="energy").order_by("pk").values_list("pk", flat=True)[:2])
    return people, {"opening": keys[0], "other": keys[1]}


def _user(name: str) -> User:
    return User.objects.create_user(
        email=f"{name}@desks.example", name=name, email_verified_at=timezone.now()
    )
