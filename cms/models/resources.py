"""The library: documents, data sets and links, by field and language."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from bases import addresses
from cms.choices import ResourceKind, language_name
from cms.forms import LibraryFilter, ResourceForm
from cms.models.body import BodyPage
from cms.models.listing import IndexPage
from taxonomy.models import PriorityField


class ResourceIndexPage(IndexPage):
    """Lists its resources; a visitor may ask for a kind, a field and a language."""

    row = "cms/rows/resource.html"
    all_of = _("All resources")
    nothing = _("No resource answers this.")
    subpage_types: ClassVar[list[str]] = ["cms.ResourcePage"]

    class Meta:
        verbose_name = _("library of resources")
        verbose_name_plural = _("libraries of resources")

    def entries(self, sent: QueryDict) -> Any:
        return self._filter(sent).narrow(super().entries(sent).select_related("field"))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        form = self._filter(addresses.bounded(request.GET, words=False))
        form.is_valid()  # an unknown value is named on the page and left out of the question
        return super().get_context(request, *args, **kwargs) | {"filter": form}

    def _filter(self, sent: QueryDict) -> LibraryFilter:
        return LibraryFilter(sent, ResourcePage.objects.child_of(self).live().public())


class ResourcePage(BodyPage):
    """One resource: a document that lies here, or an address elsewhere."""

    kind = models.CharField(_("kind"), max_length=10, choices=ResourceKind.choices)
    field = models.ForeignKey(
        PriorityField,
        verbose_name=_("priority field"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    languages = models.JSONField(_("languages it is in"), default=list, blank=True)
    document = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("document"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    address = models.URLField(
        _("address"),
        blank=True,
        max_length=500,
        validators=[URLValidator(schemes=["https"])],
        help_text=_("Begins with https://"),
    )

    base_form_class = ResourceForm
    content_panels = [
        FieldPanel("kind"),
        FieldPanel("field"),
        FieldPanel("languages"),
        FieldPanel("document"),
        FieldPanel("address"),
        *BodyPage.content_panels,
    ]
    template = "cms/resource_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.ResourceIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")

    @property
    def spoken(self) -> list[str]:
        return [language_name(code) for code in self.languages]

    def clean(self) -> None:
        super().clean()
        if self.document_id and self.address:
            raise ValidationError(
                {"address": _("Give a document or an address, not both; empty one of the two.")}
            )
