"""Public figures, counted when the page is served."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms import figures, statistics
from cms.funnel import public_funnel
from cms.models.body import BodyPage


class StatisticsPage(BodyPage):
    """Openings, bases and people in tables with bars."""

    template = "cms/statistics_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    show_in_menus_default = True

    class Meta:
        verbose_name = _("page of statistics")
        verbose_name_plural = _("pages of statistics")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        tables = statistics.tables()
        if self.body.first_block_by_name("tiles"):  # editors show there how far it is to the goal, by type
            tables = [table for table in tables if table.key != "bases-by-kind"]
            progress = None
        else:
            progress = figures.progress()
        return super().get_context(request, *args, **kwargs) | {
            "tables": tables,
            "progress": progress,
            "funnel": public_funnel(),
            "fewest": statistics.FEWEST,
        }
