"""One person and one opening: the same scores, reasons and evidence as in a list, without the list."""

from __future__ import annotations

from django.db.models import prefetch_related_objects
from django.utils import timezone

from accounts.audience import Visitor
from bases.models import Opening
from experts.models import Profile
from matching.domain import evidence, parts
from matching.domain.asked import asked_by_opening
from matching.domain.eligibility import eligibility
from matching.domain.engine import affinity_model
from matching.domain.repeated import Wording, own_words
from matching.domain.rules.opening import held
from matching.domain.scoring import calibrated, score
from matching.domain.sections import reads_own
from matching.domain.standing import standing_of_people
from matching.domain.stays import best_fit
from matching.types import Ranked
from search.backends.registry import get_backend
from search.blocks import block_of
from search.documents import document_id

OF_AN_OPENING = (
    "institution", "framework", "fields", "challenges", "required_languages", "texts", "base__texts", "project__texts",
)  # fmt: skip


def explain_pair(
    opening: Opening, profile: Profile, *, reader: Visitor | None = None
) -> Ranked[Profile] | None:
    """The pair as it stands now, with rank 0. `reader`: whoever looks; without one, the system itself.

    None where the person is not in the pool or the index, where `reader` may not see them, and where the
    sensitive-field review holds the opening. Raises IndexUnavailable and EncoderUnavailable.
    """
    backend, now = get_backend(), timezone.now()
    rows = Profile.objects.matchable().filter(pk=profile.pk)
    person = (rows if reader is None else rows.visible_to(reader)).for_matching().first()
    if person is None or held(opening):
        return None
    prefetch_related_objects([opening], *OF_AN_OPENING)
    own = reads_own(reader, person)
    asked = asked_by_opening(opening, backend)
    block = backend.fetch([document_id("profile", person.pk)])
    if left := own_words([person], Wording(opening)):
        block = block_of(left)
    for near in affinity_model(backend, "profile").people(asked.passages, block):
        fit = best_fit(opening, person.stays.all(), today=timezone.localdate(now))
        found = score(
            parts.parts_of(
                opening,
                person,
                affinity=calibrated(near.total),
                fit=fit,
                partners=parts.partners_of(opening),
            ),
            affinity=near.total,
        )
        standing = standing_of_people(opening)(person.pk)
        may = eligibility(opening, person, now=now, standing=standing, fit=fit, own=own)
        line = Ranked(0, person, found, may, repeats=bool(left))
        [line] = evidence.for_people(opening, [line], block, whole=asked.passages, backend=backend, own=own)
        return line
    return None
