"""Blocks that show what stands in the database now, and say so where it is nothing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django_countries import countries
from wagtail import blocks

from bases.choices import BaseKind
from bases.models import Programme
from cms import live
from taxonomy.choices import Province, StayKind
from taxonomy.models import PriorityField


def field_choices() -> list[tuple[str, str]]:
    return [(field.pk, str(field)) for field in PriorityField.objects.all()]


def country_choices() -> list[tuple[str, str]]:
    return list(countries)


def programme_choices() -> list[tuple[str, str]]:
    rows = Programme.objects.order_by("slug").prefetch_related("texts")
    return [(programme.slug, programme.label) for programme in rows]


def number_block() -> blocks.IntegerBlock:
    return blocks.IntegerBlock(
        min_value=1, max_value=live.MOST, default=live.SHOWN, label=_("how many at most")
    )


def any_of(choices: Any, label: Any) -> blocks.ChoiceBlock:
    return blocks.ChoiceBlock(choices=choices, required=False, label=label)


def asked(value: Any, *names: str) -> dict[str, Any]:
    """What an editor chose, and how many; a draft may lack any of it."""
    return {name: value[name] or "" for name in names} | {"number": value["number"] or live.SHOWN}


class OpeningsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120, label=_("heading"))
    field = any_of(field_choices, _("priority field"))
    country = any_of(country_choices, _("country of the host"))
    kind = any_of(StayKind.choices, _("kind of stay"))
    programme = any_of(programme_choices, _("programme"))
    number = number_block()

    class Meta:
        label = _("Openings")
        icon = "list-ul"
        template = "cms/blocks/openings.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        found = live.openings(**asked(value, "field", "country", "kind", "programme"))
        return super().get_context(value, parent_context=parent_context) | {"openings": found}


class DeadlinesBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120, label=_("heading"))
    field = any_of(field_choices, _("priority field"))
    number = number_block()

    class Meta:
        label = _("Upcoming deadlines")
        icon = "calendar-alt"
        template = "cms/blocks/deadlines.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        found = live.openings(**asked(value, "field"))
        return super().get_context(value, parent_context=parent_context) | {"openings": found}


class BasesBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120, label=_("heading"))
    field = any_of(field_choices, _("priority field"))
    kind = any_of(BaseKind.choices, _("type of base"))
    province = any_of(Province.choices, _("province"))
    number = number_block()

    class Meta:
        label = _("Bases")
        icon = "home"
        template = "cms/blocks/bases.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        found = live.bases(**asked(value, "field", "kind", "province"))
        return super().get_context(value, parent_context=parent_context) | {"bases": found}


class StatBlock(blocks.StructBlock):
    """One or several figures, counted when the page is served."""

    figures = blocks.ListBlock(
        blocks.ChoiceBlock(choices=live.Figure.choices, label=_("figure")),
        min_num=1,
        max_num=4,
        label=_("figures"),
    )

    class Meta:
        label = _("Figures")
        icon = "order"
        template = "cms/blocks/stat.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        # A draft may lack a choice.
        known = [name for name in value["figures"] if name in live.Figure.values]
        figures = [(live.Figure(name).label, live.figure(name)) for name in known]
        return super().get_context(value, parent_context=parent_context) | {"figures": figures}
