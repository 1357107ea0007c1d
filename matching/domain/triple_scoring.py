"""From three legs to one number, and from pairs to a short list in which every leading corner stands once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from bases.choices import BaseStatus
from bases.models import Base, Project
from experts.models import Profile
from matching.domain.scoring import NEAR, score
from matching.domain.triple_kinds import HOME, LEGS, RESEARCH, STAY
from matching.domain.triple_parts import home_parts, research_parts
from matching.domain.triple_places import Places
from matching.domain.triple_stay import stay_parts
from matching.domain.triple_types import Leg, Triple, WayIn
from matching.types import Bilingual, Part, Reason, Strength

OTHERS = 2  # the next best with the same leading corner, shown beside the best


@dataclass(frozen=True, slots=True, eq=False)
class Nearness:
    """Of the pairs that are combined: (first id, second id) -> how near."""

    research: Mapping[tuple[int, int], tuple[float, float]]  # project, person: raw and 0–1
    stay: Mapping[tuple[int, int], float]  # base, person: 0–1
    home: Mapping[tuple[int, int], float]  # project, base: 0–1


def combined(
    projects: Iterable[Project],
    people: Iterable[Profile],
    bases: Iterable[Base],
    *,
    near: Nearness,
    places: Places,
) -> list[Triple]:
    """Every triple of the three, best first, ties by ids; unranked. Keep the three short: it is a product."""
    hosts, everybody = list(bases), list(people)
    found = []
    for project in projects:
        homes = {base.pk: _home(project, base, near) for base in hosts}
        partners = {base.pk: places.partners(project, base) for base in hosts}
        for profile in everybody:
            raw, research = _research(project, profile, near)
            for base in hosts:
                way_in = places.way_in(project, base, profile)
                stay = _stay(base, profile, way_in, near, partners[base.pk])
                legs = research, stay, homes[base.pk]
                found.append(_triple(project, profile, base, legs, way_in, raw))
    return sorted(found, key=_order)


def ranked(ordered: Iterable[Triple], *, by: Callable[[Triple], int], top: int) -> tuple[Triple, ...]:
    """The best triple of each leading corner (`by`: its id), and the next OTHERS that fit well; numbered from 1."""
    groups: dict[int, list[Triple]] = {}
    for triple in ordered:
        groups.setdefault(by(triple), []).append(triple)
    best = list(groups.values())[:top]
    return tuple(
        replace(group[0], rank=rank, others=_worth_naming(group[1:])) for rank, group in enumerate(best, 1)
    )


def _worth_naming(others: Iterable[Triple]) -> tuple[Triple, ...]:
    return tuple(islice((one for one in others if one.score.strength.fits), OTHERS))


def _research(project: Project, profile: Profile, near: Nearness) -> tuple[float, Leg]:
    raw, value = near.research[project.pk, profile.pk]
    return raw, Leg(RESEARCH, score(research_parts(project, profile, affinity=value), affinity=raw))


def _home(project: Project, base: Base, near: Nearness) -> Leg:
    value = near.home.get((project.pk, base.pk), 0.0)
    return Leg(HOME, score(home_parts(project, base, affinity=value), affinity=value))


def _stay(base: Base, profile: Profile, way_in: WayIn, near: Nearness, partners: frozenset[str]) -> Leg:
    value = near.stay.get((base.pk, profile.pk), 0.0)
    parts = stay_parts(base, profile, affinity=value, way_in=way_in, partners=partners)
    return Leg(STAY, score(parts, affinity=value))


def _triple(
    project: Project, profile: Profile, base: Base, legs: tuple[Leg, ...], way_in: WayIn, raw: float
) -> Triple:
    whole = score(map(_as_part, legs), affinity=raw)
    whole = replace(whole, strength=_weakest(whole.strength, legs[0].score.strength, legs[2].score.strength))
    return Triple(0, project, profile, base, whole, legs, way_in, _missing(base, legs, way_in))


def _weakest(*words: Strength) -> Strength:
    """A triple is called no stronger than person and project together, nor than project and base: no place makes up for
    another subject, and no person for a base that could not host the project."""
    return max(words, key=list(Strength).index)


def _as_part(leg: Leg) -> Part:
    return Part(leg.name, leg.score.total, LEGS[leg.name].weight, leg.score.parts[0].text)


def _missing(base: Base, legs: tuple[Leg, ...], way_in: WayIn) -> tuple[Bilingual, ...]:
    found = []
    if not way_in.free and not way_in.may_come:
        found.append(
            Bilingual(
                zh="基地目前没有用于该项目的空余名额，需要先发布岗位。",
                en="The base has no free place for this project now: an opening must be published first.",
            )
        )
    found += [_with_remedy(reason) for reason in way_in.unmet]
    if base.status == BaseStatus.ON_NOTICE:
        found.append(Bilingual(zh="基地正在整改观察期。", en="The base is on notice."))
    firsts = [leg.score.parts[0] for leg in legs]
    return (*found, *(part.text for part in firsts if part.name == "affinity" and part.value < NEAR))


def _with_remedy(reason: Reason) -> Bilingual:
    """What stands in the way, and what the reader can do about it."""
    if reason.remedy is None:
        return reason.text
    return Bilingual(zh=f"{reason.text.zh}{reason.remedy.zh}", en=f"{reason.text.en} {reason.remedy.en}")


def _order(triple: Triple) -> tuple[float, int, int, int]:
    return -triple.score.total, triple.project.pk, triple.profile.pk, triple.base.pk
