"""The JSON of the match commands, described in docs/match-json.md. Fields are added, never renamed."""

from __future__ import annotations

from typing import Any

from bases.models import Base, Opening
from experts.models import Profile
from matching.domain.points import is_only_named
from matching.domain.storing import part_as_json, reason_as_json
from matching.domain.wording import name_of
from matching.types import Bilingual, Evidence, Marked, Ranked, Shortlist

FORMAT = 1


def shortlist_as_json(found: Shortlist[Any], *, asked: dict[str, Any]) -> dict[str, Any]:
    """A whole list; `asked` says for what."""
    return {
        "format": FORMAT,
        "asked": asked,
        "engine": found.engine,
        "computed_at": found.computed_at.isoformat(timespec="seconds"),
        "pool": found.pool,
        "feedback": found.verdicts,
        "ranked": [ranked_as_json(one) for one in found.ranked],
        "ineligible": [ranked_as_json(one) for one in found.ineligible],
        "aside": [ranked_as_json(one) for one in found.aside],
    }


def ranked_as_json(one: Ranked[Any]) -> dict[str, Any]:
    return {
        "id": one.subject.pk,
        "rank": one.rank,
        "moved": one.moved,
        "name": name_as_json(one.subject),
        "score": round(one.score.total, 4),
        "strength": one.score.strength.value,
        "affinity": round(one.score.affinity, 4),
        "parts": [part_as_json(part) for part in one.score.parts],
        "eligible": one.eligibility.eligible,
        "eligibility": [reason_as_json(reason) for reason in one.eligibility.reasons],
        "evidence": [evidence_as_json(evidence) for evidence in one.evidence],
        "points": [evidence_as_json(evidence) for evidence in one.points],
    }


def name_as_json(subject: Profile | Opening | Base) -> dict[str, str]:
    """A person's name in native and in Latin script; the title of an opening or base in each language."""
    if isinstance(subject, Profile):
        return {"zh": subject.native_name or subject.name, "en": subject.name}
    return _bilingual(name_of(subject))


def evidence_as_json(evidence: Evidence) -> dict[str, Any]:
    return {
        "asked": _marked(evidence.asked),
        "has": _marked(evidence.has) if evidence.has else None,
        "source": _bilingual(evidence.source) if evidence.source else None,
        "terms": [{"asked": asked, "has": has} for asked, has in evidence.terms],
        "open": list(evidence.left_open),
        "named": is_only_named(evidence),
        "similarity": evidence.similarity,
        "topic": evidence.topic.value if evidence.topic else None,
        "answer": reason_as_json(evidence.answer) if evidence.answer else None,
    }


def _marked(marked: Marked) -> dict[str, Any]:
    return {"text": marked.text, "language": marked.language, "marks": [list(mark) for mark in marked.marks]}


def _bilingual(text: Bilingual) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
