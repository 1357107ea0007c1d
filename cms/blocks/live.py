"""Blocks that show what stands in the database now, and say so where it is nothing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from bases.choices import BaseKind
from cms import live
from cms.blocks.choices import any_of, asked, country_choices, field_choices, number_block, programme_choices
from taxonomy.choices import Province, StayKind


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
        preview_value = {
            "heading": _("Openings"),
            "field": "",
            "country": "",
            "kind": "",
            "programme": "",
            "number": 2,
        }
        description = _("Openings that take applications now, the next deadline first.")

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
        preview_value = {"heading": _("Upcoming deadlines"), "field": "", "number": 3}
        description = _("A table of the deadlines that come next.")

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
        preview_value = {"heading": _("Bases"), "field": "", "kind": "", "province": "", "number": 2}
        description = _("Recognised bases, the latest recognised first.")

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
        preview_value = {"figures": ["openings", "bases", "hosts"]}
        description = _("Figures, counted when the page is opened.")

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        # A draft may lack a choice.
        known = [name for name in value["figures"] if name in live.Figure.values]
        figures = [(live.Figure(name).label, live.figure(name)) for name in known]
        return super().get_context(value, parent_context=parent_context) | {"figures": figures}
