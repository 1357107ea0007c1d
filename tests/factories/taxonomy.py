"""Terms; the other tables of the taxonomy are filled by migrations."""

from __future__ import annotations

import factory

from taxonomy.models import MissingTerm, Term, TermProposal


class TermFactory(factory.django.DjangoModelFactory[Term]):
    class Meta:
        model = Term

    zh = factory.Sequence(lambda n: f"测试术语{n}")
    en = factory.Sequence(lambda n: f"test term {n}")


class TermProposalFactory(factory.django.DjangoModelFactory[TermProposal]):
    class Meta:
        model = TermProposal

    zh = factory.Sequence(lambda n: f"建议术语{n}")
    en = factory.Sequence(lambda n: f"proposed term {n}")
    proposed_by = factory.SubFactory("tests.factories.users.UserFactory")


class MissingTermFactory(factory.django.DjangoModelFactory[MissingTerm]):
    """A word that was asked for on three days: no secret any more."""

    class Meta:
        model = MissingTerm

    key = factory.Sequence(lambda n: f"{n:064x}")
    surface = factory.Sequence(lambda n: f"metagenome {n}")
    language = "en"
    times = 3
    days = 3
