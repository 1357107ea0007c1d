"""One introduction: where it stands, why the pair was ranked so, contact data, messages."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audience import is_read, user_of
from accounts.stepping import Pressed, press
from experts.choices import Where
from experts.domain.looks import Sight
from introductions.buttons import mark, offered, page_of
from introductions.choices import IntroductionStep
from introductions.covered import covered
from introductions.domain.talking import mark_read
from introductions.forms import MessageForm
from introductions.models import IntroductionEvent, Message
from introductions.shown import hosts_of, met, person_of, reasons_of, stands
from introductions.turn import turn_of
from introductions.views.reading import Reading, reading_of
from matching.choices import Side
from matching.domain.reach import within_reach
from matching.handles import handle
from matching.models import Exchange, Introduction
from matching.models.introduction import LIVE
from matching.noting import note_shown

HIDDEN_STEPS = (IntroductionStep.REMIND,)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def introduction(request: HttpRequest, pk: int) -> HttpResponse:
    """For both sides and for officers; each side takes its own steps."""
    reading = reading_of(request, pk)
    pressed = Pressed(None, 200)
    if request.method == "POST":
        pressed = _press(request, reading)
        if pressed.taken:
            return redirect("introductions:introduction", pk=pk)
    elif reading.side is not None and is_read(request):
        mark_read(reading.introduction, side=reading.side)
    return page(request, reading, pressed, status=pressed.status)


def page(
    request: HttpRequest,
    reading: Reading,
    pressed: Pressed,
    *,
    message_form: MessageForm | None = None,
    status: int = 200,
) -> HttpResponse:
    row, side = reading.introduction, reading.side
    own = side == Side.PERSON
    context: dict[str, Any] = {
        "section": "desk",
        "introduction": row,
        "opening": row.opening,
        "side": side,
        "own": own,
        "turn": turn_of(row, reader=side if reading.speaks else None),
        "events": IntroductionEvent.objects.filter(introduction=row).exclude(step__in=HIDDEN_STEPS),
        "trouble": pressed.error,
        "met": met(row),
        "reasons": reasons_of(row, own=own),
        "stay": Exchange.objects.filter(introduction=row).first(),
        "stands": own or stands(row),
        "reads_messages": reading.reads_messages,
        "messages_of": _messages(row, side),
    }
    if own:
        context["hosts"] = hosts_of(row)
    else:
        person = person_of(row, contact=side == Side.HOST and reading.speaks)
        context["person"] = person
        if stands(row) and is_read(request):
            sight = Sight(row.profile, named=bool(person.name))
            note_shown(request, [sight], why=Where.INTRODUCTION, opening=row.opening)
        if within_reach(row.opening, user_of(request)).filter(pk=row.profile_id).exists():
            context["sealed"] = handle(row.opening_id, row.profile_id)
    if reading.speaks and side is not None and not row.profile.has_left:
        buttons = offered(row, side)
        context["forms"] = pressed.forms(buttons, seen=mark(row))
        if row.state in LIVE:
            context["message_form"] = message_form or MessageForm(files=met(row))
    return render(request, "introductions/introduction.html", context, status=status)


def _messages(row: Introduction, side: Side | None) -> list[Message]:
    """As `side` reads them now."""
    rows = Message.objects.filter(introduction=row).prefetch_related("attachments").select_related("by")
    found = list(rows)
    for message in found:
        if message.side != side and not met(row):
            message.text = covered(message.text)
    return found


def _press(request: HttpRequest, reading: Reading) -> Pressed:
    if not reading.speaks or reading.side is None:
        return Pressed(None, 403)
    return press(request, reading.introduction, page_of(reading.side))
