"""Messages of an introduction, and the files beside them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audience import user_of
from accounts.stepping import CONFLICT, Pressed
from bases.domain.files import Brought, Sent, look_at
from bases.files.limits import Refused
from bases.files.words import refusal
from introductions.domain.talking import write_message
from introductions.forms import MessageForm
from introductions.models import Attachment
from introductions.shown import met
from introductions.views.page import page
from introductions.views.reading import reading_of
from taxonomy.transitions import IllegalTransition


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """By POST; without one – after a log-in – the page of the introduction."""
    reading = reading_of(request, pk)
    if request.method != "POST":
        return redirect("introductions:introduction", pk=pk)
    if not reading.speaks or reading.side is None:
        raise PermissionDenied(
            _("Only both sides write here: the person, and owners and editors of the host.")
        )
    form = MessageForm(request.POST, request.FILES, files=met(reading.introduction))
    if not form.is_valid():
        return page(request, reading, Pressed(None, 200), message_form=form)
    try:
        write_message(
            reading.introduction,
            side=reading.side,
            by=user_of(request),
            text=form.cleaned_data["text"],
            language=get_language() or "en",
            sent=form.cleaned_data["sent"],
            file=_looked_at(request, form),
        )
    except Refused as refused:
        form.add_error("file", refusal(refused))
        return page(request, reading, Pressed(None, 200), message_form=form)
    except IllegalTransition as error:
        reading.introduction.refresh_from_db()
        form.add_error(None, str(error))
        return page(request, reading, Pressed(None, CONFLICT, str(error)), message_form=form, status=CONFLICT)
    messages.success(request, _("Your message is sent."))
    return redirect("introductions:introduction", pk=pk)


@login_required
@require_safe
@never_cache
def attachment(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """For both sides, while it stands; never shown in the browser."""
    reading = reading_of(request, pk)
    rows = Attachment.objects.filter(message__introduction=reading.introduction)
    row = get_object_or_404(rows if reading.reads_messages else rows.none(), pk=file)
    with row.file.open("rb") as stored:
        answer = HttpResponse(stored.read(), content_type=row.kind)
    disposition = content_disposition_header(as_attachment=True, filename=row.name)
    answer["Content-Disposition"] = disposition or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _looked_at(request: HttpRequest, form: MessageForm) -> Brought | None:
    """Raises Refused."""
    sent = form.file
    return look_at(Sent(sent.read(), sent.name or ""), by=user_of(request)) if sent else None
