from __future__ import annotations

import zoneinfo
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from bases.choices import Declaration, Direction, NationalityRule, PublicationState, Sensitivity
from bases.models.base import Base
from bases.models.framework import Framework
from bases.models.institution import Institution
from bases.models.programme import Programme
from bases.models.project import Project
from bases.querysets import OpeningQuerySet
from bases.validators import validate_career_stages, validate_zone
from taxonomy.choices import SourceChannel, StayKind
from taxonomy.models import AtomicModel, Challenge, PriorityField, says_its_language, written_in
from taxonomy.models.versions import HasVersions


class Opening(HasVersions, AtomicModel):
    """A place for somebody to come to, or to go to: the field's "hosting offer"."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="openings")
    base = models.ForeignKey(Base, null=True, blank=True, on_delete=models.PROTECT, related_name="openings")
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="openings"
    )
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="openings"
    )
    framework = models.ForeignKey(
        Framework, null=True, blank=True, on_delete=models.PROTECT, related_name="openings"
    )
    direction = models.CharField(
        _("direction"), max_length=10, choices=Direction.choices, default=Direction.INBOUND
    )
    kind = models.CharField(_("kind of stay"), max_length=20, choices=StayKind.choices)
    places = models.PositiveSmallIntegerField(_("places"), default=1)
    months_min = models.PositiveSmallIntegerField(_("shortest stay (months)"))
    months_max = models.PositiveSmallIntegerField(_("longest stay (months)"))
    starts_from = models.DateField(_("earliest arrival"))
    starts_until = models.DateField(_("latest arrival"))
    deadline = models.DateTimeField(_("deadline"))
    deadline_zone = models.CharField(
        _("time zone of the deadline"), max_length=40, default="Asia/Shanghai", validators=[validate_zone]
    )
    career_stages = models.JSONField(
        _("career stages"),
        default=list,
        blank=True,
        validators=[validate_career_stages],
        help_text=_("Empty: any."),
    )
    nationality_rule = models.CharField(
        _("nationality rule"), max_length=10, choices=NationalityRule.choices, default=NationalityRule.ANY
    )
    nationalities = CountryField(multiple=True, blank=True, verbose_name=_("nationalities of the rule"))
    fields = models.ManyToManyField(PriorityField, verbose_name=_("priority fields"), related_name="openings")
    challenges = models.ManyToManyField(
        Challenge, verbose_name=_("global challenges"), related_name="openings", blank=True
    )
    channel = models.CharField(
        _("source channel"), max_length=20, choices=SourceChannel.choices, default=SourceChannel.HOST
    )
    sensitivity = models.CharField(
        _("sensitive-field review"), max_length=10, choices=Sensitivity.choices, default=Sensitivity.UNCHECKED
    )
    sensitivity_reason = models.TextField(_("reason of the review"), blank=True)
    sensitivity_reason_language = written_in(_("language of the reason"))
    half_cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("first officer to clear it"),
    )
    declared = models.CharField(
        _("declared by the host"),
        max_length=3,
        choices=Declaration.choices,
        default=Declaration.UNSAID,
        blank=True,
    )
    declaration = models.TextField(_("what the host says of it"), blank=True)
    declaration_language = written_in(_("language of the declaration"))
    publication = models.CharField(
        _("publication"), max_length=10, choices=PublicationState.choices, default=PublicationState.DRAFT
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        ordering = ["deadline", "id"]
        verbose_name = _("opening")
        verbose_name_plural = _("openings")
        indexes = [models.Index(fields=["publication", "deadline"], name="openings_by_deadline")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=StayKind.values), name="opening_kind_is_known"),
            models.CheckConstraint(
                condition=Q(direction__in=Direction.values), name="opening_direction_is_known"
            ),
            models.CheckConstraint(
                condition=Q(publication__in=PublicationState.values), name="opening_publication_is_known"
            ),
            models.CheckConstraint(
                condition=Q(sensitivity__in=Sensitivity.values), name="opening_sensitivity_is_known"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=SourceChannel.values), name="opening_channel_is_known"
            ),
            models.CheckConstraint(condition=Q(places__gte=1), name="opening_has_a_place"),
            models.CheckConstraint(
                condition=Q(months_min__gte=1, months_max__gte=F("months_min")),
                name="opening_stay_is_a_range",
            ),
            models.CheckConstraint(
                condition=Q(starts_until__gte=F("starts_from")), name="opening_arrival_is_a_range"
            ),
            models.CheckConstraint(
                condition=Q(base__isnull=False)
                | Q(project__isnull=False)
                | Q(kind=StayKind.INTERNATIONAL_POST)
                | Q(direction=Direction.OUTBOUND),
                name="opening_has_base_or_project",
            ),
            models.CheckConstraint(
                condition=(Q(nationality_rule=NationalityRule.ANY) & Q(nationalities=""))
                | (
                    Q(nationality_rule__in=[NationalityRule.ONLY, NationalityRule.EXCEPT])
                    & ~Q(nationalities="")
                ),
                name="opening_nationality_rule_names_countries",
            ),
            models.CheckConstraint(
                condition=~Q(
                    publication__in=[PublicationState.OPEN, PublicationState.PAUSED, PublicationState.FILLED]
                )
                | Q(sensitivity=Sensitivity.CLEAR, published_at__isnull=False),
                name="opening_is_cleared_before_publication",
            ),
            says_its_language(
                "sensitivity_reason",
                language="sensitivity_reason_language",
                name="sensitivity_reason_says_its_language",
            ),
            models.CheckConstraint(
                condition=Q(declared__in=Declaration.values), name="opening_declaration_is_known"
            ),
            says_its_language(
                "declaration", language="declaration_language", name="declaration_says_its_language"
            ),
            models.CheckConstraint(
                condition=~Q(sensitivity__in=[Sensitivity.HELD, Sensitivity.REFUSED])
                | ~Q(sensitivity_reason=""),
                name="held_opening_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"opening {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.publication == PublicationState.OPEN and self.deadline > timezone.now()

    @property
    def is_over(self) -> bool:
        """Closed, or past its deadline before anybody closed it."""
        late = self.publication == PublicationState.OPEN and self.deadline <= timezone.now()
        return late or self.publication == PublicationState.CLOSED

    @property
    def is_held(self) -> bool:
        return self.sensitivity == Sensitivity.HELD

    @property
    def local_deadline(self) -> datetime:
        """The deadline on the clock of its own zone."""
        return self.deadline.astimezone(zoneinfo.ZoneInfo(self.deadline_zone))
