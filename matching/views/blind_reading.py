"""Whether an institution reads its shortlists without names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audience import user_of
from bases.domain.team import may_manage
from bases.models import Institution
from matching.domain.blind_reading import choose_blind_reading


class BlindReadingForm(forms.Form):
    blind = forms.TypedChoiceField(
        label=gettext_lazy("Until both sides agree to meet, our shortlists show"),
        choices=[
            ("1", gettext_lazy("letters in the place of names (recommended)")),
            ("0", gettext_lazy("the names of people who open them to institutions")),
        ],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the answers.")},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def blind_reading(request: HttpRequest, slug: str) -> HttpResponse:
    """For the team, which reads; owners choose. To others the institution has no such page."""
    user = user_of(request)
    institution = get_object_or_404(Institution.objects.prefetch_related("texts"), slug=slug)
    manages = may_manage(user, institution)
    if not manages and not institution.staff_memberships.filter(user=user).exists():
        raise Http404
    if request.method == "POST" and not manages:
        raise PermissionDenied(_("Only owners of the institution choose how its shortlists are read."))
    form = BlindReadingForm(
        request.POST if request.method == "POST" else None,
        initial={"blind": str(int(institution.reads_blind))},
    )
    if request.method == "POST" and form.is_valid():
        choose_blind_reading(institution, blind=form.cleaned_data["blind"], by=user)
        messages.success(request, _("Your choice is saved and holds for every shortlist of the institution."))
        return redirect("matching:blind_reading", slug=slug)
    context: dict[str, Any] = {
        "section": "desk",
        "institution": institution,
        "manages": manages,
        "form": form,
    }
    return render(request, "matching/blind_reading.html", context)
