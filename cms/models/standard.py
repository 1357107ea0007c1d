from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from cms.models.body import BodyPage


class StandardPage(BodyPage):
    """A page of text: about, legal, accessibility. With "show in menus" it stands in the foot of every page."""

    template = "cms/standard_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["cms.StandardPage"]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
