from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from experts.choices import ProfileKind, ProfileState
from experts.querysets import ProfileQuerySet
from taxonomy.choices import CareerStage
from taxonomy.models import AtomicModel, Challenge, Discipline, PriorityField
from taxonomy.models.versions import HasVersions

ORCID = RegexValidator(r"^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$", _("An ORCID iD looks like 0000-0002-1825-0097."))


class Profile(HasVersions, AtomicModel):
    """An expert or a young scientist. Without a user it is unclaimed: nobody has agreed to anything yet."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="profile"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ProfileKind.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=ProfileState.choices, default=ProfileState.DRAFT
    )
    name = models.CharField(_("name in Latin script"), max_length=150)
    native_name = models.CharField(_("name in native script"), max_length=150, blank=True)
    career_stage = models.CharField(_("career stage"), max_length=2, choices=CareerStage.choices)
    doctorate_year = models.PositiveSmallIntegerField(_("year of the doctorate"), null=True, blank=True)
    affiliation = models.CharField(_("current affiliation"), max_length=200, blank=True)
    country = CountryField(verbose_name=_("current country"))
    nationalities = CountryField(multiple=True, blank=True, verbose_name=_("nationalities"))
    fields = models.ManyToManyField(PriorityField, verbose_name=_("priority fields"), related_name="profiles")
    challenges = models.ManyToManyField(
        Challenge, verbose_name=_("global challenges"), related_name="profiles", blank=True
    )
    disciplines = models.ManyToManyField(
        Discipline, verbose_name=_("disciplines"), related_name="profiles", blank=True
    )
    orcid = models.CharField(
        _("ORCID iD"), max_length=19, null=True, blank=True, unique=True, validators=[ORCID]
    )
    confirmed_at = models.DateTimeField(_("last confirmed"), default=timezone.now)
    asked_at = models.DateTimeField(
        _("asked to confirm"), null=True, blank=True
    )  # since the last confirmation
    reminded_at = models.DateTimeField(_("reminded to confirm"), null=True, blank=True)
    # Against being ranked by a program: a person looks instead.
    objected_at = models.DateTimeField(_("objected to the automatic ranking"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ProfileKind.values), name="profile_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=ProfileState.values), name="profile_state_is_known"),
            models.CheckConstraint(
                condition=Q(career_stage__in=CareerStage.values), name="profile_stage_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=ProfileState.DRAFT) | Q(user__isnull=False),
                name="unclaimed_profile_stays_a_draft",
            ),
        ]

    def __str__(self) -> str:
        return self.name or gettext("A person who has left")

    @property
    def has_left(self) -> bool:
        """Everything about them was erased; stays of the past still point here."""
        return self.user_id is None and not self.name

    @property
    def display_name(self) -> str:
        """Both scripts where there are two. Of somebody who was erased no name is left."""
        if not self.name:
            return gettext("A person who has left")
        return f"{self.native_name} {self.name}" if self.native_name else self.name
