"""Blocks that draw what stands in the database now."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms import figures, sankey


class TilesBlock(blocks.StructBlock):
    """The way to the goal of bases: how many of each type, and a tile for each province."""

    heading = blocks.CharBlock(max_length=120, label=_("heading"))

    class Meta:
        label = _("Bases by type and province")
        icon = "table"
        template = "cms/blocks/tiles.html"
        preview_value = {"heading": _("Bases by type and province")}
        description = _("How far it is to the goal, with a tile for each province.")

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return super().get_context(value, parent_context=parent_context) | {"progress": figures.progress()}


class SankeyBlock(blocks.StructBlock):
    """From the countries of the hosts over the fields to the bases: places in openings."""

    heading = blocks.CharBlock(max_length=120, label=_("heading"))

    class Meta:
        label = _("Places from country over field to base")
        icon = "resubmit"
        template = "cms/blocks/sankey.html"
        preview_value = {"heading": _("Places from country over field to base")}
        description = _("A diagram of the places in openings, with its figures as tables.")

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return super().get_context(value, parent_context=parent_context) | {"diagram": sankey.diagram()}
