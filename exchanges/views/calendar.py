"""Stays by month, for the person and for the host; and as iCalendar at a private address."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audience import user_of
from accounts.models import User
from bases.models import Base
from exchanges.domain import feeds
from exchanges.looks import note_stays
from exchanges.rows import for_pages, of_host, of_person
from exchanges.spans import SHOWN, spans_of
from matching.availability import asked_month, calendar_of, month_of
from matching.models import Exchange
from matching.querysets import ExchangeQuerySet

AN_HOUR = 3600
MOST = 500  # stays in one calendar


@login_required
@require_safe
@never_cache
def months(request: HttpRequest) -> HttpResponse:
    """`?month=2027-03`, `?base=…`, `?person=…`: of whom, by the key of their profile."""
    user = user_of(request)
    mine, hosted = of_person(user), of_host(user).filter(state__in=SHOWN)
    bases, people = _bases(hosted), _people(hosted)
    asked = {"base": request.GET.get("base", ""), "person": request.GET.get("person", "")}
    rows = hosted
    if asked["base"]:
        rows = rows.filter(introduction__opening__base__slug=asked["base"][:60])
    if asked["person"]:
        chosen = asked["person"]
        rows = rows.filter(profile=int(chosen)) if chosen.isdecimal() and len(chosen) < 12 else rows.none()
    shown = list(for_pages(rows)[:MOST])
    if not any(asked.values()):
        shown += list(for_pages(mine.filter(state__in=SHOWN)))
    note_stays(request, shown)
    spans = sorted(
        (replace(span, busy=False) for span in spans_of(shown, named=True)),
        key=lambda span: (span.first, span.last, span.key),
    )
    today = timezone.localdate()
    month = month_of(spans, asked_month(request.GET.get("month", ""), today=today))
    token = feeds.token_of(user)
    context = {
        "section": "desk",
        "month": month,
        "today": today,
        "later": [span for span in spans if span.first > month.first and span not in month.spans][:20],
        "bases": bases,
        "people": people,
        "asked": asked,
        "query": "".join(f"&{name}={value}" for name, value in asked.items() if value),
        "feed": request.build_absolute_uri(reverse("exchanges:feed", args=[token])) if token else "",
        "base_feeds": [
            (base, request.build_absolute_uri(reverse("exchanges:base_feed", args=[token, base.slug])))
            for base in bases
        ]
        if token
        else [],
    }
    return render(request, "exchanges/calendar.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def address(request: HttpRequest) -> HttpResponse:
    """Makes the private address, another one, or closes it with `step=close`."""
    if request.method == "POST":
        if request.POST.get("step") == "close":
            feeds.close_address(user_of(request))
            messages.success(request, _("The address is dead; calendars that used it get nothing more."))
        else:
            feeds.open_address(user_of(request))
            messages.success(request, _("The calendar has a new address; any older one is dead."))
    return redirect("exchanges:calendar")


@require_safe
@cache_control(private=True, max_age=AN_HOUR)
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """One's own stays, and those at one's institutions; who sees what is asked anew each time."""
    user = _reader(token)
    rows = [*for_pages(of_person(user).filter(state__in=SHOWN)), *_hosted(user)]
    return _file(request, rows, _("Stays"))


@require_safe
@cache_control(private=True, max_age=AN_HOUR)
def base_feed(request: HttpRequest, token: str, slug: str) -> HttpResponse:
    """Those at one base of one's institutions."""
    user = _reader(token)
    base = get_object_or_404(Base.objects.staffed_by(user).prefetch_related("texts"), slug=slug)
    return _file(request, _hosted(user, base), _("Stays: %(base)s") % {"base": base.label})


def _reader(token: str) -> User:
    user = feeds.reader_of(token)
    if user is None:
        raise Http404(_("This calendar was closed, or has another address."))
    return user


def _hosted(user: User, base: Base | None = None) -> list[Exchange]:
    rows = of_host(user).filter(state__in=SHOWN)
    return list(for_pages(rows.filter(introduction__opening__base=base) if base else rows)[:MOST])


def _file(request: HttpRequest, rows: list[Exchange], name: str) -> HttpResponse:
    spans = spans_of(rows, named=False)
    made = calendar_of(spans, link_of=request.build_absolute_uri, host=request.get_host(), name=name)
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="stays.ics"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _bases(hosted: ExchangeQuerySet) -> list[Base]:
    found = Base.objects.filter(openings__introductions__exchange__in=hosted).distinct()
    return sorted(found.prefetch_related("texts"), key=lambda base: base.label)


def _people(hosted: ExchangeQuerySet) -> list[tuple[int, str]]:
    found = {row.profile_id: row.profile.display_name for row in hosted.select_related("profile")[:MOST]}
    return sorted(found.items(), key=lambda one: one[1])
