"""Writing a draft, and the letter before it goes out."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audience import user_of
from accounts.domain.editing import ChangedMeanwhile
from accounts.domain.errors import NotTheirStep
from accounts.step_form import StepForm
from accounts.stepping import CONFLICT, press
from bases.models import Opening
from experts.choices import NominationState, Where
from experts.domain.looks import Sight, note_looks
from experts.models import Nomination
from nominations.buttons import LETTER_PAGE, SEND, SendForm, mark
from nominations.domain import drafts
from nominations.domain.doubles import known_to
from nominations.domain.openings import nobody_goes
from nominations.domain.sending import left_today, missing
from nominations.forms.draft import DraftForm
from nominations.preview import letter_to
from nominations.turn import not_sent_words
from nominations.views.guards import BOTH, attache_of, own
from nominations.views.mine import shown
from taxonomy.transitions import IllegalTransition


@login_required
@require_http_methods(BOTH)
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """`?opening=`: the number of the opening for which somebody is recommended."""
    user = attache_of(request)
    form = DraftForm(request.POST if request.method == "POST" else None, now=None, user=user)
    asked = request.GET.get("opening", "")[:9]
    form.initial.update(language="en", opening=asked)
    if request.method == "POST" and form.is_valid():
        try:
            nomination = drafts.begin(form.values, by=user)
        except NotTheirStep as error:
            raise PermissionDenied(str(error)) from error
        return _onward(request, nomination)
    row = Opening.objects.open().filter(pk=int(asked)).first() if asked.isdecimal() else None
    context = {"section": "desk", "form": form, "nobody_goes": nobody_goes(row, form.offered.granted)}
    return render(request, "nominations/draft.html", context)


@login_required
@require_http_methods(BOTH)
@never_cache
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    nomination, user = own(request, pk), attache_of(request)
    if nomination.state != NominationState.DRAFT:
        return redirect("nominations:nomination", pk=pk)
    now = drafts.read_draft(nomination)
    form = DraftForm(request.POST if request.method == "POST" else None, now=now, user=user)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            drafts.change(nomination, form.values, seen=form.seen_mark, by=user)
            return _onward(request, nomination)
        except ChangedMeanwhile as error:
            form.parted(error)
            status = CONFLICT
        except NotTheirStep as error:
            raise PermissionDenied(str(error)) from error
        except IllegalTransition as error:
            form.add_error(None, str(error))
            status = CONFLICT
    context = {"section": "desk", "form": form, "nomination": nomination}
    return render(request, "nominations/draft.html", context, status=status)


@login_required
@require_http_methods(BOTH)
@never_cache
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as it goes out, who may be meant, and the button that sends it."""
    nomination, user = own(request, pk), user_of(request)
    form: StepForm | None = None
    status, trouble = 200, ""
    if request.method == "POST":
        pressed = press(request, nomination, LETTER_PAGE)
        if pressed.taken:
            return _sent(request, nomination)
        form, status, trouble = pressed.form, pressed.status, pressed.error
        if status == CONFLICT and (nomination.state != NominationState.DRAFT or missing(nomination)):
            return shown(request, nomination, pressed)
    if nomination.state != NominationState.DRAFT:
        return redirect("nominations:nomination", pk=pk)
    if missing(nomination):
        messages.info(request, _("Complete the draft first; then you see the letter."))
        return redirect("nominations:nomination", pk=pk)
    known = known_to(nomination, by=user)
    note_looks([Sight(one, named=True) for one in known.perhaps], by=user, why=Where.NOMINATION)
    subject, text = letter_to(nomination)
    context = {
        "section": "desk",
        "nomination": nomination,
        "form": form or SendForm(button=SEND, seen=mark(nomination)),
        "seen": mark(nomination),
        "trouble": trouble,
        "known": known,
        "left": left_today(user),
        "subject": subject,
        "text": text,
    }
    return render(request, "nominations/letter.html", context, status=status)


def _onward(request: HttpRequest, nomination: Nomination) -> HttpResponse:
    messages.success(request, _("The draft is saved. Only you see it."))
    to_letter = "letter" in request.POST and not missing(nomination)
    return redirect("nominations:letter" if to_letter else "nominations:nomination", pk=nomination.pk)


def _sent(request: HttpRequest, nomination: Nomination) -> HttpResponse:
    nomination.refresh_from_db()
    if nomination.state == NominationState.SENT:
        messages.success(request, _("It is on its way. A notice tells you what the person answers."))
    else:
        messages.warning(request, not_sent_words())
    return redirect("nominations:nomination", pk=nomination.pk)
