"""What is chosen from lists around a stay."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ExchangeStep(models.TextChoices):
    """What happens to a stay, as its timeline says it."""

    PLAN = "plan", _("Both sides accepted; the stay can be agreed")
    PROPOSE = "propose", _("Terms proposed")
    SIGN = "sign", _("Signed")
    AGREE = "agree", _("Agreed, signed by both sides")
    AMEND = "amend", _("Change of the agreement proposed")
    DROP = "drop", _("Proposed change dropped")
    ALTER = "alter", _("Change signed by both sides")
    EXTEND = "extend", _("Longer stay signed by both sides")
    DISCLOSE = "disclose", _("Home institution told")
    BEGIN = "begin", _("Arrived; the stay is under way")
    MIDTERM = "midterm", _("Mid-term note")
    INTERRUPT = "interrupt", _("Interrupted")
    RESUME = "resume", _("Resumed")
    COMPLETE = "complete", _("Completed")
    END_EARLY = "end_early", _("Ended early")
    CANCEL = "cancel", _("Cancelled")


class VersionState(models.TextChoices):
    """Of one version of an agreement."""

    PROPOSED = "proposed", _("Waiting for signatures")
    IN_FORCE = "in_force", _("In force")
    REPLACED = "replaced", _("Replaced by a later version")
    DROPPED = "dropped", _("Dropped")


class LetterKind(models.TextChoices):
    INVITATION = "invitation", _("Letter of invitation")
    CONFIRMATION = "confirmation", _("Confirmation of arrival")
    CERTIFICATE = "certificate", _("Certificate of the stay")
    SERVED = "served", _("Confirmation of the days of a stay")


class CheckItem(models.TextChoices):
    """What visa and arrival ask for; who does it by when: exchanges/checklists.py."""

    PAPERS = "papers", _("Send the papers that the visa application needs")
    WORK_PERMIT = "work_permit", _("Apply for the notice of the work permit")
    PASSPORT = "passport", _("Passport valid for six months beyond the stay")
    LEAVE = "leave", _("Leave granted by the home institution")
    VISA = "visa", _("Visa for the purpose and the length of the stay")
    INSURANCE = "insurance", _("Insurance for illness and accident, from the day of travel on")
    TEAM_LIST = "team_list", _("Names and papers of everybody in the team handed in")
    HOUSING = "housing", _("A place to live")
    TRAVEL = "travel", _("Journey booked, and the hour of arrival told")
    CONTACT = "contact", _("Somebody named who looks after the first days; desk and accounts ready")
    TIMETABLE = "timetable", _("Timetable of the training sent")
    BEAM_TIME = "beam_time", _("Time at the facility booked")
    SAFETY = "safety", _("Safety training")
    RECEIVER = "receiver", _("Invitation of the institution abroad, which names the purpose and the days")
    ENTRY_RULES = (
        "entry_rules",
        _("Looked up what the country there asks for: visa, work permit, registration"),
    )
    REGISTERED = "registered", _("Registered with the authorities there, where the country asks for that")
    RESIDENCE = "residence", _("Place of residence registered within 24 hours")
    BANK = "bank", _("Bank account opened and pay set up")


class DueKind(models.TextChoices):
    """What somebody has to do next."""

    PROPOSE = "propose", _("Propose dates and terms")
    SIGN = "sign", _("Read the agreement and sign it")
    DISCLOSE = "disclose", _("Tell the home institution of the stay")
    CHECK = "check", _("Tick off what has to be done before and at arrival")
    BEGIN = "begin", _("Confirm the arrival")
    MIDTERM = "midterm", _("Write the mid-term note")
    MILESTONE = "milestone", _("Reach the next milestone")
    RESUME = "resume", _("Resume the stay, or end it early")
    COMPLETE = "complete", _("Complete the stay")


class Stage(models.TextChoices):
    """When somebody was reminded."""

    SOON = "soon", _("Before the day")
    LATE = "late", _("After the day")
