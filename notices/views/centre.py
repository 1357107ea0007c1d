"""Everything that I was told: the unread first."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.audience import user_of
from accounts.models import User
from notices.choices import Topic
from notices.domain import reading
from notices.domain.addresses import with_language
from notices.models import Notice

PER_PAGE = 20


@login_required
@require_safe
@never_cache
def centre(request: HttpRequest) -> HttpResponse:
    user, topic = user_of(request), _topic(request.GET.get("topic", ""))
    rows = Notice.objects.filter(user=user).unread_first()
    page = Paginator(rows.filter(topic=topic) if topic else rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    newest = Notice.objects.filter(user=user).order_by("-pk").values_list("pk", flat=True).first()
    context = {
        "section": "notices",
        "topic": topic,
        "page": page,
        "tabs": _tabs(user, topic),
        "groups": [
            [notice for notice in shown if notice.read_at is None],
            [notice for notice in shown if notice.read_at is not None],
        ],
        "upto": newest,
        "neighbours": _neighbours(page, topic),
    }
    return render(request, "notices/centre.html", context)


@login_required
@require_safe
@never_cache
def lead(request: HttpRequest, pk: int) -> HttpResponse:
    """To the page of a notice, in the language of this moment. It is read then, even where its page is gone."""
    notice = get_object_or_404(Notice, pk=pk, user=user_of(request))
    if request.method == "GET":
        reading.read(notice)
    return redirect(with_language(notice.address, get_language() or "en"))


@login_required
@require_POST
def mark(request: HttpRequest) -> HttpResponse:
    """As read: the notice that is named, or all that the page could know of."""
    user, topic = user_of(request), _topic(request.POST.get("topic", ""))
    if one := _number(request.POST.get("notice", "")):
        reading.read_these(user, [one])
    else:
        reading.read_all(user, upto=_number(request.POST.get("upto", "")), topic=topic)
    return redirect(_address(topic, _number(request.POST.get("page", ""))))


def _topic(said: str) -> Topic | None:
    return Topic(said) if said in Topic.values else None


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else 0


def _address(topic: Topic | None, page: int = 1) -> str:
    asked = {"topic": topic.value} if topic else {}
    if page > 1:
        asked["page"] = str(page)
    return f"{reverse('notices:centre')}?{urlencode(asked)}".rstrip("?")


def _tabs(user: User, topic: Topic | None) -> list[dict[str, object]]:
    """All, and each topic of which there is something; with how many are unread."""
    counted = {
        row["topic"]: row["unread"]
        for row in Notice.objects.filter(user=user)
        .order_by("topic")
        .values("topic")
        .annotate(unread=Count("pk", filter=Q(read_at__isnull=True)))
    }
    return [
        {
            "words": of.label if of else "",
            "url": _address(of),
            "current": of == topic,
            "count": (counted.get(of, 0) if of else sum(counted.values())) or None,
        }
        for of in [None, *Topic]
        if of is None or of in counted or of == topic
    ]


def _neighbours(page: Page[Notice], topic: Topic | None) -> dict[str, str]:
    found = {}
    if page.has_previous():
        found["previous"] = _address(topic, page.previous_page_number())
    if page.has_next():
        found["next"] = _address(topic, page.next_page_number())
    return found
