"""Training: courses, those to come first."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Case, F, When
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.models.body import BodyPage
from cms.models.listing import IndexPage
from taxonomy.models import PriorityField


class TrainingIndexPage(IndexPage):
    """Lists its courses: the next first, then the past ones, the latest first."""

    row = "cms/rows/course.html"
    all_of = _("All courses")
    nothing = _("There is no course yet.")
    subpage_types: ClassVar[list[str]] = ["cms.CoursePage"]

    class Meta:
        verbose_name = _("list of courses")
        verbose_name_plural = _("lists of courses")

    def entries(self, sent: QueryDict) -> Any:
        ahead = Case(When(ends_on__gte=timezone.localdate(), then=F("starts_on")))
        return super().entries(sent).order_by(ahead.asc(nulls_last=True), "-starts_on", "pk")


class CoursePage(BodyPage):
    """One course: when, where or online, for how many, and how to register."""

    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    place = models.CharField(_("place"), max_length=150, blank=True)
    online = models.BooleanField(_("can be followed online"), default=False)
    places = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    registration = models.TextField(_("how to register"), max_length=600, blank=True)
    address = models.URLField(
        _("address to register at"),
        blank=True,
        max_length=500,
        validators=[URLValidator(schemes=["https"])],
        help_text=_("Begins with https://"),
    )
    field = models.ForeignKey(
        PriorityField,
        verbose_name=_("priority field"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    content_panels = [
        FieldPanel("starts_on"),
        FieldPanel("ends_on"),
        FieldPanel("place"),
        FieldPanel("online"),
        FieldPanel("places"),
        FieldPanel("field"),
        *BodyPage.content_panels,
        FieldPanel("registration"),
        FieldPanel("address"),
    ]
    template = "cms/course_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.TrainingIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    @property
    def is_past(self) -> bool:
        return self.ends_on < timezone.localdate()

    def clean(self) -> None:
        super().clean()
        faults = {}
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            faults["ends_on"] = _("The last day comes before the first; correct one of the two.")
        if not self.place and not self.online:
            faults["place"] = _("Say where the course takes place, or that it can be followed online.")
        if faults:
            raise ValidationError(faults)
