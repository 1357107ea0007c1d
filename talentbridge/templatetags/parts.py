"""Parts with a body. `templates/components/` holds every part; docs/design-system.md says which takes one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, and whether it holds numbers."""

    label: str
    number: bool


@register.simple_block_tag(takes_context=True, end_name="endpart")
def part(context: Context, content: str, component: str, **parameters: Any) -> SafeString:
    """`{% part "card" title=… %}…{% endpart %}`: the part gets its parameters and what stands between as `body`.

    It sees nothing else of the page, as with `{% include … only %}`. An empty body is no body.
    """
    found = context.template.engine.get_template(f"components/{component}.html")  # type: ignore[union-attr]
    inside = context.new({**parameters, "body": content if content.strip() else ""})
    inside["csrf_token"] = context.get("csrf_token")
    return found.render(inside)


@register.filter
def options(values: Iterable[Any]) -> SafeString:
    """The options of a facet's list. Made here: a template takes twenty times as long for five hundred bases."""
    rows = (
        (one.value, SafeString(" selected") if one.chosen else "", one.label, one.count) for one in values
    )
    return format_html_join("\n", '<option value="{}"{}>{} ({})</option>', rows)


@register.filter
def boxes(values: Iterable[Any], name: str) -> SafeString:
    """The boxes to tick of a facet called `name`: a page has a hundred of them."""
    rows = (
        (name, one.value, name, one.value, SafeString(" checked") if one.chosen else "", one.label, one.count)
        for one in values
    )
    box = '<label><input type="checkbox" id="{}-{}" name="{}" value="{}"{}> {} <span class="number">{}</span></label>'
    return format_html_join("\n", box, rows)


@register.filter
def equals(value: Any, other: Any) -> bool:
    """For a parameter that is true or false: `current=here|equals:"terms"`."""
    return bool(value == other)


@register.simple_tag
def columns(numbers: str = "", **heads: str) -> Mapping[str, Column]:
    """`{% columns place=_("Place") places=_("Places") numbers="places" as columns %}`: the columns by name, in order.

    `numbers`: names, apart by spaces, of those that hold figures.
    """
    return {name: Column(str(head), name in numbers.split()) for name, head in heads.items()}
