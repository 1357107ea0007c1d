"""The chapters of the page that people read, in their order, and the tables that each holds.

Within a chapter what points at a row stands in that row: messages in their introduction, signatures in their version.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Area:
    """`models`: the tables, those that others point at first."""

    name: str
    title: Promise
    about: Promise
    models: tuple[str, ...]


AREAS: tuple[Area, ...] = (
    Area(
        "account",
        _("My account"),
        _("How you log in, and how you are reached."),
        ("accounts.user", "account.emailaddress", "socialaccount.socialaccount", "mfa.authenticator",
         "usersessions.usersession", "notices.preference"),
    ),
    Area(
        "profile",
        _("My profile"),
        _("What you tell of yourself and your work, and who may read which part."),
        ("experts.profile", "experts.profile_fields", "experts.profile_disciplines", "experts.profile_challenges",
         "experts.profiletext", "experts.languageskill", "experts.affiliation", "experts.publication",
         "experts.wantedstay", "experts.externalid", "experts.sectionvisibility", "experts.team", "experts.teammember",
         "experts.teaminvitation", "experts.profileimport", "matching.mergerequest", "matching.setapart"),
    ),
    Area(
        "consents",
        _("What I agreed to"),
        _("Each consent with the version of its wording, the day you gave it and the day you withdrew it."),
        ("accounts.consent",),
    ),
    Area(
        "looks",
        _("Who looked at me"),
        _("Every page on which somebody saw you. Readers are told by what they are here, not by name."),
        ("experts.profilelook", "matching.seencandidate"),
    ),
    Area(
        "comparing",
        _("Compared with openings"),
        _("Where the engine ranked you, and of what the rank was made; what you said of it, and what people said who "
          "looked instead."),
        ("matching.match", "matching.roundplace", "privacy.handreview", "matching.feedback", "matching.candidatenote",
         "matching.candidatevote", "matching.declaredconflict"),
    ),
    Area(
        "nominations",
        _("Nominations"),
        _("Who recommended you by office, in which words, and what became of it."),
        ("experts.nomination", "experts.nomination_fields", "nominations.nominationevent", "attaches.suggestion"),
    ),
    Area(
        "introductions",
        _("Introductions"),
        _("Contacts with hosts, each with its steps, messages and attachments."),
        ("matching.introduction", "introductions.introductionevent", "introductions.message",
         "introductions.attachment"),
    ),
    Area(
        "exchanges",
        _("Stays"),
        _("What you agreed with hosts: versions and signatures, dates, letters, and each step."),
        ("matching.exchange", "exchanges.agreementversion", "exchanges.signature", "exchanges.exchangeevent",
         "exchanges.milestone", "exchanges.checklistitem", "exchanges.issuedletter", "exchanges.reminder",
         "exchanges.calendaraddress"),
    ),
    Area(
        "outcomes",
        _("What came of stays"),
        _("Reports, evaluations that both sides may read by now, and stories."),
        ("matching.outcome", "outcomes.outcomeevent", "outcomes.report", "outcomes.reportedwork", "outcomes.evaluation",
         "outcomes.storywords", "cms.toldstory"),
    ),
    Area(
        "notices",
        _("Notices and what I follow"),
        _("What you were told here and by mail, and the subjects, searches and lists you are told about."),
        ("notices.notice", "matching.follow", "bases.savedsearch", "matching.feedaddress", "matching.shortlistlook"),
    ),
    Area(
        "rights",
        _("What I asked for about my data"),
        _("Requests, exports and erasures."),
        ("privacy.datarequest", "privacy.datarequestevent", "privacy.dataexport", "privacy.erasure"),
    ),
    Area(
        "roles",
        _("My work here"),
        _("Roles for an institution, an embassy or a programme, and what was handed on with them."),
        ("bases.staffmembership", "bases.staffinvitation", "accounts.invitation", "accounts.rolerequest",
         "accounts.attachepost", "accounts.officerscope", "accounts.user_groups", "accounts.user_user_permissions",
         "attaches.handover", "attaches.handednomination", "attaches.handedpost"),
    ),
    Area(
        "site",
        _("Pages of the site"),
        _("Comments, proposals and settings of whoever writes pages or words of the site."),
        ("taxonomy.termproposal", "wagtailforms.formsubmission", "wagtailcore.comment", "wagtailcore.commentreply",
         "wagtailcore.pagesubscription", "wagtailadmin.formstate", "wagtailadmin.editingsession",
         "wagtailcore.apitoken", "wagtailusers.userprofile"),
    ),
    Area(
        "steps",
        _("Steps that were written down"),
        _("What you did here as far as it is kept to make steps traceable: what, to which row, and when."),
        ("accounts.auditevent", "admin.logentry", "account.emailconfirmation", "socialaccount.socialtoken"),
    ),
)  # fmt: skip
