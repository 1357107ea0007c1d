"""Choice lists of the people's side."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProfileKind(models.TextChoices):
    EXPERT = "expert", _("Expert")
    YOUNG_SCIENTIST = "young_scientist", _("Young scientist")


class ProfileState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    ACTIVE = "active", _("Active")
    HIDDEN = "hidden", _("Hidden by the person")
    RESTING = "resting", _("Resting: not confirmed for long")


class Section(models.TextChoices):
    """The parts of a profile whose audience the person chooses."""

    NAME = "name", _("Name")
    BIOGRAPHY = "biography", _("Biography")
    PUBLICATIONS = "publications", _("Publications")
    AFFILIATIONS = "affiliations", _("Affiliations")
    NATIONALITIES = "nationalities", _("Nationalities")
    LANGUAGES = "languages", _("Languages")
    STAYS = "stays", _("Stays wanted")
    IDENTIFIERS = "identifiers", _("Identifiers")


class Audience(models.TextChoices):
    """Who sees a section, from widest to narrowest."""

    PUBLIC = "public", _("Everyone")
    INSTITUTIONS = "institutions", _("Verified institutions")
    INTRODUCTION = "introduction", _("Only on introduction")
    NOBODY = "nobody", _("Nobody")


class PublicationSource(models.TextChoices):
    MANUAL = "manual", _("Typed in")
    ORCID = "orcid", _("ORCID record")
    BIBTEX = "bibtex", _("BibTeX")
    RIS = "ris", _("RIS")
    CSL = "csl", _("CSL-JSON")
    DOI = "doi", _("DOI list")
    CV = "cv", _("CV")
    EUROPASS = "europass", _("Europass CV")
    DEMO = "demo", _("Demo data")


class NominationState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Waiting for the person")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    BLOCKED = "blocked", _("Never again")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Capacity(models.TextChoices):
    """As what somebody looked at a person."""

    HOST = "host", _("An institution")
    OFFICER = "officer", _("A programme officer")
    ATTACHE = "attache", _("A science attaché")
    INTERMEDIARY = "intermediary", _("An accredited intermediary")
    EXPERT = "expert", _("Another expert")
    ADMINISTRATOR = "administrator", _("The administration of the platform")


class Where(models.TextChoices):
    """On which page somebody was shown, which says why."""

    SHORTLIST = "shortlist", _("In the shortlist of an opening")
    CANDIDATE = "candidate", _("Your page beside an opening")
    COMPARISON = "comparison", _("Compared with other candidates")
    TABLE = "table", _("In a table of a shortlist that was taken along")
    TEAMS = "teams", _("In the list of teams for an opening")
    STORED = "stored", _("Your rank, explained afterwards")
    PROJECT = "project", _("Among people for a project")
    BASE = "base", _("Among people for a base")
    COUNTRY = "country", _("Among people of a country who could fit openings")
    NOMINATION = "nomination", _("A nomination")
    INTRODUCTION = "introduction", _("An introduction")
    EXCHANGE = "exchange", _("A stay")
    PEERS = "peers", _("Among people who work on the same subjects")
    DUPLICATES = "duplicates", _("A check for profiles that are one person's")
    REVIEW = "review", _("A review by a person in place of the automatic ranking")
    REQUEST = "request", _("Your request about your data")
    ADMINISTRATION = "administration", _("The administration of the platform")
