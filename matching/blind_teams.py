"""Teams without names: what a host may see of several people at once before anybody agreed to meet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bases.models import Opening
from bases.shown import Shown, shown
from experts.choices import Section
from experts.models import Profile, TeamMember
from matching.blind import letter, veiled, veiled_evidence
from matching.domain.coverage import Covered, Member, TeamFit
from matching.domain.sections import quotable
from matching.names import Names, only_addresses, whole_name
from matching.types import Evidence, Marked, Reason, Verdict
from matching.veils import veils_of

Veil = Callable[[str, str], Shown]  # text, language


@dataclass(frozen=True, slots=True)
class MemberShown:
    """One of a team: a number, and a name once both sides agreed to meet."""

    number: int
    name: str
    lead: bool
    profile: Profile
    headline: Shown | None
    covers: Shown | None
    unmet: tuple[Reason, ...]
    unknown: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class RequirementShown:
    """One requirement, who meets it and with which sentence; `member` is None: the gap."""

    asked: Marked
    member: MemberShown | None
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class TeamShown:
    """One team of the list as its reader sees it. Its own name is not shown: teams are called after people."""

    letter: str
    fit: TeamFit
    about: Shown | None
    members: tuple[MemberShown, ...]
    requirements: tuple[RequirementShown, ...]

    @property
    def gaps(self) -> list[Marked]:
        return [one.asked for one in self.requirements if one.member is None]


def teams_shown(opening: Opening, fits: Iterable[TeamFit]) -> list[TeamShown]:
    """Named by letters in their order. Four queries, whatever the number of teams."""
    fits = list(fits)
    veils = veils_of(opening, [member.profile for fit in fits for member in fit.members])
    named = veils.met | veils.named
    rows = list(TeamMember.objects.filter(team__in=[fit.team for fit in fits]).order_by("pk"))
    ids = {row.profile_id for row in rows} | {fit.team.lead_id for fit in fits}
    # Whoever is in a team may be named in its texts, whether they are in the pool or not.
    names = {
        profile.pk: veils.over(profile) or only_addresses()
        for profile in Profile.objects.filter(pk__in=ids - veils.met)
        .only("name", "native_name", "affiliation", "country", "nationalities")
        .prefetch_related("affiliations")
    }
    by_team: dict[int, list[TeamMember]] = {fit.team.pk: [] for fit in fits}
    for row in rows:
        by_team[row.team_id].append(row)
    return [_team(fit, letter(i), by_team[fit.team.pk], names, named) for i, fit in enumerate(fits)]


def _team(
    fit: TeamFit, name: str, rows: list[TeamMember], names: dict[int, Names], named: frozenset[int]
) -> TeamShown:
    own = {row.profile_id for row in rows} | {fit.team.lead_id}
    hidden = [names[pk] for pk in sorted(own) if pk in names]
    hidden[:0] = [name for name in map(whole_name, (fit.team.name, fit.team.other_name)) if name]

    def veil(text: str, language: str) -> Shown:
        return Shown(_veiled(Marked(text, language), hidden).text, language)

    covers = {row.profile_id: row.covers for row in rows}
    members = tuple(
        _member(number, one, fit, covers.get(one.profile.pk, ""), veil, named=one.profile.pk in named)
        for number, one in enumerate(fit.members, 1)
    )
    lead = next((one.profile for one in members if one.lead), None)
    open_lead = lead is not None and Section.BIOGRAPHY in quotable(lead)
    about = veil(fit.team.about, fit.team.language) if fit.team.about and open_lead else None
    requirements = tuple(_requirement(one, members, hidden) for one in fit.requirements)
    return TeamShown(name, fit, about, members, requirements)


def _member(number: int, one: Member, fit: TeamFit, covers: str, veil: Veil, *, named: bool) -> MemberShown:
    profile, reasons = one.profile, one.eligibility.reasons
    told = Section.BIOGRAPHY in quotable(profile)
    headline = shown(profile, "headline") if told else None
    return MemberShown(
        number=number,
        name=profile.display_name if named else "",
        lead=profile.pk == fit.team.lead_id,
        profile=profile,
        headline=veil(headline.text, headline.language) if headline else None,
        covers=veil(covers, fit.team.language) if covers and told else None,
        unmet=tuple(reason for reason in reasons if reason.verdict is Verdict.UNMET),
        unknown=tuple(reason for reason in reasons if reason.verdict is Verdict.UNKNOWN),
    )


def _requirement(one: Covered, members: tuple[MemberShown, ...], hidden: list[Names]) -> RequirementShown:
    if one.member is None or one.evidence is None:
        return RequirementShown(one.asked, None, None)
    evidence = one.evidence
    for names in hidden:
        evidence = veiled_evidence(evidence, names)
    return RequirementShown(one.asked, members[one.member], evidence)


def _veiled(marked: Marked, hidden: list[Names]) -> Marked:
    for names in hidden:
        marked = veiled(marked, names)
    return marked
