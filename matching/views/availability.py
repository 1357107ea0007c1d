"""My calendar: when I could come, and when I am bound."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.audience import user_of
from experts.models import Profile
from matching.availability import asked_month, calendar_of, month_of, spans_of


@login_required
@require_safe
@never_cache
def my_calendar(request: HttpRequest) -> HttpResponse:
    """`?month=2027-03`: that month; else this one."""
    profile = Profile.objects.filter(user=user_of(request)).first()
    if profile is None:
        return redirect("experts:person")
    today = timezone.localdate()
    spans = spans_of(profile)
    month = month_of(spans, asked_month(request.GET.get("month", ""), today=today))
    later = [span for span in spans if span.first > month.first and span not in month.spans]
    context = {"section": "desk", "month": month, "today": today, "any": bool(spans), "later": later[:10]}
    return render(request, "matching/my_calendar.html", context)


@login_required
@require_safe
@never_cache
def my_calendar_file(request: HttpRequest) -> HttpResponse:
    """All of it as iCalendar, to take into one's own."""
    profile = Profile.objects.filter(user=user_of(request)).first()
    if profile is None:
        return redirect("experts:person")
    made = calendar_of(spans_of(profile), link_of=request.build_absolute_uri, host=request.get_host())
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="availability.ics"'
    return answer
