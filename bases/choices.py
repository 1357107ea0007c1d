"""Choice lists of the host side."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InstitutionKind(models.TextChoices):
    UNIVERSITY = "university", _("University")
    INSTITUTE = "institute", _("Research institute")
    ENTERPRISE = "enterprise", _("Enterprise")
    HOSPITAL = "hospital", _("Hospital")
    INTERNATIONAL = "international", _("International organisation")


class Verification(models.TextChoices):
    PENDING = "pending", _("Waiting for verification")
    VERIFIED = "verified", _("Verified")
    RETURNED = "returned", _("Returned with a reason")
    WITHDRAWN = "withdrawn", _("Verification withdrawn")


class StaffRole(models.TextChoices):
    OWNER = "owner", _("Owner")
    EDITOR = "editor", _("Editor")
    VIEWER = "viewer", _("Viewer")


class BaseKind(models.TextChoices):
    """The six types of base (plan, chapter 3.4)."""

    INNOVATION_PARK = "innovation_park", _("International innovation park")
    JOINT_CENTRE = "joint_centre", _("International joint research (R&D) centre")
    TRANSFER_CENTRE = "transfer_centre", _("International technology transfer centre")
    ALLIANCE = "alliance", _("International innovation alliance")
    DEMONSTRATION_BASE = "demonstration_base", _("Demonstration base of international cooperation")
    INCUBATOR = "incubator", _("International business incubator")


class BaseStatus(models.TextChoices):
    CANDIDATE = "candidate", _("Candidate")
    RECOGNISED = "recognised", _("Recognised")
    ON_NOTICE = "on_notice", _("On notice")
    WITHDRAWN = "withdrawn", _("Recognition withdrawn")


class FilePurpose(models.TextChoices):
    PROOF = "proof", _("Proof of the institution")
    PAPER = "paper", _("Paper of a base")


class PictureRole(models.TextChoices):
    LOGO = "logo", _("Logo")
    PICTURE = "picture", _("Picture")


class FrameworkKind(models.TextChoices):
    BILATERAL = "bilateral", _("Bilateral")
    MULTILATERAL = "multilateral", _("Multilateral")


class ProgrammeKind(models.TextChoices):
    PARTNERSHIP = "partnership", _("Partnership programme")
    BIG_SCIENCE = "big_science", _("Big science")
    TRAINING = "training", _("Training")
    TALENT = "talent", _("Talent")
    JOINT_RESEARCH = "joint_research", _("Joint research")
    INFRASTRUCTURE = "infrastructure", _("Open research infrastructure")


class FundingKind(models.TextChoices):
    """Who pays (plan, chapter 4.2)."""

    CENTRAL = "central", _("Central funds")
    LOCAL = "local", _("Local matching funds")
    SOCIAL = "social", _("Social funds")


class Direction(models.TextChoices):
    INBOUND = "inbound", _("To China")
    OUTBOUND = "outbound", _("From China abroad")


class NationalityRule(models.TextChoices):
    ANY = "any", _("Any nationality")
    ONLY = "only", _("Only these nationalities")
    EXCEPT = "except", _("All but these nationalities")


class Sensitivity(models.TextChoices):
    """The gate before publication and before matching (plan, chapter 3.3)."""

    UNCHECKED = "unchecked", _("Not yet reviewed")
    CLEAR = "clear", _("Sensitive-field review passed")
    HELD = "held", _("Held for review")
    REFUSED = "refused", _("Refused after review")


class PublicationState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    OPEN = "open", _("Open")
    PAUSED = "paused", _("Paused")
    FILLED = "filled", _("Filled")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Taken off the site")


class OpeningStep(models.TextChoices):
    """What happens to an opening, as its timeline says it."""

    SUBMIT = "submit", _("Handed in for review")
    TAKE_BACK = "take_back", _("Taken back as a draft")
    RETURN = "return", _("Returned with a reason")
    PUBLISH = "publish", _("Published")
    PAUSE = "pause", _("Paused")
    RESUME = "resume", _("Open again")
    FILL = "fill", _("All places taken")
    CLOSE = "close", _("Closed by its host")
    EXPIRE = "expire", _("Closed at its deadline")
    WITHDRAW = "withdraw", _("Taken off the site, with a reason")
    REOPEN = "reopen", _("A draft again")
    RECALL = "recall", _("Taken back into review")
    HOLD = "hold", _("Held for the sensitive-field review")
    HALF_CLEAR = "half_clear", _("Cleared by a first officer")
    CLEAR = "clear", _("Sensitive-field review passed")
    REFUSE = "refuse", _("Refused after the sensitive-field review")
    POSTPONE = "postpone", _("Given a later deadline")


class Declaration(models.TextChoices):
    """What the host says of sensitive fields."""

    UNSAID = "", _("Not said yet")
    NO = "no", _("Touches no sensitive field")
    YES = "yes", _("Touches a sensitive field, or may")
