"""The button “Follow” of public pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse

register = template.Library()
KEPT = "_followed"  # on the request: read once for all buttons of a page


@register.inclusion_tag("matching/follow_button.html", takes_context=True)
def follow_button(context: Context, kind: str, key: str, name: str) -> dict[str, Any]:
    """Of `kind` and `key` as in `matching.domain.following`; `name`: of what it is, for those who hear the button."""
    request = context.get("request")
    found = {"address": reverse("matching:follow", args=[kind, key]), "name": name}
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return found
    mine = getattr(request, KEPT, None)
    if mine is None:
        mine = set()
        for field, country, base, person in user.follows.values_list(
            "field_id", "country", "base__slug", "person_id"
        ):
            mine |= {("field", field), ("country", country), ("base", base), ("person", str(person))}
        setattr(request, KEPT, mine)
    return found | {"inside": True, "follows": (kind, key) in mine, "back": request.get_full_path()}
