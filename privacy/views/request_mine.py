"""A request about one's data, for who made it: with an account or without, by the link in the letter."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from privacy.choices import RequestKind, RequestState, RequestStep
from privacy.domain import asking, request_step
from privacy.domain.stored_under import stored_under, taken_until
from privacy.forms import AskForm, ReplyForm
from privacy.letters_of import not_theirs
from privacy.models import DataRequest
from privacy.request_steps import mark_of, turn_for_person
from taxonomy.transitions import IllegalTransition

BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
@never_cache
def request_ask(request: HttpRequest) -> HttpResponse:
    """The same answer whether or not anything is stored under an address: nobody learns who is here."""
    user = request.user if isinstance(request.user, User) else None
    form = AskForm(request.POST if request.method == "POST" else None, known=user.email if user else "")
    if request.method == "POST" and form.is_valid():
        if limited := ratelimit.consume_or_429(request, action="reset_password", key=form.address.lower()):
            return limited
        kind, text = RequestKind(form.cleaned_data["kind"]), form.cleaned_data["text"].strip()
        try:
            row = asking.ask(kind, email=form.address, text=text, language=get_language() or "en", user=user)
        except asking.TooManyRequests:
            form.add_error(
                None, _("Three requests of this address wait already. Wait for their answers first.")
            )
        else:
            if user and row.user_id == user.pk and row.state != RequestState.UNCONFIRMED:
                messages.success(
                    request, _("Your request has arrived; a letter says by when it is answered.")
                )
                return redirect("privacy:request_mine", request_step.seal(row))
            return render(request, "privacy/request_sent.html", {"section": "account", "email": row.email})
    status = 400 if form.errors else 200
    return render(request, "privacy/request_ask.html", {"section": "account", "form": form}, status=status)


@require_http_methods(BOTH)
@never_cache
def request_mine(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm, answer a question, take it back."""
    row = asking.find(token)
    if row is None:
        return render(request, "privacy/request_gone.html", {"section": "account"}, status=410)
    if refused := not_theirs(request, row):
        return refused
    step = request.POST.get("step", "")
    form = ReplyForm(request.POST if step == "reply" else None)
    trouble = ""
    if request.method == "POST":
        try:
            if _take(row, step, form, request.POST.get("seen", "")):
                return redirect("privacy:request_mine", token)
        except IllegalTransition as error:
            trouble = str(error)
        row.refresh_from_db()
    context = {
        "section": "account",
        "asked": row,
        "form": form,
        "trouble": trouble,
        "seen": mark_of(row),
        "turn": turn_for_person(row),
        "events": row.events.exclude(step=RequestStep.REMIND),
        "file_until": taken_until(row),
        "token": token,
    }
    return render(request, "privacy/request_mine.html", context, status=409 if trouble else 200)


@require_POST
@never_cache
def request_file(request: HttpRequest, token: str) -> HttpResponse:
    """What is stored under the address, once an officer has sent it: made now, and not kept. By POST, for the audit
    notes it: whatever only opens links takes nothing."""
    row = asking.find(token)
    if row is None or taken_until(row) is None:
        return render(request, "privacy/request_gone.html", {"section": "account"}, status=410)
    if refused := not_theirs(request, row):
        return refused
    if limited := ratelimit.consume_or_429(request, action="reset_password", key=f"data request {row.pk}"):
        return limited
    with stored_under(row) as packed:
        answer = HttpResponse(packed.read(), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="talentbridge-data.zip"'
    return answer


def _take(row: DataRequest, step: str, form: ReplyForm, seen: str) -> bool:
    """Whether something was done; a form that is not filled in is shown again. Raises IllegalTransition."""
    if step == "confirm":
        asking.confirm(row)
        return True
    if step == "withdraw" and row.state == RequestState.WITHDRAWN:
        return True  # a second click
    if seen != mark_of(row):
        raise request_step.NotNow(_("Meanwhile this has moved on; look at where it stands now."))
    if step == "reply" and form.is_valid():
        asking.reply(row, reason=form.cleaned_data["reason"], language=get_language() or "en")
        return True
    if step == "withdraw":
        asking.take_back(row)
        return True
    if step != "reply" or row.state != RequestState.ASKED:
        raise request_step.NotNow(_("Choose one of the steps on this page."))
    return False
