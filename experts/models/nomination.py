from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from experts.choices import NominationState
from experts.models.profile import ORCID, Profile
from experts.querysets import NominationQuerySet
from experts.transitions import NOMINATION
from taxonomy.choices import Language, SourceChannel
from taxonomy.models import AtomicModel, PriorityField, says_its_language, written_in
from taxonomy.transitions import transition_is_legal


class Nomination(AtomicModel):
    """A person put forward by a science attaché. Until they accept, only the attaché and they themselves see it.

    `nominated_by` looks after it; `author` wrote it, and stays who they are when it is handed over.

    What was written about somebody is emptied when they decline, and the row deleted on `expires_at` unless they
    accept (docs/decisions/0053).
    """

    nominated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="nominations"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="nominations_written",
    )
    post = models.ForeignKey(
        "accounts.AttachePost",
        verbose_name=_("written in the post"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    opening = models.ForeignKey(
        "bases.Opening", null=True, blank=True, on_delete=models.SET_NULL, related_name="nominations"
    )
    profile = models.ForeignKey(
        Profile, null=True, blank=True, on_delete=models.SET_NULL, related_name="nominations"
    )
    name = models.CharField(_("name in Latin script"), max_length=150)
    native_name = models.CharField(_("name in native script"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    email_key = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    orcid = models.CharField(_("ORCID iD"), max_length=19, blank=True, validators=[ORCID])
    affiliation = models.CharField(_("current affiliation"), max_length=200, blank=True)
    country = CountryField(verbose_name=_("country where they work"), blank=True)
    fields = models.ManyToManyField(
        PriorityField, verbose_name=_("priority fields"), related_name="nominations", blank=True
    )
    language = models.CharField(_("language of the letter"), max_length=7, choices=Language.choices)
    reason = models.TextField(_("reason"), blank=True)
    evidence = models.TextField(_("evidence"), blank=True)
    relation = models.CharField(_("relation to the person"), max_length=200, blank=True)
    words_language = written_in(_("language of reason, evidence and relation"))
    channel = models.CharField(
        _("source channel"), max_length=20, choices=SourceChannel.choices, default=SourceChannel.ATTACHE
    )
    state = models.CharField(
        _("state"), max_length=10, choices=NominationState.choices, default=NominationState.DRAFT
    )
    came_from = models.CharField(max_length=10, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        constraints = [
            transition_is_legal(NOMINATION, name="nomination_transition_is_legal"),
            models.CheckConstraint(
                condition=~Q(state=NominationState.SENT) | Q(expires_at__isnull=False),
                name="sent_nomination_expires",
            ),
            models.CheckConstraint(
                condition=Q(language__in=Language.values), name="nomination_language_is_known"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=SourceChannel.values), name="nomination_channel_is_known"
            ),
            models.UniqueConstraint(
                fields=["email_key"],
                condition=Q(state=NominationState.SENT) & ~Q(email_key=""),
                name="one_live_nomination_per_address",
            ),
            says_its_language(
                "reason",
                "evidence",
                "relation",
                language="words_language",
                name="nomination_says_its_language",
            ),
        ]

    def __str__(self) -> str:
        """Without the name: until the person accepts it stands in no list and in no log."""
        return gettext("Nomination %(number)s (%(state)s)") % {
            "number": self.pk,
            "state": self.get_state_display(),
        }

    @property
    def has_left(self) -> bool:
        """It was accepted, and everything about its person is erased."""
        return not self.name and self.state == NominationState.ACCEPTED

    @property
    def display_name(self) -> str:
        """Both scripts where there are two."""
        if self.has_left:
            return gettext("A person who has left")
        return f"{self.native_name} {self.name}" if self.native_name else self.name
