"""States of what happens between a person and an opening."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MatchState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed by the engine")
    SHORTLISTED = "shortlisted", _("On the shortlist")
    DISMISSED = "dismissed", _("Not suitable")
    INTRODUCED = "introduced", _("Introduced")


class IntroductionState(models.TextChoices):
    OFFERED = "offered", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Both sides accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")


class Initiator(models.TextChoices):
    HOST = "host", _("Invited by the host")
    PERSON = "person", _("Interest expressed by the person")
    ATTACHE = "attache", _("Put forward on a recommendation")


class ExchangeState(models.TextChoices):
    PLANNED = "planned", _("Being agreed")
    AGREED = "agreed", _("Agreed")
    UNDER_WAY = "under_way", _("Under way")
    INTERRUPTED = "interrupted", _("Interrupted")
    COMPLETED = "completed", _("Completed")
    ENDED_EARLY = "ended_early", _("Ended early")
    CANCELLED = "cancelled", _("Cancelled")


BINDING = [
    ExchangeState.AGREED,
    ExchangeState.UNDER_WAY,
    ExchangeState.INTERRUPTED,
]  # the person is expected there


class OutcomeState(models.TextChoices):
    DUE = "due", _("Report due")
    SUBMITTED = "submitted", _("One side has reported")
    COMPLETE = "complete", _("Both sides have reported")
    RELEASED = "released", _("Both agreed to a story in public")


class RoundState(models.TextChoices):
    DRAFT = "draft", _("Being prepared")
    RUNNING = "running", _("Being computed")
    PROPOSED = "proposed", _("Plan proposed")
    CONFIRMED = "confirmed", _("Confirmed")
    CANCELLED = "cancelled", _("Cancelled")


class Side(models.TextChoices):
    """Who speaks: each side says yes, signs, reports and releases for itself."""

    HOST = "host", _("host")
    PERSON = "person", _("person")


class Opinion(models.TextChoices):
    """What one side says of a pair that the engine proposed."""

    RELEVANT = "relevant", _("Fits")
    NOT_RELEVANT = "not_relevant", _("Not relevant")


class OpinionReason(models.TextChoices):
    """Why a pair is not relevant. Only another subject says anything of anybody else."""

    SUBJECT = "subject", _("The subject is another")
    LEVEL = "level", _("Level or career stage")
    DATES = "dates", _("Dates or length of stay")
    PLACE = "place", _("Place")
    LANGUAGE = "language", _("Language")
    OTHER = "other", _("Another reason")


class Vote(models.TextChoices):
    """What a member of the host's team thinks of inviting somebody."""

    YES = "yes", _("Yes")
    UNSURE = "unsure", _("Unsure")
    NO = "no", _("No")
