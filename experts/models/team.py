from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from experts.models.profile import Profile
from experts.querysets import TeamQuerySet
from taxonomy.choices import Language
from taxonomy.models import AtomicModel


class Team(AtomicModel):
    """Several people who would come together, with a lead."""

    name = models.CharField(_("name"), max_length=150)  # in the language of the team
    other_name = models.CharField(_("name in the other language"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=7, choices=Language.choices)
    about = models.TextField(_("what the team does"), blank=True)
    lead = models.ForeignKey(
        Profile, on_delete=models.PROTECT, related_name="led_teams", verbose_name=_("lead")
    )
    members = models.ManyToManyField(
        Profile, through="TeamMember", related_name="teams", verbose_name=_("members")
    )

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = [
            models.CheckConstraint(condition=Q(language__in=Language.values), name="team_language_is_known"),
        ]

    def __str__(self) -> str:
        return self.name


class TeamMember(AtomicModel):
    """A person in a team and what they cover, in the language of the team."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="team_memberships")
    covers = models.CharField(_("covers"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        constraints = [models.UniqueConstraint(fields=["team", "profile"], name="one_membership_per_team")]

    def __str__(self) -> str:
        return f"{self.profile} – {self.team}"
