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
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

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
    _translate(page, outcome)
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
    page.title = _title(outcome, language)
    with override(language):
        heads = {Side.HOST: _("The host tells"), Side.PERSON: _("The guest tells")}
        page.summary = Truncator(" ".join(words[0].text.split())).chars(SUMMARY)
        page.body = [
            ("text", f"<h2>{escape(str(heads[Side(one.side)]), quote=False)}</h2>{_paragraphs(one.text)}")
            for one in words
        ]
    page.outcome = outcome


def _title(outcome: Outcome, language: str) -> str:
    opening = outcome.exchange.introduction.opening
    with override(language):
        told = opening.label if opening.sensitivity == Sensitivity.CLEAR else ""
        return Truncator(told or _("A stay")).chars(250)


def _paragraphs(text: str) -> str:
    """What somebody typed is text, never markup."""
    lines = (line.strip() for line in text.split("\n"))
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line)


def _translate(page: StoryPage, outcome: Outcome) -> None:
    """Begin the translation into the other languages of the site, as drafts; editors finish them."""
    source, _new = TranslationSource.update_or_create_from_instance(page)
    for locale in Locale.objects.exclude(pk=page.locale_id):
        parent = page.get_parent()
        if parent is not None and parent.specific.has_translation(locale):
            translation, _new = Translation.objects.get_or_create(source=source, target_locale=locale)
            _translate_title(source, locale, _title(outcome, locale.language_code))
            translation.save_target(publish=False)


def _translate_title(source: TranslationSource, locale: Locale, title: str) -> None:
    """Openings have their title in both languages already."""
    segment = StringSegment.objects.filter(source=source, context__path="title").first()
    if segment is not None and segment.string.data != title:
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            defaults={"data": title, "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL},
        )


def _tell_editors(page: StoryPage) -> None:
    """Each of the draft in the language that they edit; whoever edits both, in the one that they read."""
    drafts = {one.locale.language_code: one for one in page.get_translations(inclusive=True)}
    groups = Group.objects.filter(name__in=[*EDITORS.values(), MODERATORS])
    editors = User.objects.filter(groups__in=groups, is_active=True).distinct().prefetch_related("groups")
    for user in editors.order_by("pk"):
        names = {group.name for group in user.groups.all()}
        edits = [language for language, name in EDITORS.items() if name in names or MODERATORS in names]
        language = user.language if user.language in edits else edits[0]
        draft = drafts.get(language, page)
        tell(user, Topic.OUTCOMES, "story_draft", address=reverse("wagtailadmin_pages:edit", args=[draft.pk]))
