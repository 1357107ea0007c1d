"""What somebody follows: theirs alone."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.audience import user_of
from matching.domain import following as domain
from matching.domain.following import HEADINGS, MOST, TooManyFollowed


@login_required
@require_safe
@never_cache
def following(request: HttpRequest) -> HttpResponse:
    """All of it, with the address of the private feed. `?stopped=field:energy`: offers to follow it again."""
    user = user_of(request)
    found = domain.followed(user)
    kind, _colon, key = request.GET.get("stopped", "").partition(":")
    stopped = domain.find(kind, key)
    token = domain.feed_token(user)
    context = {
        "section": "desk",
        "groups": [
            (heading, mine)
            for kind, heading in HEADINGS.items()
            if (mine := [one for one in found if one.kind == kind])
        ],
        "stopped": stopped if stopped and not domain.follows(user, stopped) else None,
        "feed": request.build_absolute_uri(reverse("matching:my_feed", args=[token])) if token else "",
        "reader": user,
    }
    return render(request, "matching/following.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def follow(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Follows by POST, or stops with `step=stop`. By GET it asks: a visitor comes here through the log-in."""
    user = user_of(request)
    subject = domain.find(kind, key)
    if subject is None:
        raise Http404(_("There is nothing here that can be followed."))
    if request.method != "POST":
        context = {"section": "desk", "subject": subject, "follows": domain.follows(user, subject)}
        return render(request, "matching/follow.html", context)
    onward = _onward(request)
    if request.POST.get("step") == "stop":
        domain.unfollow(user, subject)
        if onward:
            messages.success(request, _("You no longer follow %(name)s.") % {"name": subject.label})
            return redirect(onward)
        return redirect(f"{reverse('matching:following')}?stopped={kind}:{key}")
    try:
        domain.follow(user, subject)
        messages.success(request, _("You follow %(name)s.") % {"name": subject.label})
    except TooManyFollowed:
        text = _("You follow %(number)d already; stop following something first.") % {"number": MOST}
        messages.warning(request, text)
        return redirect("matching:following")
    return redirect(onward or "matching:following")


@login_required
@require_POST
def feed_address(request: HttpRequest) -> HttpResponse:
    """Makes the address of the private feed, another one, or closes it with `step=close`."""
    user = user_of(request)
    if request.POST.get("step") == "close":
        domain.close_feed(user)
        messages.success(request, _("The feed is closed; its address is dead."))
    else:
        domain.open_feed(user)
        messages.success(request, _("The feed has a new address; any older one is dead."))
    return redirect("matching:following")


def _onward(request: HttpRequest) -> str:
    """Where the button stood, if that is a page of this site."""
    back = request.POST.get("back", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else ""
