"""The recognition of a base, step by step, as the audit noted it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from accounts.models import AuditEvent
from bases.choices import BaseStatus
from bases.models import Base


@dataclass(frozen=True, slots=True)
class Step:
    """Since `day` the base has `status`. Who decided it, and why, is not for the public."""

    status: BaseStatus
    day: date

    @property
    def kind(self) -> str:
        """How the part "step" shows it."""
        return "done" if self.status == BaseStatus.RECOGNISED else "wait"


def history_of(base: Base) -> list[Step]:
    """Oldest first. A base that came recognised from elsewhere has the day of its recognition alone."""
    events = AuditEvent.objects.filter(object_type=base._meta.label_lower, object_id=str(base.pk))
    steps = []
    for after, at in events.order_by("at", "pk").values_list("after", "at"):
        if after.get("status") in BaseStatus.values:
            steps.append(Step(BaseStatus(after["status"]), localtime(at).date()))
    first = next((step for step in steps if step.status == BaseStatus.RECOGNISED), None)
    if base.recognised_on and (first is None or steps[0] is not first):
        steps.insert(0, Step(BaseStatus.RECOGNISED, base.recognised_on))
    elif base.recognised_on and first:
        steps[0] = Step(BaseStatus.RECOGNISED, min(first.day, base.recognised_on))
    return steps
