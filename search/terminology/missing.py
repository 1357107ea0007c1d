"""Words that people ask for and neither our terms nor the dictionary know: counted, and shown once they are no secret.

A search may be for a person. So nothing is kept of who asked, a word cannot be read from its row before it was asked
for on DAYS different days, and the name of somebody in the database is never shown at all. A keyword of profiles is
shown once it stands in PROFILES of them that are in the pool.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.domain.audit import record
from accounts.models import User
from search.terminology.editing import check_may_edit
from search.terminology.keywords import missing_keywords
from search.terminology.named import naming
from search.terminology.thesaurus import get_thesaurus
from search.terminology.unknown import LONGEST_PHRASE, unknown_in
from search.text.surfaces import fold
from taxonomy.models import MissingTerm

logger = logging.getLogger(__name__)

DAYS = 3  # different days on which a word was asked for before it is kept readable
NEW_A_DAY = 500  # words that are counted for the first time; more are a robot's
FORGOTTEN = timedelta(days=90)  # after which a word that stayed below DAYS is no longer counted
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Missing:
    """A word that somebody may want to add. `days` of searches, `profiles` with it as a keyword."""

    surface: str
    language: str
    times: int = 0
    days: int = 0
    profiles: int = 0

    @property
    def weight(self) -> int:
        """How much it is missed."""
        return self.days + self.profiles


def note_asked(question: str) -> None:
    """Count the unknown words of a search. Counting is no reason for a search to fail: a busy database is logged."""
    unknown = unknown_in(question)
    if not unknown:
        return
    try:
        with transaction.atomic():
            for word, language in sorted(unknown):  # one order of locks, whatever the order of words
                _count(word, language)
    except DatabaseError as error:
        logger.warning("A missing word was not counted: %s", error)


def ranked_missing() -> list[Missing]:
    """What officers see: the most missed first, without what became a term or was ignored."""
    found = {
        row.surface: Missing(row.surface, row.language, row.times, row.days)
        for row in MissingTerm.objects.filter(ignored=False, days__gte=DAYS).exclude(surface="")[:1000]
    }
    for word, language, profiles in missing_keywords():
        asked = found.get(word)
        found[word] = Missing(
            word, language, asked.times if asked else 0, asked.days if asked else 0, profiles
        )
    ignored = set(MissingTerm.objects.filter(ignored=True).values_list("surface", flat=True))
    known = get_thesaurus()
    kept = [one for one in found.values() if one.surface not in ignored and one.surface not in known]
    names = naming(
        one.surface for one in kept
    )  # keywords may be names, and people join after a search for them
    kept = [one for one in kept if one.surface not in names]
    return sorted(kept, key=lambda one: (-one.weight, -one.times, one.surface))[:SHOWN]


@transaction.atomic
def ignore(surface: str, *, language: str, by: User) -> None:
    """Show this word no more. Raises PermissionDenied."""
    check_may_edit(by)
    surface = fold(surface)[:LONGEST_PHRASE]
    row, _new = MissingTerm.objects.update_or_create(
        key=_key(surface), defaults={"surface": surface, "language": language, "ignored": True}
    )
    record("missing term ignored", row, by=by)


def _count(word: str, language: str) -> None:
    today = timezone.localdate()
    row = MissingTerm.objects.select_for_update().filter(key=_key(word)).first()
    if row is None:
        if MissingTerm.objects.filter(last_asked=today, days=1).count() >= NEW_A_DAY:
            return
        old = MissingTerm.objects.filter(surface="", last_asked__lt=today - FORGOTTEN)
        # Never waited for: whoever holds one counts it just now.
        MissingTerm.objects.filter(
            pk__in=list(old.select_for_update(skip_locked=True).values_list("pk", flat=True))
        ).delete()
        MissingTerm.objects.create(key=_key(word), language=language, times=1, days=1, last_asked=today)
        return
    row.times += 1
    if row.last_asked != today:
        row.days += 1
        row.last_asked = today
    if row.days >= DAYS and not row.surface and not naming([word]):
        row.surface = word
    row.save()


def _key(word: str) -> str:
    """From which the word cannot be read without the secret of this installation."""
    return hmac.new(settings.SECRET_KEY.encode(), f"missing term {word}".encode(), hashlib.sha256).hexdigest()
