from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.step_event import StepEvent
from privacy.choices import RequestKind, RequestState, RequestStep
from privacy.request_way import REQUEST
from taxonomy.choices import Language
from taxonomy.models import AtomicModel, says_its_language, written_in
from taxonomy.transitions import transition_is_legal


class DataRequest(AtomicModel):
    """Somebody, with an account or without one, asks by law about their data; officers answer by `due_at`."""

    kind = models.CharField(_("what is asked for"), max_length=12, choices=RequestKind.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="data_requests",
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=7, choices=Language.choices)
    text = models.TextField(_("what it is about"), max_length=4000, blank=True)
    text_language = written_in(_("language of the text"))
    state = models.CharField(
        _("state"), max_length=12, choices=RequestState.choices, default=RequestState.UNCONFIRMED
    )
    came_from = models.CharField(max_length=12, blank=True, editable=False)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    due_at = models.DateTimeField(
        _("answer due"), null=True, blank=True
    )  # counted from the confirmed address
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        ordering = ["due_at", "pk"]
        verbose_name = _("request about somebody's data")
        verbose_name_plural = _("requests about somebody's data")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=RequestKind.values), name="data_request_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(language__in=Language.values), name="data_request_language_is_known"
            ),
            transition_is_legal(REQUEST, name="data_request_transition_is_legal"),
            says_its_language("text", language="text_language", name="data_request_text_says_its_language"),
            models.CheckConstraint(
                condition=Q(state=RequestState.UNCONFIRMED) | Q(due_at__isnull=False),
                name="confirmed_data_request_has_a_deadline",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.get_kind_display()}"

    @property
    def is_open(self) -> bool:
        return self.state in (RequestState.OPEN, RequestState.TAKEN, RequestState.ASKED)

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_at is not None and self.due_at < timezone.now()


class DataRequestEvent(StepEvent):
    """A step of a request, for its timeline."""

    request = models.ForeignKey(DataRequest, on_delete=models.CASCADE, related_name="events")
    step = models.CharField(_("step"), max_length=10, choices=RequestStep.choices)

    class Meta(StepEvent.Meta):
        verbose_name = _("step of a request about data")
        verbose_name_plural = _("steps of requests about data")
        constraints = [
            models.CheckConstraint(
                condition=Q(step__in=RequestStep.values), name="data_request_step_is_known"
            ),
            says_its_language(
                "reason", language="reason_language", name="data_request_step_says_its_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.get_step_display()}"
