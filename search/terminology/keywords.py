"""Keywords of profiles that are no term yet: counted over the pool as it is now, and shown once PROFILES have them."""

from __future__ import annotations

import hashlib
from collections import Counter

from django.core.cache import cache
from django.db.models import Q, QuerySet

from experts.choices import Audience, Section
from experts.models import Profile, ProfileText
from search import engine
from search.terminology.thesaurus import get_thesaurus
from search.terminology.unknown import RUN, phrase_of
from search.text.language import CHINESE, ENGLISH
from search.text.surfaces import fold, has_han
from taxonomy.models import Term
from taxonomy.terms import LONGEST

PROFILES = 2  # of the pool that have a keyword before it is shown
SHOWN = 100
CLOSED = (Audience.INTRODUCTION, Audience.NOBODY)  # to officers: keywords belong to the biography
CACHED = 600  # seconds that a count holds while nobody joins or leaves the pool


def missing_keywords() -> list[tuple[str, str, int]]:
    """(keyword, language, how many profiles of the pool have it) of keywords that are unknown as a whole."""
    pool = _pool()
    # Who withdraws or closes the biography is another pool: nothing that was counted with them is shown again.
    people = ",".join(map(str, pool.order_by("pk").values_list("pk", flat=True)))
    version = "-".join(map(str, Term.objects.version()))
    cache_key = f"missing-keywords-{hashlib.sha256(f'{version} {people}'.encode()).hexdigest()}"
    found: list[tuple[str, str, int]] | None = cache.get(cache_key)
    if found is None:
        found = _counted(pool)
        cache.set(cache_key, found, CACHED)
    return found


def _pool() -> QuerySet[Profile]:
    closed = Q(visibility__section=Section.BIOGRAPHY, visibility__audience__in=CLOSED)
    return Profile.objects.matchable().exclude(closed)


def _counted(pool: QuerySet[Profile]) -> list[tuple[str, str, int]]:
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
            if RUN.fullmatch(word) and 2 <= len(word) <= LONGEST and word not in lexicon:
                found.append((word, CHINESE, profiles))
        elif phrase_of(word):
            found.append((word, ENGLISH, profiles))
    return sorted(found, key=lambda one: (-one[2], one[0]))[:SHOWN]
