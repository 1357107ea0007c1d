from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bases.models import Opening
from experts.models import Profile
from matching.choices import RoundState
from matching.querysets import RoundQuerySet
from matching.transitions import ROUND
from taxonomy.choices import Language
from taxonomy.models import AtomicModel
from taxonomy.transitions import transition_is_legal


class Round(AtomicModel):
    """An assignment of many people to many openings at once; an officer confirms it."""

    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=7, choices=Language.choices)
    openings = models.ManyToManyField(Opening, related_name="rounds", blank=True, verbose_name=_("openings"))
    quotas = models.JSONField(_("quotas"), default=dict, blank=True)
    seed = models.PositiveIntegerField(_("seed"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=RoundState.choices, default=RoundState.DRAFT)
    came_from = models.CharField(max_length=10, blank=True, editable=False)
    run_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="rounds"
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("assignment round")
        verbose_name_plural = _("assignment rounds")
        constraints = [
            transition_is_legal(ROUND, name="round_transition_is_legal"),
            models.CheckConstraint(
                condition=~Q(state=RoundState.CONFIRMED) | Q(confirmed_at__isnull=False),
                name="confirmed_round_says_when",
            ),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="round_language_is_known"),
        ]

    def __str__(self) -> str:
        return self.name


class RoundPlace(AtomicModel):
    """A person that a round's plan gives to an opening, or names as an alternate."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="plan")
    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="round_places")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="round_places")
    affinity = models.FloatField(_("score"))
    alternate = models.PositiveSmallIntegerField(_("alternate (0: has the place)"), default=0)

    class Meta:
        ordering = ["opening_id", "alternate", "profile_id"]
        verbose_name = _("planned place")
        verbose_name_plural = _("planned places")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "opening", "profile"], name="one_place_per_round_and_pair"
            ),
            models.UniqueConstraint(
                fields=["round", "profile"], condition=Q(alternate=0), name="one_place_per_person_and_round"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.opening} – {self.profile_id}"
