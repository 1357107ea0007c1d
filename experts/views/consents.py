"""My consents: given one by one, withdrawn one by one, each with a receipt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.consent_texts import Wording, current_text, text_of
from accounts.domain.consent import agree, take_back
from accounts.going_on import going_on
from accounts.models import Consent, Purpose, User
from experts import steps
from experts.forms.consents import ConsentsForm
from experts.steps import way_of

BOTH = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Line:
    """One purpose: what was agreed to, or the box that asks."""

    purpose: Purpose
    consent: Consent | None  # the newest, live or withdrawn
    wording: Wording  # what was agreed to, else what is asked; without text where its words are from before the list
    box: BoundField | None

    @property
    def live(self) -> bool:
        return self.consent is not None and self.consent.withdrawn_at is None


@login_required
@require_http_methods(BOTH)
@never_cache
def consents(request: HttpRequest) -> HttpResponse:
    """What I agreed to and when, and what else I may agree to."""
    user = request.user
    assert isinstance(user, User)
    form = ConsentsForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        if agree(user, form.chosen, by=user):
            messages.success(
                request, _("Recorded. A receipt is on its way to %(address)s.") % {"address": user.email}
            )
        return redirect("experts:profile")
    context = {
        "section": "desk",
        "step": steps.CONSENTS,
        "way": way_of(user, current=steps.CONSENTS),
        "form": form,
        "lines": [_line(purpose, form) for purpose in Purpose],
        "going_on": going_on(user),
    }
    return render(request, "experts/consents.html", context)


@login_required
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Counts at once: every list asks the database anew."""
    assert isinstance(request.user, User)
    asked = request.POST.get("purpose", "")
    if asked in Purpose.values and take_back(request.user, purpose=Purpose(asked), by=request.user):
        words = _("Withdrawn; it counts from now on. A receipt is on its way to %(address)s.")
        if going_on(request.user):
            words = _(
                "Withdrawn; it counts from now on. What was begun with both sides' yes goes on: it stands below. A "
                "receipt is on its way to %(address)s."
            )
        messages.success(request, words % {"address": request.user.email})
    return redirect("experts:consents")


def _line(purpose: Purpose, form: ConsentsForm) -> Line:
    consent = form.latest.get(purpose)
    box = form[purpose.value] if purpose.value in form.fields else None
    wording = current_text(purpose).in_language(get_language())
    if consent and not consent.withdrawn_at:
        agreed = text_of(purpose, consent.version)
        wording = agreed.in_language(get_language()) if agreed else replace(wording, text="")
    return Line(purpose, consent, wording, box)
