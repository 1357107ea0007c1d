"""Telling somebody that something happened: in the app, and by letter as they wish."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.letter_html import FOOT
from accounts.letters import post
from accounts.models import User
from accounts.zones import zone_of
from notices.choices import ALWAYS, Posting, Topic
from notices.domain.addresses import ours, with_language
from notices.domain.links import seal
from notices.domain.wishes import posting_of
from notices.models import Notice
from taxonomy.choices import Language

TITLE = 300


def tell(user: User, topic: Topic, letter: str, *, address: str, **context: Any) -> Notice:
    """Store a notice and post its letter, unless `user` wants letters of `topic` together or not at all.

    `letter`: `templates/letters/<letter>.txt`, as for `accounts.letters.send_letter`: the first line is the subject,
    and the title of the notice; it names no person. `address`: a path of this site, in any language. The template
    finds `address` (of the page, in the reader's language), `site` and `reader`. Its days and hours are the reader's.
    """
    notice, texts = _written(user, topic, letter, address, context)
    if notice.posting == Posting.AT_ONCE and user.is_active and user.email_verified_at:
        notice.posted_at = timezone.now()
        _post(user, topic, *texts[user.language])
    notice.save()
    return notice


def keep(user: User, topic: Topic, letter: str, *, address: str, **context: Any) -> Notice:
    """The same in the app alone, whatever they wish: for what happened before anybody could be told."""
    notice, _ = _written(user, topic, letter, address, context)
    notice.posting = Posting.NEVER
    notice.save()
    return notice


def _written(
    user: User, topic: Topic, letter: str, address: str, context: dict[str, Any]
) -> tuple[Notice, dict[str, tuple[str, str]]]:
    """A notice that is not stored yet, and in each language its subject and text."""
    address = ours(address)
    with timezone.override(zone_of(user)):
        texts = {language: _render(letter, user, address, language, context) for language in Language.values}
    notice = Notice(user=user, topic=topic, address=address, posting=posting_of(user, topic))
    notice.title_en, notice.title_zh = (texts[language][0][:TITLE] for language in (Language.EN, Language.ZH))
    return notice, texts


def _render(letter: str, user: User, address: str, language: str, context: dict[str, Any]) -> tuple[str, str]:
    """-> subject, text."""
    known = {
        "site": settings.WAGTAILADMIN_BASE_URL,
        "address": with_language(address, language),
        "reader": user,
    }
    with override(language):
        whole = render_to_string(f"letters/{letter}.txt", {**known, **context})
    subject, _, text = whole.strip().partition("\n")
    return subject.strip(), text.strip()


def _post(user: User, topic: Topic, subject: str, text: str) -> None:
    with override(user.language):
        stop = "" if topic in ALWAYS else reverse("notices:stop", args=[seal(user, topic)])
        ending = render_to_string(
            "letters/notice_end.txt", {"site": settings.WAGTAILADMIN_BASE_URL, "stop": stop}
        )
        post(subject, f"{text}\n\n{FOOT}\n{ending.strip()}", to=user.email, stop=stop)
