"""How far does a name in the text move a rank? python -m tests.bench.named_places

On the loaded and indexed demo data: each person of the gold list tells in one more sentence where they studied, once a
place everybody knows, once one that nobody does, and their rank by research is compared. The engine leaves out names
that the profile has for a person's own organisations; these it does not know.
"""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Mapping

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talentbridge.settings.development")

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "well known": {"en": "I studied at MIT.", "zh-hans": "我曾就读于清华大学。"},
    "little known": {"en": "I studied at Eastvale Polytechnic.", "zh-hans": "我曾就读于东谷理工学院。"},
    "a name": {"en": "My teacher was Wrenna Aldermoor.", "zh-hans": "我的老师是陆望申。"},
}


def main() -> None:
    import django

    django.setup()
    from bases.models import Opening
    from demo.gold import known_merit
    from experts.models import Profile
    from matching.domain.asked import asked_by_opening
    from matching.domain.engine import affinity_model
    from search.backends.memory import MemoryBackend
    from search.backends.registry import get_backend
    from search.documents import OF_A_PROFILE, document_id, read_profile
    from search.engine import get_slots, get_view_builder
    from search.types import Document, IndexedPassage, Passage

    index, builder = get_backend(), get_view_builder(keep=False)
    model, everybody = affinity_model(index, "profile"), sorted(index.digests("profile"))
    merit = known_merit()
    people = Profile.objects.matchable().filter(pk__in={pk for ids in merit.values() for pk in ids})
    told: dict[str, MemoryBackend] = {}
    for kind, sentence in SENTENCES.items():
        told[kind] = MemoryBackend(slots=get_slots())
        for person in people.prefetch_related(*OF_A_PROFILE):
            passages = [
                Passage(p.key, p.language, p.title, f"{sentence[p.language]} {p.body}")
                if p.key == "profile"
                else p
                for p in read_profile(person).passages
            ]
            views = builder.views(passages)
            indexed = tuple(IndexedPassage(p.key, view) for p, view in zip(passages, views, strict=True))
            told[kind].put([Document(document_id("profile", person.pk), "profile", indexed)])
    ranks: dict[str, list[tuple[int, int]]] = {kind: [] for kind in SENTENCES}
    for opening in Opening.objects.filter(pk__in=merit):
        asked = asked_by_opening(opening, index).passages
        usual = {one.id: one.total for one in model.people(asked, index.fetch(everybody))}
        for pk in merit[opening.pk]:
            id = document_id("profile", pk)
            rivals = [value for other, value in usual.items() if other != id]
            for kind, backend in told.items():
                for changed in model.people(asked, backend.fetch([id])):
                    both = (usual[id], changed.total)
                    before, after = (1 + sum(rival > value for rival in rivals) for value in both)
                    ranks[kind].append((before, after))
    for kind, pairs in ranks.items():
        moved = [abs(before - after) for before, after in pairs]
        better = sum(after < before for before, after in pairs)
        worse = sum(after > before for before, after in pairs)
        sys.stdout.write(
            f"{kind:14} {len(pairs)} pairs   median move {statistics.median(moved)}   largest {max(moved)}   "
            f"up {better}   down {worse}   mean rank {statistics.mean(b for b, _ in pairs):.2f} -> "
            f"{statistics.mean(a for _, a in pairs):.2f}\n"
        )


if __name__ == "__main__":
    main()
