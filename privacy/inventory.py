"""The inventory: one row for each model that touches a person, and the list of those that do not.

A test fails for a model that stands in neither (tests/privacy/test_inventory.py). Rows are erased from top to bottom:
what points at something stands above it. Whoever adds a model adds its row here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from experts.models import Profile
from privacy.domain.blotting import MARK
from privacy.inventory_types import Erase, Row, Use
from privacy.not_personal import NOT_PERSONAL as NOT_PERSONAL
from privacy.person import Person

U, E = Use, Erase
AMONG_THEMSELVES = _(
    "What a team says of candidates among themselves stays there, so that it is said honestly. Ask officers for it: "
    "they look at each piece and give what the law gives you."
)
SECRET = _("It is a key to your account, and useless to anybody but this platform.")
BOTH_SIDES = _("It belongs to the other side as well, and the figures of exchanges are counted from it.")
NUMBERS = _("It holds numbers, states and days, and no word of anybody.")

ROWS: tuple[Row, ...] = (
    # -- What the person decided
    Row("privacy.dataexport", U.RIGHTS, ("user",), hidden=("file",)),
    Row("privacy.datarequestevent", U.RIGHTS, ("request__user",), E.BLANK, addressed=("request__email",),
        acted=("by",), blank=(("reason", ""), ("reason_language", ""))),
    Row("privacy.datarequest", U.RIGHTS, ("user",), E.BLANK, addressed=("email",), acted=("handled_by",),
        blank=(("email", ""), ("text", ""), ("text_language", "")),
        why=_("That a request was answered in time is shown to the supervisory authority.")),
    Row("privacy.handreview", U.RIGHTS, ("profile",), acted=("by",), wrote=("by",)),
    Row("privacy.erasure", U.RIGHTS, ("user",), E.KEEP, why=NUMBERS),
    Row("privacy.nameleft", U.RIGHTS, acted=("by",)),
    Row("accounts.consent", U.RIGHTS, ("user",)),
    # -- Between both sides
    Row("attaches.suggestion", U.CONTACT, ("profile",), acted=("by",)),
    Row("introductions.attachment", U.CONTACT, ("message__introduction__profile",), wrote=("message__by",)),
    Row("introductions.message", U.CONTACT, ("introduction__profile",), acted=("by",), wrote=("by",)),
    Row("introductions.introductionevent", U.CONTACT, ("introduction__profile",), E.BLANK, acted=("by",),
        blank=(("reason", ""), ("reason_language", "")), why=BOTH_SIDES),
    Row("cms.toldstory", U.OUTCOME, ("outcome__exchange__profile",), E.KEEP, why=NUMBERS),
    Row("outcomes.outcomeevent", U.OUTCOME, ("outcome__exchange__profile",), E.BLANK, acted=("by",),
        blank=(("reason", ""), ("reason_language", "")), why=BOTH_SIDES),
    Row("outcomes.storywords", U.OUTCOME, ("outcome__exchange__profile",)),
    Row("outcomes.evaluation", U.OUTCOME, ("outcome__exchange__profile",), E.BLANK, seen=True,
        blank=(("words", ""), ("language", "")), why=BOTH_SIDES),
    Row("outcomes.reportedwork", U.OUTCOME, ("report__outcome__exchange__profile",), E.BLANK,
        only=(("report__side", "person"),),
        blank=(("title", MARK), ("doi", ""), ("number", ""), ("key", Concat(Value("#"), Cast("pk", CharField())))),
        why=_("How many works came of the stay is counted; those that you reported are no longer named.")),
    Row("outcomes.report", U.OUTCOME, ("outcome__exchange__profile",), E.BLANK, seen=True,
        only=(("side", "person"),), blank=(("summary", ""), ("plans", ""), ("language", "")), why=BOTH_SIDES),
    Row("matching.outcome", U.OUTCOME, ("exchange__profile",), E.KEEP, why=BOTH_SIDES),
    Row("exchanges.signature", U.STAY, ("version__exchange__profile", "by"), E.BLANK, blank=(("name", ""),),
        only=(("side", "person"),), wrote=("by",), why=BOTH_SIDES),
    Row("exchanges.agreementversion", U.STAY, ("exchange__profile",), E.BLANK, acted=("by",),
        blank=(("text", ""), ("name", ""), ("native_name", ""),
               ("duties", ""), ("pay", ""), ("ip", ""), ("disclosure", ""), ("reason", ""),
               ("reason_language", "")), why=BOTH_SIDES),
    Row("exchanges.exchangeevent", U.STAY, ("exchange__profile",), E.BLANK, acted=("by",),
        blank=(("reason", ""), ("reason_language", "")), why=BOTH_SIDES),
    Row("exchanges.milestone", U.STAY, ("exchange__profile",), acted=("done_by",)),
    Row("exchanges.checklistitem", U.STAY, ("exchange__profile",), E.KEEP, why=NUMBERS),
    Row("exchanges.reminder", U.STAY, ("exchange__profile",), E.KEEP, why=NUMBERS),
    Row("exchanges.issuedletter", U.STAY, ("exchange__profile",), E.BLANK, blank=(("name", ""), ("native_name", "")),
        why=_("A letter stays genuine for whoever holds the paper; its name is taken away.")),
    Row("exchanges.calendaraddress", U.STAY, ("user",), withheld=SECRET),
    Row("matching.exchange", U.STAY, ("profile",), E.BLANK,
        blank=(("reason", ""), ("reason_language", ""), ("duties", ""), ("pay", ""), ("ip", ""),
               ("terms_language", "")), why=BOTH_SIDES),
    Row("matching.introduction", U.CONTACT, ("profile",), E.BLANK,
        blank=(("reason", ""), ("reason_language", ""), ("explanation", {})), why=BOTH_SIDES),
    # -- Comparing
    Row("matching.match", U.MATCHING, ("profile",)),
    Row("matching.feedback", U.MATCHING, ("profile",), acted=("given_by",), wrote=("given_by",),
        withheld=AMONG_THEMSELVES),
    Row("matching.candidatenote", U.MATCHING, ("profile",), acted=("written_by",), wrote=("written_by",),
        withheld=AMONG_THEMSELVES),
    Row("matching.candidatevote", U.MATCHING, ("profile",), acted=("voter",), wrote=("voter",),
        withheld=AMONG_THEMSELVES),
    Row("matching.declaredconflict", U.MATCHING, ("profile", "member"), withheld=AMONG_THEMSELVES),
    Row("matching.seencandidate", U.MATCHING, ("profile",), hidden=("look",)),
    Row("matching.shortlistlook", U.MATCHING, ("reader",)),
    Row("matching.mergerequest", U.SAFETY, ("first", "second", "kept"), acted=("asked_by",)),
    Row("matching.setapart", U.SAFETY, ("first", "second"), acted=("decided_by",)),
    Row("matching.roundplace", U.MATCHING, ("profile",), E.KEEP, why=NUMBERS),
    Row("matching.follow", U.PROFILE, ("user", "person")),
    Row("matching.feedaddress", U.PROFILE, ("user",), withheld=SECRET),
    Row("matching.round", U.MATCHING, acted=("run_by",)),
    # -- The profile
    Row("experts.profilelook", U.RIGHTS, ("profile",), hidden=("reader",), acted=("reader",)),
    Row("experts.profileimport", U.PROFILE, ("user",), hidden=("undo",)),
    Row("nominations.nominationevent", U.CONTACT, ("nomination__profile",), E.BLANK, addressed=("nomination__email",),
        acted=("by",), blank=(("reason", ""), ("reason_language", "")), why=BOTH_SIDES),
    Row("experts.nomination_fields", U.CONTACT, ("nomination__profile",), E.KEEP, why=NUMBERS),
    Row("experts.nomination", U.CONTACT, ("profile",), E.BLANK, addressed=("email",), acted=("nominated_by", "author"),
        hidden=("email_key",),
        blank=(("name", ""), ("native_name", ""), ("email", ""), ("email_key", ""), ("orcid", ""), ("affiliation", ""),
               ("reason", ""), ("evidence", ""), ("relation", ""), ("words_language", "")), why=BOTH_SIDES),
    Row("experts.teaminvitation", U.PROFILE, addressed=("email",), acted=("invited_by",)),
    Row("experts.teammember", U.PROFILE, ("profile",)),
    Row("experts.team", U.PROFILE, ("lead",), E.KEEP,
        why=_("The team goes on under another of its people; alone in it, it is deleted.")),
    Row("experts.sectionvisibility", U.RIGHTS, ("profile",)),
    Row("experts.profiletext", U.PROFILE, ("profile",)),
    Row("experts.publication", U.PROFILE, ("profile",)),
    Row("experts.affiliation", U.PROFILE, ("profile",)),
    Row("experts.externalid", U.PROFILE, ("profile",)),
    Row("experts.languageskill", U.PROFILE, ("profile",)),
    Row("experts.wantedstay", U.PROFILE, ("profile",)),
    Row("experts.profile_challenges", U.PROFILE, ("profile",)),
    Row("experts.profile_disciplines", U.PROFILE, ("profile",)),
    Row("experts.profile_fields", U.PROFILE, ("profile",), E.KEEP, why=NUMBERS),
    Row("experts.profile", U.PROFILE, ("self", "user"), E.BLANK,
        blank=(("user", None), ("state", "draft"), ("name", ""), ("native_name", ""), ("affiliation", ""),
               ("nationalities", ""), ("orcid", None), ("doctorate_year", None), ("asked_at", None),
               ("reminded_at", None), ("objected_at", None)),
        why=_("Country, field and stage of a career stay without a name, so that figures of the past stay right.")),
    # -- Roles
    Row("bases.staffinvitation", U.ROLE, addressed=("email",), acted=("invited_by",)),
    Row("bases.staffmembership", U.ROLE, ("user",)),
    Row("bases.savedsearch", U.PROFILE, ("user",)),
    Row("bases.opening", U.ROLE, acted=("half_cleared_by", "created_by")),
    Row("bases.openingevent", U.ROLE, acted=("by",)),
    Row("bases.privatefile", U.ROLE, acted=("uploaded_by",)),
    Row("accounts.invitation", U.ROLE, addressed=("email",), acted=("invited_by",)),
    Row("accounts.rolerequest", U.ROLE, ("user",), acted=("decided_by",)),
    Row("accounts.attachepost", U.ROLE, ("user",)),
    Row("accounts.officerscope", U.ROLE, ("user",)),
    Row("taxonomy.termproposal", U.SITE, ("proposed_by",), acted=("decided_by",)),
    Row("attaches.handednomination", U.ROLE, ("handover__giver", "handover__successor"), E.KEEP, why=NUMBERS),
    Row("attaches.handedpost", U.ROLE, ("handover__giver", "handover__successor"), E.KEEP, why=NUMBERS),
    Row("attaches.handover", U.ROLE, ("giver", "successor"), E.KEEP, acted=("by",), why=NUMBERS),
    # -- Letters and notices
    Row("notices.notice", U.ACCOUNT, ("user",)),
    Row("notices.preference", U.ACCOUNT, ("user",)),
    # -- Pages of the site
    Row("wagtailforms.formsubmission", U.SITE, addressed=("form_data__email",)),
    Row("wagtailcore.apitoken", U.ACCOUNT, ("user",), withheld=SECRET),
    Row("wagtailcore.commentreply", U.SITE, ("user",)),
    Row("wagtailcore.comment", U.SITE, ("user",), acted=("resolved_by",)),
    Row("wagtailcore.pagesubscription", U.SITE, ("user",)),
    Row("wagtailcore.page", U.SITE, acted=("owner", "locked_by")),
    Row("wagtailcore.revision", U.SITE, acted=("user",)),
    Row("wagtailcore.modellogentry", U.SAFETY, acted=("user",)),
    Row("wagtailcore.pagelogentry", U.SAFETY, acted=("user",)),
    Row("wagtailcore.workflowstate", U.SITE, acted=("requested_by",)),
    Row("wagtailcore.taskstate", U.SITE, acted=("finished_by",)),
    Row("wagtailcore.uploadedfile", U.SITE, acted=("uploaded_by_user",)),
    Row("wagtaildocs.document", U.SITE, acted=("uploaded_by_user",)),
    Row("wagtailimages.image", U.SITE, acted=("uploaded_by_user",)),
    Row("wagtailadmin.editingsession", U.SITE, ("user",), withheld=SECRET),
    Row("wagtailadmin.formstate", U.SITE, ("user",)),
    Row("wagtailusers.userprofile", U.ACCOUNT, ("user",)),
    Row("wagtail_localize.stringtranslation", U.SITE, acted=("last_translated_by",)),
    Row("wagtail_localize.segmentoverride", U.SITE, acted=("last_translated_by",)),
    Row("admin.logentry", U.SAFETY, ("user",)),
    # -- The account
    Row("socialaccount.socialtoken", U.ACCOUNT, ("account__user",), withheld=SECRET),
    Row("socialaccount.socialaccount", U.ACCOUNT, ("user",)),
    Row("mfa.authenticator", U.ACCOUNT, ("user",), hidden=("data",)),
    Row("usersessions.usersession", U.SAFETY, ("user",), hidden=("session_key", "data")),
    Row("account.emailconfirmation", U.ACCOUNT, ("email_address__user",), withheld=SECRET),
    Row("account.emailaddress", U.ACCOUNT, ("user",)),
    Row("accounts.auditevent", U.SAFETY, ("actor",), E.KEEP, why=NUMBERS),
    Row("accounts.user_groups", U.ROLE, ("user",)),
    Row("accounts.user_user_permissions", U.ROLE, ("user",)),
    Row("accounts.user", U.ACCOUNT, ("self",), hidden=("password",)),
)  # fmt: skip


def row_of(label: str) -> Row:
    return next(row for row in ROWS if row.model == label)


def model_of(row: Row) -> type[models.Model]:
    return apps.get_model(row.model)


def shown_rows(row: Row, person: Person) -> QuerySet[models.Model]:
    """What the person is given: what is about them, of an evaluation nothing before both sides have sent theirs, and
    what they wrote themselves."""
    model, found = model_of(row), rows_of(row, person)
    if row.withheld:
        return written_rows(row, person)
    if row.seen and person.user:
        readable: Any = model._default_manager
        found = found.filter(pk__in=readable.visible_to(person.user).values("pk"))
    if not row.wrote:
        return found
    either = Q(pk__in=found.values("pk")) | Q(pk__in=written_rows(row, person).values("pk"))
    return model._base_manager.filter(either).order_by("pk")


def withheld_rows(row: Row, person: Person) -> QuerySet[models.Model]:
    """What is about the person and not given to them."""
    if not row.withheld:
        return model_of(row)._base_manager.none()
    return rows_of(row, person).exclude(pk__in=written_rows(row, person).values("pk"))


def written_rows(row: Row, person: Person) -> QuerySet[models.Model]:
    mine = Q(pk__in=())
    for path in row.wrote:
        mine |= _at(model_of(row), path, person)
    return model_of(row)._base_manager.filter(mine).order_by("pk")


def rows_of(row: Row, person: Person) -> QuerySet[models.Model]:
    """What is stored of this kind about `person`."""
    model = model_of(row)
    theirs = Q(pk__in=())
    for path in row.person:
        theirs |= _at(model, path, person)
    nobodys = (
        Q()
    )  # what stands under an address, but in the account of another, is not the owner's of the address
    for path in row.person:
        nobodys &= Q(**{f"{path}__isnull": True})
    for path in row.addressed:
        for address in person.addresses:
            theirs |= Q(**{f"{path}__iexact": address}) & nobodys
    found = model._base_manager.filter(theirs).order_by()
    return model._base_manager.filter(pk__in=found.values("pk")).order_by("pk")


def _at(model: type[models.Model], path: str, person: Person) -> Q:
    """The rows from which `path` leads to the person."""
    end = model if path == "self" else end_of(model, path.split("__"))
    one = {User: person.user, Profile: person.profile}[end]  # type: ignore[index]
    if one is None:
        return Q(pk__in=())
    return Q(**{"pk" if path == "self" else path: one.pk})


def end_of(model: type[models.Model], names: Iterable[str]) -> type[models.Model]:
    """The model to which a chain of foreign keys leads."""
    for name in names:
        related = model._meta.get_field(name).related_model
        assert isinstance(related, type)
        model = related
    return model
