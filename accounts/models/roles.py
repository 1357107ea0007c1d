"""Roles that stand on their own. Staff of an institution are members of it: `bases.models.membership`."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from accounts.models.granted import granted_fields
from taxonomy.choices import Province
from taxonomy.models.base import AtomicModel


class PostKind(models.TextChoices):
    ATTACHE = "attache", _("Science attaché")
    INTERMEDIARY = "intermediary", _("Accredited intermediary")


class AttachePost(AtomicModel):
    """Who finds and recommends people in some countries, from–until: a science attaché at an embassy, in every field,
    or somebody of an accredited intermediary, in the fields that were granted."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attache_posts")
    kind = models.CharField(_("kind"), max_length=12, choices=PostKind.choices, default=PostKind.ATTACHE)
    body = models.CharField(_("accredited body"), max_length=150, blank=True)
    fields = granted_fields()
    countries = CountryField(multiple=True, verbose_name=_("countries"))
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("attaché post")
        verbose_name_plural = _("attaché posts")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="attache_post_ends_after_start",
            ),
            models.CheckConstraint(condition=~Q(countries=""), name="attache_post_names_countries"),
            models.CheckConstraint(
                condition=Q(kind=PostKind.ATTACHE, body="", fields=[])
                | (Q(kind=PostKind.INTERMEDIARY) & ~Q(body="") & ~Q(fields=[])),
                name="intermediary_names_body_and_fields",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({', '.join(country.code for country in self.countries)})"


class ScopeLevel(models.TextChoices):
    NATIONAL = "national", _("National")
    MINISTRY = "ministry", _("Ministry")
    PROVINCE = "province", _("Province")


class OfficerScope(AtomicModel):
    """A programme officer, for the nation, one ministry or one province."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="officer_scopes"
    )
    level = models.CharField(_("level"), max_length=10, choices=ScopeLevel.choices)
    ministry = models.CharField(_("ministry"), max_length=120, blank=True)
    province = models.CharField(_("province"), max_length=20, choices=Province.choices, blank=True)

    class Meta:
        verbose_name = _("officer scope")
        verbose_name_plural = _("officer scopes")
        constraints = [
            models.CheckConstraint(
                name="officer_scope_names_what_it_covers",
                condition=Q(level=ScopeLevel.NATIONAL, ministry="", province="")
                | (Q(level=ScopeLevel.MINISTRY, province="") & ~Q(ministry=""))
                | Q(level=ScopeLevel.PROVINCE, ministry="", province__in=Province.values),
            ),
            models.UniqueConstraint(
                fields=["user", "level", "ministry", "province"], name="one_officer_scope_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_level_display()})"
