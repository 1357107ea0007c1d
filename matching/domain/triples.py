"""Project, talent, base: for each corner the two others that fit best, by one scoring of three legs.

Each leg proposes candidates from the index; they are read again from the database and cut to the nearest few, and only
those few are combined. Queries are constant in number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db.models import prefetch_related_objects
from django.utils import timezone

from accounts.audience import Visitor
from bases.models import Base, Project
from experts.models import Profile
from matching.domain import triple_rows as rows
from matching.domain.asked import asked_by_profile
from matching.domain.candidates import look, number
from matching.domain.engine import affinity_model
from matching.domain.sections import reads_own
from matching.domain.triple_kinds import LEGS, RESEARCH, STAY
from matching.domain.triple_lists import listed, nothing
from matching.domain.triple_near import Near, asked_with, current_texts, indexed_texts
from matching.domain.triple_places import places_at
from matching.domain.triple_scoring import Nearness, combined
from matching.domain.triple_types import Triples
from search.backends.registry import get_backend
from search.blocks import block_of
from search.documents import OF_A_PROFILE, base_passages, document_id, project_passages

# How many the index proposes, and how many of those are combined: never more than PEOPLE × BASES triples.
LOOK_PEOPLE, LOOK_BASES = 100, 20
PEOPLE, BASES, PROJECTS = 30, 10, 10


def triples_for_project(project: Project, *, reader: Visitor | None = None, top: int = 10) -> Triples:
    """Pairs of a person and a base for a project: each person once, with the base that suits both best.

    People are those of the pool whom `reader` may see; without a reader, the whole pool. Nobody where the project has
    ended, its base may not host, or the sensitive-field review holds an opening of it.
    Raises IndexUnavailable and EncoderUnavailable.
    """
    backend, now = get_backend(), timezone.now()
    if reason := rows.why_not_project(project, today=timezone.localdate(now)):
        return nothing(backend, now, reason)
    hosts = rows.bases([project.base_id], reader)
    known = rows.projects(hosts.values(), reader, today=timezone.localdate(now)).get(project.pk)
    if known is None:
        return nothing(backend, now)
    texts = current_texts(hosts[project.base_id], backend)
    asked = asked_with([f"project:{known.pk}"], texts=texts, written=project_passages(known))
    others = rows.bases(_numbers(look(backend, "base", asked, size=LOOK_BASES)), reader)
    near = Near(affinity_model(backend, "profile"), indexed_texts(others.values(), backend) | texts)
    hosts = others | hosts
    home = near.home(known.pk, hosts)
    hosts = {pk: hosts[pk] for pk in _first(hosts, home, size=BASES, always={known.base_id})}

    people = rows.people(_numbers(look(backend, "profile", asked, size=LOOK_PEOPLE)), reader)
    block = backend.fetch([document_id("profile", pk) for pk in people])
    research = near.research(known.pk, block)
    chosen = _first(research, {pk: value for pk, (_, value) in research.items()}, size=PEOPLE)
    found = combined(
        [known],
        [people[pk] for pk in chosen],
        hosts.values(),
        near=Nearness(
            {(known.pk, pk): research[pk] for pk in chosen},
            {(base, pk): value for base in hosts for pk, value in near.stay(base, block).items()},
            {(known.pk, base): value for base, value in home.items()},
        ),
        places=places_at(hosts.values(), reader=reader, now=now),
    )
    return listed(found, backend, now, by="profile", top=top)


def triples_for_person(profile: Profile, *, reader: Visitor | None = None, top: int = 10) -> Triples:
    """Projects for a person, each once, with the base that suits both best; none for somebody outside the pool.

    Raises IndexUnavailable and EncoderUnavailable.
    """
    backend, now = get_backend(), timezone.now()
    person = rows.people([profile.pk], reader).get(profile.pk)
    if person is None:
        return nothing(backend, now)
    prefetch_related_objects([person], *OF_A_PROFILE)
    asked = asked_by_profile(person, backend)
    hosts = rows.bases(_numbers(look(backend, "base", asked, size=LOOK_BASES)), reader)
    projects = rows.projects(hosts.values(), reader, today=timezone.localdate(now))
    near = Near(affinity_model(backend, "profile"), indexed_texts(hosts.values(), backend))
    projects = {pk: projects[pk] for pk in near.nearest_projects(asked.passages, projects, size=PROJECTS)}
    block = block_of({document_id("profile", person.pk): asked.passages})
    stay = {base: near.stay(base, block).get(person.pk, 0.0) for base in hosts}
    own = {project.base_id for project in projects.values()}
    hosts = {pk: hosts[pk] for pk in _first(hosts, stay, size=max(BASES, len(own) + BASES // 2), always=own)}
    research = {(pk, person.pk): found for pk in projects for found in near.research(pk, block).values()}
    found = combined(
        [projects[pk] for pk, _ in research],
        [person],
        hosts.values(),
        near=Nearness(
            research,
            {(base, person.pk): value for base, value in stay.items()},
            {(pk, base): value for pk in projects for base, value in near.home(pk, hosts).items()},
        ),
        places=places_at(hosts.values(), reader=reader, now=now, own=reads_own(reader, person)),
    )
    return listed(found, backend, now, by="project", top=top)


def triples_for_base(base: Base, *, reader: Visitor | None = None, top: int = 10) -> Triples:
    """People and projects for a base: each person once, with the project – of this base or another's that it could
    host – that suits both best. Nobody where the base may not host. Raises IndexUnavailable and EncoderUnavailable.
    """
    backend, now = get_backend(), timezone.now()
    if reason := rows.why_not_base(base):
        return nothing(backend, now, reason)
    host = rows.bases([base.pk], reader)[base.pk]
    texts, written = current_texts(host, backend), base_passages(host)
    for project in host.projects.all():
        written += project_passages(project)
    asked = asked_with(texts, texts=texts, written=written)
    others = rows.bases(set(_numbers(look(backend, "base", asked, size=LOOK_BASES))) - {host.pk}, reader)
    projects = rows.projects([host, *others.values()], reader, today=timezone.localdate(now))
    near = Near(affinity_model(backend, "profile"), indexed_texts(others.values(), backend) | texts)
    own = [pk for pk, project in projects.items() if project.base_id == host.pk]
    nearest = near.nearest_projects(near.texts.get(f"base:{host.pk}", ()), projects, size=PROJECTS)
    projects = {pk: projects[pk] for pk in dict.fromkeys([*own, *nearest][:PROJECTS])}

    people = rows.people(_numbers(look(backend, "profile", asked, size=LOOK_PEOPLE)), reader)
    block = backend.fetch([document_id("profile", pk) for pk in people])
    research = {(pk, who): found for pk in projects for who, found in near.research(pk, block).items()}
    stay = near.stay(host.pk, block)
    hopes = {who: LEGS[STAY].weight * value for who, value in stay.items()}
    for (_, who), (_, value) in research.items():
        hopes[who] = max(
            hopes.get(who, 0.0), LEGS[RESEARCH].weight * value + LEGS[STAY].weight * stay.get(who, 0.0)
        )
    chosen = {who: people[who] for who in _first({who for _, who in research}, hopes, size=PEOPLE)}
    found = combined(
        [projects[pk] for pk in dict.fromkeys(pk for pk, _ in research)],
        chosen.values(),
        [host],
        near=Nearness(
            research,
            {(host.pk, who): value for who, value in stay.items()},
            {(pk, host.pk): near.home(pk, [host.pk]).get(host.pk, 0.0) for pk in projects},
        ),
        places=places_at([host], reader=reader, now=now),
    )
    return listed(found, backend, now, by="profile", top=top)


def _first(
    ids: Collection[int], near: Mapping[int, float], *, size: int, always: Collection[int] = ()
) -> list[int]:
    """At most `size` ids: those of `always`, then the nearest; ties by id."""
    return sorted(ids, key=lambda pk: (pk not in always, -near.get(pk, 0.0), pk))[:size]


def _numbers(documents: Iterable[str]) -> list[int]:
    return [number(id) for id in documents]
