"""The demo data set, all or nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.db import IntegrityError, transaction

from demo import schema
from demo.loading import (
    exchanges,
    hosts,
    introductions,
    logins,
    nominations,
    notices,
    openings,
    outcomes,
    pages,
    people,
    privacy,
    teams,
)
from demo.reading import BadDemoData, read
from demo.registry import Registry
from search.indexing import deferred


def load(tell: Callable[[str], object] = lambda _step: None) -> int:
    """Load what was never loaded; returns how many records are new. Raises BadDemoData; then nothing was changed.

    `tell` hears what is being done, before each step that takes seconds.
    """
    tell("Reading the demo data …")
    institutions = read("institutions/*.yaml", schema.Institution)
    bases = read("bases/*.yaml", schema.Base)
    frameworks = read("frameworks.yaml", schema.Framework)
    programmes = read("programmes.yaml", schema.Programme)
    projects = read("projects/*.yaml", schema.Project)
    persons = read("people/*.yaml", schema.Person)
    offers = read("openings/*.yaml", schema.Opening)
    groups = read("teams.yaml", schema.Team)
    editorial = [(part, read(part.file, part.schema)) for part in pages.EDITORIAL]
    with deferred(), transaction.atomic():
        registry = Registry()
        try:
            tell("Hosts, bases, programmes and projects …")
            for institution in institutions:
                registry.make("institution", institution, hosts.make_institution)
            for base in bases:
                registry.make("base", base, lambda item: hosts.make_base(item, registry))
            for framework in frameworks:
                registry.make("framework", framework, hosts.make_framework)
            for programme in programmes:
                registry.make("programme", programme, lambda item: hosts.make_programme(item, registry))
            for project in projects:
                registry.make("project", project, lambda item: hosts.make_project(item, registry))
            tell("People and openings …")
            for person in persons:
                registry.make("person", person, people.make_person)
            for group in groups:
                registry.make("team", group, lambda item: teams.make_team(item, registry))
            for offer in offers:
                registry.make("opening", offer, lambda item: openings.make_opening(item, registry))
            tell("Pages in both languages; the first time takes a minute …")
            for part, texts in editorial:
                for text in texts:
                    registry.make(part.kind, text, part.make)
            logins.make_logins(registry)
            introductions.make_introductions(registry)
            privacy.make_privacy(registry)
            exchanges.make_exchanges(registry)
            nominations.make_nominations(registry)
            outcomes.make_outcomes(registry)
            notices.make_notices(registry)
        except IntegrityError as error:
            raise BadDemoData(
                f"the database refused a record: {error}. Correct the record that breaks it."
            ) from error
    return registry.made
