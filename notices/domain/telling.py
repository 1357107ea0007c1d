"""Telling somebody that something happened: in the app, and by letter as they wish."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.letters import post
from accounts.models import User
from notices.choices import Posting, Topic
from notices.domain.links import seal
from notices.models import Notice, Preference
from taxonomy.choices import Language

TITLE = 300


def tell(user: User, topic: Topic, letter: str, *, address: str, **context: Any) -> Notice:
    """Store a notice and post its letter, unless `user` wants letters of `topic` together or not at all.

    `letter`: `templates/letters/<letter>.txt`, as for `accounts.letters.send_letter`: the first line is the subject,
    and the title of the notice; it names no person. `address`: a path of this site, in any language. The template
    finds `address` (of the page, in the reader's language), `site` and `reader`.
    """
    texts = {language: _render(letter, user, address, language, context) for language in Language.values}
    notice = Notice(user=user, topic=topic, address=without_language(address))
    notice.title_en, notice.title_zh = (
        texts[language].partition("\n")[0].strip()[:TITLE] for language in (Language.EN, Language.ZH)
    )
    posting = posting_of(user, topic)
    if posting == Posting.AT_ONCE and user.is_active:
        notice.posted_at = timezone.now()
        subject, _, text = texts[user.language].partition("\n")
        with override(user.language):
            stop = reverse("notices:stop", args=[seal(user, topic)])
            post(subject.strip(), f"{text.strip()}\n\n{_ending(stop)}", to=user.email, stop=stop)
    notice.save()
    return notice


def posting_of(user: User, topic: Topic) -> Posting:
    wish = Preference.objects.filter(user=user, topic=topic).values_list("posting", flat=True).first()
    return Posting(wish) if wish else Posting.AT_ONCE


def without_language(address: str) -> str:
    """`/en/me/` -> `/me/`."""
    for tag in ("/en/", "/zh-hans/"):
        if address.startswith(tag):
            return address[len(tag) - 1 :]
    return address


def with_language(address: str, language: str) -> str:
    return f"/{language}{without_language(address)}"


def _render(letter: str, user: User, address: str, language: str, context: dict[str, Any]) -> str:
    with override(language):
        known = {
            "site": settings.WAGTAILADMIN_BASE_URL,
            "address": with_language(address, language),
            "reader": user,
        }
        return render_to_string(f"letters/{letter}.txt", {**known, **context}).strip()


def _ending(stop: str) -> str:
    return render_to_string(
        "letters/notice_end.txt", {"site": settings.WAGTAILADMIN_BASE_URL, "stop": stop}
    ).strip()
