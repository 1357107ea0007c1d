"""Questions whether two profiles are one person's, for the overview of the profile, which `experts` shows."""

from __future__ import annotations

from django import template

from accounts.audience import Visitor
from matching.models import MergeRequest
from matching.models.merge import MergeRequestQuerySet

register = template.Library()


@register.simple_tag
def questions_to_merge(user: Visitor) -> MergeRequestQuerySet:
    return MergeRequest.objects.visible_to(user).open()
