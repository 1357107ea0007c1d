"""How my letters come."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audience import user_of
from notices.forms import WishesForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def preferences(request: HttpRequest) -> HttpResponse:
    form = WishesForm(request.POST if request.method == "POST" else None, user=user_of(request))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your wishes are saved; they hold from the next letter on."))
        return redirect("notices:preferences")
    return render(request, "notices/preferences.html", {"section": "account", "form": form})
