"""What each named part says of project and person, and of project and base."""

from __future__ import annotations

from bases.choices import BaseKind
from bases.models import Base, Project
from experts.models import Profile
from matching.domain.parts import MOST_CHALLENGES, MOST_FIELDS, UNSAID
from matching.domain.scoring import CLOSE, NEAR
from matching.domain.triple_kinds import HOME, PARTS, RESEARCH
from matching.types import Bilingual, Part

# What each type of base is made for (plan, chapter 3.4): these do research themselves, the others bring its results
# into use.
RESEARCH_KINDS = frozenset(
    {BaseKind.JOINT_CENTRE, BaseKind.DEMONSTRATION_BASE, BaseKind.INNOVATION_PARK, BaseKind.ALLIANCE}
)


def research_parts(project: Project, profile: Profile, *, affinity: float) -> tuple[Part, ...]:
    """Project and person. `affinity`: 0–1, calibrated."""
    return (
        near(
            RESEARCH,
            affinity,
            zh=("研究与项目内容非常接近。", "研究与项目内容相近。", "研究与项目内容相距较远。"),
            en=(
                "Work and project meet closely.",
                "Work and project are near each other.",
                "Work and project are some way apart.",
            ),
        ),
        fields(RESEARCH, project, profile),
        _challenges(project, profile),
    )


def home_parts(project: Project, base: Base, *, affinity: float) -> tuple[Part, ...]:
    """Project and base. At its own base a project is at home, whatever the texts say."""
    if project.base_id == base.pk:
        return (part(HOME, "own", 1.0, zh="项目就在此基地开展。", en="The project runs at this base."),)
    return (
        near(
            HOME,
            affinity,
            zh=(
                "基地所述条件与项目内容非常接近。",
                "基地所述条件与项目内容相近。",
                "基地所述条件与项目内容相距较远。",
            ),
            en=(
                "What the base describes meets the project closely.",
                "What the base describes is near the project.",
                "What the base describes is some way from the project.",
            ),
        ),
        fields(HOME, project, base),
        _kind(project, base),
        _province(project, base),
    )


def part(leg: str, name: str, value: float, *, zh: str, en: str) -> Part:
    """A part of a leg with what it says."""
    return Part(
        name=name, value=round(value, 4), weight=PARTS[leg][name].weight, text=Bilingual(zh=zh, en=en)
    )


def near(leg: str, value: float, *, zh: tuple[str, str, str], en: tuple[str, str, str]) -> Part:
    """What the texts say: closely, near, or apart."""
    step = 0 if value >= CLOSE else 1 if value >= NEAR else 2
    return part(leg, "affinity", value, zh=zh[step], en=en[step])


def fields(leg: str, asked: Project | Base, other: Profile | Base) -> Part:
    """The share of the fields asked for that the other has."""
    wanted, own = {row.slug for row in asked.fields.all()}, {row.slug for row in other.fields.all()}
    if not wanted or not own:
        return part(leg, "field", UNSAID, zh="未标注重点领域。", en="No priority field is named.")
    share = len(wanted & own) / len(wanted)
    if not share:
        return part(leg, "field", 0.0, zh="重点领域不同。", en="Different priority fields.")
    if isinstance(other, Profile) and len(own) > MOST_FIELDS:
        return part(
            leg,
            "field",
            0.0,
            zh="所选重点领域过多，不作数。",
            en="Too many priority fields to tell anything.",
        )
    if share == 1:
        return part(leg, "field", share, zh="重点领域相同。", en="The same priority field.")
    return part(leg, "field", share, zh="部分重点领域相同。", en="Some of the priority fields are the same.")


def _challenges(project: Project, profile: Profile) -> Part:
    wanted = {row.slug for row in project.challenges.all()}
    own = {row.slug for row in profile.challenges.all()}
    shared = wanted & own
    if not wanted:
        return part(
            RESEARCH,
            "challenge",
            UNSAID,
            zh="项目未标注全球性挑战。",
            en="The project names no global challenge.",
        )
    share = len(shared) / len(wanted)
    if not share:
        return part(
            RESEARCH, "challenge", 0.0, zh="没有相同的全球性挑战。", en="No global challenge in common."
        )
    if len(own) > MOST_CHALLENGES:
        return part(
            RESEARCH,
            "challenge",
            0.0,
            zh="所选全球性挑战过多，不作数。",
            en="Too many challenges to tell anything.",
        )
    return part(RESEARCH, "challenge", share, zh="面向同样的全球性挑战。", en="Aimed at the same challenge.")


def _kind(project: Project, base: Base) -> Part:
    if base.kind == project.base.kind:
        return part(
            HOME,
            "kind",
            1.0,
            zh="与项目所在基地类型相同。",
            en="The same type of base as the project's own.",
        )
    if base.kind in RESEARCH_KINDS:
        return part(HOME, "kind", 0.6, zh="此类基地开展研究。", en="This type of base does research.")
    return part(
        HOME,
        "kind",
        0.2,
        zh="此类基地以成果转化为主，而非研究。",
        en="This type of base brings results into use rather than doing research.",
    )


def _province(project: Project, base: Base) -> Part:
    if base.province == project.base.province:
        return part(
            HOME, "province", 1.0, zh="与项目所在基地同省。", en="In the province of the project's own base."
        )
    return part(
        HOME,
        "province",
        0.0,
        zh="与项目所在基地不同省。",
        en="In another province than the project's own base.",
    )
