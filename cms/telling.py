"""Stories that both sides of a stay released: a draft for the editors, taken off the site when either takes it back."""

from __future__ import annotations

import uuid
from html import escape

from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from accounts.models import User
from bases.choices import Sensitivity
from cms.models import StoryIndexPage, StoryPage, ToldStory
from cms.roles import EDITORS, MODERATORS
from matching.choices import Side
from matching.models import Outcome
from notices.choices import Topic
from notices.domain.telling import tell
from outcomes.models import StoryWords
from taxonomy.choices import Language

SUMMARY = 300  # characters


@transaction.atomic
def make_draft(outcome: Outcome) -> StoryPage | None:
    """The page of a story, not published, with its translation begun. None on a site without a list of stories.

    Agreed to once more, the page that there is gets the words as they are now.
    """
    words = list(StoryWords.objects.filter(outcome=outcome))
    index = _index(words)
    if index is None:
        return None
    told = ToldStory.objects.filter(outcome=outcome).first()
    page = (
        told and StoryPage.objects.filter(translation_key=told.translation_key, locale=index.locale).first()
    )
    if page:
        _write(page, outcome, words, index.locale.language_code)
        page.save_revision(clean=False)
    else:
        page = StoryPage(slug=f"stay-{outcome.pk}-{uuid.uuid4().hex[:6]}", live=False, locale=index.locale)
        page.translation_key = uuid.uuid4()
        _write(page, outcome, words, index.locale.language_code)
        ToldStory.objects.filter(outcome=outcome).delete()
        ToldStory.objects.create(outcome=outcome, translation_key=page.translation_key)
        index.add_child(instance=page)
        page.save_revision()
    _translate(page)
    _tell_editors(page)
    return page


@transaction.atomic
def take_off(outcome: Outcome) -> int:
    """-> how many pages, copies among them. None of them is public from now on, and their drafts say so."""
    told = ToldStory.objects.filter(outcome=outcome).first()
    pages = list(StoryPage.objects.filter(told_as=told.translation_key)) if told else []
    for page in pages:
        if page.live:
            page.unpublish()
        if page.alias_of_id:
            continue  # it has no drafts, and follows those of its page
        draft = page.get_latest_revision_as_object()
        with override(page.locale.language_code):
            draft.title = Truncator(_("Taken back: %(title)s") % {"title": draft.title}).chars(255)
        draft.save_revision(clean=False)
    return len(pages)


def _index(words: list[StoryWords]) -> StoryIndexPage | None:
    """The list in the language that was written first; where there is none, another."""
    lists = {page.locale.language_code: page for page in StoryIndexPage.objects.select_related("locale")}
    order = [*(one.language for one in words), *Language.values]
    return next((lists[language] for language in order if language in lists), None)


def _write(page: StoryPage, outcome: Outcome, words: list[StoryWords], language: str) -> None:
    """Never who came: only what both sides wrote themselves."""
    opening = outcome.exchange.introduction.opening
    with override(language):
        heads = {Side.HOST: _("The host tells"), Side.PERSON: _("The guest tells")}
        told = opening.label if opening.sensitivity == Sensitivity.CLEAR else ""
        page.title = Truncator(told or _("A stay")).chars(250)
        page.summary = Truncator(" ".join(words[0].text.split())).chars(SUMMARY)
        page.body = [
            ("text", f"<h2>{escape(str(heads[Side(one.side)]), quote=False)}</h2>{_paragraphs(one.text)}")
            for one in words
        ]
    page.outcome = outcome


def _paragraphs(text: str) -> str:
    """What somebody typed is text, never markup."""
    lines = (line.strip() for line in text.split("\n"))
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line)


def _translate(page: StoryPage) -> None:
    """Begin the translation into the other languages of the site, as drafts; editors finish them."""
    source, _new = TranslationSource.update_or_create_from_instance(page)
    for locale in Locale.objects.exclude(pk=page.locale_id):
        parent = page.get_parent()
        if parent is not None and parent.specific.has_translation(locale):
            translation, _new = Translation.objects.get_or_create(source=source, target_locale=locale)
            translation.save_target(publish=False)


def _tell_editors(page: Page) -> None:
    names = [*EDITORS.values(), MODERATORS]
    editors = User.objects.filter(groups__in=Group.objects.filter(name__in=names), is_active=True).distinct()
    for user in editors.order_by("pk"):
        tell(user, Topic.OUTCOMES, "story_draft", address=reverse("wagtailadmin_pages:edit", args=[page.pk]))
