"""Three stays of the host whose logins are shown: one under way, one whose agreement waits for a signature, and one
that leads abroad and is agreed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from accounts.models import User
from bases.choices import Direction, PublicationState
from bases.models import Institution, Opening
from demo.loading.logins import EXPERT, HOST, YOUNG_SCIENTIST
from demo.loading.people import DOMAIN
from demo.registry import Registry
from exchanges.clock import today_at
from exchanges.domain import agreement, planning, steps
from exchanges.domain.terms import Terms
from experts.models import Profile
from matching.choices import Initiator, IntroductionState, Side
from matching.models import Exchange, Introduction
from notices.choices import Posting, Topic
from notices.models import Preference

SENT = "en-cheng-boyuan"
ENGLISH = {
    "duties": "Plan and run the outdoor measurements with the team; two seminars for doctoral students. The host "
    "provides the test field, a technician and desk space.",
    "pay": "A stipend of 18 000 yuan a month, one return flight, and a flat on the campus.",
    "ip": "Results belong to both sides in equal parts. Either side publishes after showing the other the manuscript "
    "four weeks before.",
    "language": "en",
}
ABROAD = {
    "duties": "Maintain the indicator set of the agency and run the studies of its work programme; a report to the "
    "institute every quarter. The institute keeps the position at home open.",
    "pay": "Salary on the scale of the agency; the institute goes on paying the pension contributions.",
    "ip": "Works made in the post belong to the agency; both institutions may use them.",
    "language": "en",
}
CHINESE = {
    "duties": "参与示范线的工艺评估与改进，每月向课题组作一次报告。单位提供实验场地、技术员和办公条件。",
    "pay": "生活津贴每月一万八千元，报销一次往返机票，提供校内公寓。",
    "ip": "成果由双方共有；任何一方发表前四周将稿件送另一方审阅。",
    "language": "zh-hans",
}


def make_exchanges(registry: Registry) -> None:
    """Once, together with the institution whose logins they belong to. No letters are sent."""
    if not registry.is_new("institution", HOST):
        return
    host = registry.row(Institution, "institution", HOST)
    rows = Opening.objects.filter(institution=host, publication=PublicationState.OPEN).order_by("pk")
    owner = User.objects.get(email=f"host@{DOMAIN}")
    expert = registry.row(Profile, "person", EXPERT)
    young = registry.row(Profile, "person", YOUNG_SCIENTIST)
    if len(rows) < 2:
        return
    with _without_letters():
        _under_way(_accepted(rows[len(rows) - 1], expert), owner, expert.user)
        _proposed(_accepted(rows[0], young), owner)
        for opening in rows.filter(direction=Direction.OUTBOUND)[:1]:
            _sent(_accepted(opening, registry.row(Profile, "person", SENT)), owner)


@contextmanager
def _without_letters() -> Iterator[None]:
    """While the past is made, nobody wants letters about stays."""
    wishes = [
        Preference(user=user, topic=Topic.EXCHANGES, posting=Posting.NEVER) for user in User.objects.all()
    ]
    made = Preference.objects.bulk_create(wishes)
    yield
    Preference.objects.filter(pk__in=[wish.pk for wish in made]).delete()


def _accepted(opening: Opening, profile: Profile) -> Exchange:
    row = Introduction(opening=opening, profile=profile, initiator=Initiator.HOST)
    row.save()
    row.host_accepted_at = row.person_accepted_at = row.created_at
    row.came_from, row.state = row.state, IntroductionState.ACCEPTED
    row.save()
    return planning.plan_exchange(row, by=None)


def _under_way(exchange: Exchange, owner: User, person: User | None) -> None:
    if person is None:
        return
    day = today_at(exchange)
    terms = Terms(starts_on=day, ends_on=day + timedelta(days=180), **CHINESE)
    version = agreement.propose(
        exchange,
        terms,
        seen=0,
        by=owner,
        anyway=True,
        reason="示范线的改造提前开始，双方商定提早到访。",
        language="zh-hans",
    )
    for user, name in ((owner, owner.name), (person, person.name)):
        agreement.sign(exchange, number=version.number, sha256=version.sha256, name=name, by=user)
    steps.disclose(exchange, by=person, day=day - timedelta(days=20))
    steps.begin(exchange, by=owner, day=day)
    for item in exchange.checklist.filter(days__lte=0):
        item.exchange = exchange
        planning.tick(item, done=True, by=owner if item.side == Side.HOST else person)
    for title, days in (
        ("First measurements compared with the indoor rig", 45),
        ("Joint manuscript sent", 150),
    ):
        due = day + timedelta(days=days)
        planning.add_milestone(exchange, title=title, language="en", due_on=due, by=owner)


def _proposed(exchange: Exchange, owner: User) -> None:
    first = today_at(exchange) + timedelta(days=75)
    terms = Terms(starts_on=first, ends_on=first + timedelta(days=90), **ENGLISH)
    version = agreement.propose(
        exchange,
        terms,
        seen=0,
        by=owner,
        anyway=True,
        reason="The test field is free on these days alone.",
        language="en",
    )
    agreement.sign(exchange, number=version.number, sha256=version.sha256, name=owner.name, by=owner)


def _sent(exchange: Exchange, owner: User) -> None:
    """On the first days that the opening offers, for its shortest stay."""
    opening, person = exchange.introduction.opening, exchange.introduction.profile.user
    if person is None:
        return
    last = opening.starts_from + timedelta(days=30 * opening.months_min + opening.months_min // 2)
    version = agreement.propose(
        exchange, Terms(starts_on=opening.starts_from, ends_on=last, **ABROAD), seen=0, by=owner
    )
    for user in (owner, person):
        agreement.sign(exchange, number=version.number, sha256=version.sha256, name=user.name, by=user)
