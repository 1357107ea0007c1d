"""Letters to people, in their own language, as text and as HTML."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import translate_url
from django.utils.translation import override
from kombu.exceptions import OperationalError

from accounts.letter_html import letter_html

logger = logging.getLogger(__name__)


def send_letter(template: str, *, to: str, language: str, stop: str = "", **context: Any) -> None:
    """Render `letters/<template>.txt` in `language` and post it once the transaction is committed.

    The first line of the template is the subject, the rest the text; the HTML is the same words in our frame,
    on links where the text has addresses (`accounts.letter_html`).
    `stop`: the path at which one click ends letters like this, which mail programs offer as a button (RFC 8058); in the
    active language, and in the letter in its own.
    """
    stop = translate_url(stop, language)
    with override(language):
        whole = render_to_string(
            f"letters/{template}.txt", {"site": settings.WAGTAILADMIN_BASE_URL, "stop": stop, **context}
        )
        subject, _, text = whole.strip().partition("\n")
        post(subject.strip(), text.strip(), to=to, stop=stop)


def post(subject: str, text: str, *, to: str, stop: str = "") -> None:
    """Hand a letter of plain text to a worker of the queue `mail`, after the commit. Needs the active language."""
    html = render_to_string("letters/frame.html", {"subject": subject, "text": letter_html(text)})
    headers = {}
    if stop:
        headers["List-Unsubscribe"] = f"<{settings.WAGTAILADMIN_BASE_URL}{stop}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    transaction.on_commit(lambda: _hand_over(subject, text, html, to, headers))


def _hand_over(*letter: Any) -> None:
    try:
        deliver.delay(*letter)
    except OperationalError:  # the broker is away: slower, but the letter goes
        try:
            deliver(*letter)
        except (OSError, SMTPException) as error:
            logger.error("a letter could not be sent: %s", type(error).__name__)


@shared_task(
    name="accounts.letters.deliver",
    autoretry_for=(OSError, SMTPException),
    retry_backoff=30,
    retry_backoff_max=3600,
    max_retries=8,
)
def deliver(subject: str, text: str, html: str, to: str, headers: dict[str, str]) -> None:
    """A second run sends a second letter: better twice than never."""
    letter = EmailMultiAlternatives(subject=subject, body=text, to=[to], headers=headers)
    letter.attach_alternative(html, "text/html")
    letter.send()
