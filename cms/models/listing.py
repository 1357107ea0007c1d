"""Pages that list what stands right below them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db.models import Case, When
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bases import addresses
from cms import live
from cms.models.body import BodyPage
from cms.models.picture import with_pictures
from taxonomy.countries import where_looked_for

PER_PAGE = 20


class IndexPage(BodyPage):
    """Lists its live children, PER_PAGE at a time. A subclass names their one type in `subpage_types`."""

    row: ClassVar[str] = "cms/rows/plain.html"  # shows one `entry`
    order: ClassVar[tuple[Any, ...]] = ()  # of columns; none: by title, where a reader looks for it
    all_of: ClassVar[str | Promise] = _("All pages")  # heading over the list, for who cannot see it
    nothing: ClassVar[str | Promise] = _("There is nothing here yet.")

    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    max_count_per_parent = 1
    show_in_menus_default = True

    class Meta:
        abstract = True

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "cms/index_page.html"

    def entries(self, sent: QueryDict) -> Any:
        """The pages that answer what was asked, in order."""
        (listed,) = self.allowed_subpage_models()
        pages = with_pictures(listed.objects.child_of(self).live().public())
        return pages.order_by(*self.order) if self.order else _by_title(pages)

    def tell(self, shown: list[Any]) -> None:
        """Hang on each entry of this page of the list what its row says besides its own words."""

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        sent = addresses.bounded(request.GET, words=False)
        page = Paginator(self.entries(sent), PER_PAGE).get_page(sent.get("page"))
        page.object_list = list(page.object_list)
        self.tell(page.object_list)
        return super().get_context(request, *args, **kwargs) | {
            "entries": page,
            "neighbours": addresses.neighbours(sent, page),
        }


def _by_title(pages: Any) -> Any:
    """In the order of the language that is active, which no database of ours knows."""
    titles = sorted(pages.values_list("title", "pk"), key=lambda row: (where_looked_for(row[0]), row[1]))
    places = [When(pk=pk, then=place) for place, (_, pk) in enumerate(titles)]
    return pages.order_by(Case(*places)) if places else pages


class SubjectIndexPage(IndexPage):
    """Lists pages that are about something, each with how many openings it has now."""

    row = "cms/rows/subject.html"
    counted: ClassVar[str]  # the path from an opening to what the pages are about

    class Meta:
        abstract = True

    def tell(self, shown: list[Any]) -> None:
        taking = live.taking_by(self.counted, [entry.about_id for entry in shown])
        for entry in shown:
            entry.taking = taking.get(entry.about_id, 0)
