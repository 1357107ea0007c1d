"""Words that people ask for and neither our terms nor the dictionary know: counted, and shown once they are no secret.

A search may be for a person. So nothing is kept of who asked, a word cannot be read from its row before it was asked
for on DAYS different days, and the name of somebody in the database is never shown at all. A keyword of profiles is
shown once it stands in PROFILES of them that are in the pool.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.domain.audit import record
from accounts.models import User
from experts.choices import Audience, Section
from experts.models import Profile, ProfileText
from search import engine
from search.terminology.editing import check_may_edit
from search.terminology.named import naming
from search.terminology.thesaurus import get_thesaurus
from search.text.characters import HAN
from search.text.language import CHINESE, ENGLISH, OTHER, detect
from search.text.segmentation import known_words
from search.text.stopwords import CHINESE_FUNCTION_WORDS, ENGLISH_FUNCTION_WORDS
from search.text.surfaces import fold, folded_words, has_han
from taxonomy.models import MissingTerm, Term
from taxonomy.terms import LONGEST

logger = logging.getLogger(__name__)

DAYS = 3  # different days on which a word was asked for before it is kept readable
PROFILES = 2  # of the pool that have a keyword before it is shown
MOST_WORDS = 4  # of an English phrase; longer ones are sentences
LONGEST_PHRASE = 60  # characters
NEW_A_DAY = 500  # words that are counted for the first time; more are a robot's
FORGOTTEN = timedelta(days=90)  # after which a word that stayed below DAYS is no longer counted
SHOWN = 100
CLOSED = (Audience.INTRODUCTION, Audience.NOBODY)  # to officers: keywords belong to the biography
CACHED = 600  # seconds that the keywords of profiles are counted for

_RUN = re.compile(f"[{HAN}]+")


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


def unknown_in(question: str) -> list[tuple[str, str]]:
    """(word, language) of what neither our terms nor the dictionary know in a question of some words.

    Chinese: stretches of two characters and more that get no gloss. English: the phrase of two to MOST_WORDS words, if
    it is no term.
    """
    folded = " ".join(fold(question).split())
    if has_han(folded):
        return [(word, CHINESE) for word in dict.fromkeys(_without_gloss(folded)) if len(word) <= LONGEST]
    if detect(question) == OTHER:
        return []
    phrase = _phrase(folded)
    return [(phrase, ENGLISH)] if phrase else []


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
    for word, language, profiles in _keywords():
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


def _without_gloss(folded: str) -> Iterator[str]:
    lexicon = engine.get_lexicon()
    known = [(word.start, word.end) for word in known_words(folded, lexicon)]
    for run in _RUN.finditer(folded):
        at = run.start()
        # A term that mixes the scripts may begin before the run or end after it.
        here = [(start, end) for start, end in known if start < run.end() and end > at]
        for start, end in [*here, (run.end(), run.end())]:
            piece = folded[at:start].strip("".join(CHINESE_FUNCTION_WORDS))
            if len(piece) >= 2:
                yield piece
            at = end


def _phrase(folded: str) -> str:
    """The English phrase without function words at its ends; empty where it is no phrase, or a known one."""
    if not folded.isascii() or any(map(str.isdigit, folded)) or len(folded) > LONGEST_PHRASE:
        return ""
    parts = folded.split()
    while parts and parts[0] in ENGLISH_FUNCTION_WORDS:
        parts.pop(0)
    while parts and parts[-1] in ENGLISH_FUNCTION_WORDS:
        parts.pop()
    phrase = " ".join(parts)
    if not 2 <= len(folded_words(phrase)) <= MOST_WORDS:
        return ""
    return "" if get_thesaurus().question(phrase).whole else phrase


def _keywords() -> list[tuple[str, str, int]]:
    """(keyword, language, how many profiles of the pool have it) of keywords that are unknown as a whole."""
    version = "-".join(map(str, Term.objects.version()))
    cache_key = f"missing-keywords-{hashlib.sha256(version.encode()).hexdigest()}"
    found: list[tuple[str, str, int]] | None = cache.get(cache_key)
    if found is None:
        found = _count_keywords()
        cache.set(cache_key, found, CACHED)
    return found


def _count_keywords() -> list[tuple[str, str, int]]:
    closed = Q(visibility__section=Section.BIOGRAPHY, visibility__audience__in=CLOSED)
    pool = Profile.objects.matchable().exclude(closed)
    holders: Counter[str] = Counter()
    texts = ProfileText.objects.filter(profile__in=pool.values("pk")).exclude(keywords=[])
    before: tuple[int, set[str]] = (0, set())  # versions of one profile follow each other
    for profile, keywords in texts.order_by("profile_id").values_list("profile_id", "keywords").iterator():
        words_of = {" ".join(fold(word).split()) for word in keywords if isinstance(word, str)}
        if profile == before[0]:
            words_of -= before[1]
            before = profile, before[1] | words_of
        else:
            before = profile, words_of
        holders.update(words_of)
    lexicon, known = engine.get_lexicon(), get_thesaurus()
    found = []
    for word, profiles in holders.items():
        if profiles < PROFILES or word in known:
            continue
        if has_han(word):
            if _RUN.fullmatch(word) and 2 <= len(word) <= LONGEST and word not in lexicon:
                found.append((word, CHINESE, profiles))
        elif _phrase(word):
            found.append((word, ENGLISH, profiles))
    return sorted(found, key=lambda one: (-one[2], one[0]))[:SHOWN]
