"""Stays on their way, taken there by the steps of the domain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from accounts.models import User
from bases.choices import StaffRole
from exchanges.clock import today_at
from exchanges.domain.agreement import propose, sign
from exchanges.domain.planning import plan_exchange
from exchanges.domain.steps import begin, disclose
from exchanges.domain.terms import Terms
from exchanges.models import AgreementVersion
from matching.choices import ExchangeState, IntroductionState
from matching.models import Exchange, Introduction
from tests.factories import IntroductionFactory, StaffMembershipFactory

MEANT = {"reason": "Both sides agreed on these days.", "language": "en"}
WHY = {"reason": "A grant was delayed.", "language": "en"}


@dataclass
class Stay:
    exchange: Exchange
    host: User
    person: User

    @property
    def today(self) -> date:
        return today_at(self.exchange)

    def fresh(self) -> Exchange:
        return Exchange.objects.get(pk=self.exchange.pk)

    def terms(self, first: int = 0, last: int = 90, **others: Any) -> Terms:
        """`first`, `last`: days from today at the base."""
        words = {
            "duties": "Measure the laser line.",
            "pay": "A stipend of 12 000 yuan a month.",
            "ip": "Shared in equal parts.",
            "language": "en",
        }
        day = self.today
        return Terms(
            starts_on=day + timedelta(days=first), ends_on=day + timedelta(days=last), **{**words, **others}
        )

    def propose(
        self, *, by: User | None = None, terms: Terms | None = None, **words: str
    ) -> AgreementVersion:
        """Days that the opening does not offer are meant so; `words`: why the agreement is changed."""
        last = self.exchange.versions.order_by("number").last()
        seen = last.number if last else 0
        row = self.fresh()
        if row.state == ExchangeState.PLANNED:
            words = {**MEANT, **words}
        return propose(row, terms or self.terms(), seen=seen, by=by or self.host, anyway=True, **words)

    def sign(self, version: AgreementVersion, *, by: User, name: str | None = None) -> Exchange:
        """Under the name of the account, where no other is typed."""
        typed = by.name if name is None else name
        return sign(self.fresh(), number=version.number, sha256=version.sha256, name=typed, by=by)

    def agree(self, first: int = 0, last: int = 90) -> AgreementVersion:
        version = self.propose(terms=self.terms(first, last))
        self.sign(version, by=self.host)
        self.sign(version, by=self.person)
        return version

    def arrive(self, first: int = 0, last: int = 90) -> None:
        self.agree(first, last)
        disclose(self.fresh(), by=self.person, day=self.today)
        begin(self.fresh(), by=self.host, day=self.today)


def a_stay(**of: Any) -> Stay:
    """Both sides accepted; nothing is agreed. `of`: of the introduction."""
    introduction: Introduction = IntroductionFactory.create(ready=True, **of)
    introduction.came_from, introduction.state = introduction.state, IntroductionState.ACCEPTED
    introduction.save()
    host = StaffMembershipFactory.create(
        institution=introduction.opening.institution, role=StaffRole.EDITOR
    ).user
    person = introduction.profile.user
    assert person is not None
    return Stay(plan_exchange(introduction, by=person), host, person)
