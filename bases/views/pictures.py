"""Pictures of institutions and bases: shown with their pages, kept by their team."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audience import user_of
from bases.domain import pictures as domain
from bases.domain.files import may_keep
from bases.domain.own_bases import TooMany
from bases.files.limits import Refused
from bases.files.pictures import KIND
from bases.files.words import refusal
from bases.files_forms import PictureForm
from bases.models import Base, Institution, Picture
from bases.views.own_bases import admit, base_of
from bases.views.removing import removed_once

BOTH = ["GET", "HEAD", "POST"]
HOUR = 3600  # seconds that a browser keeps what everybody sees


@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture itself, for whoever sees its page."""
    row = get_object_or_404(Picture, pk=pk)
    public = domain.may_see(AnonymousUser(), row)
    if not public and not domain.may_see(request.user, row):
        raise Http404
    with row.file.open("rb") as opened:
        answer = HttpResponse(opened.read(), content_type=KIND)
    answer["X-Content-Type-Options"] = "nosniff"
    if public:
        patch_cache_control(answer, public=True, max_age=HOUR)
    else:
        patch_cache_control(answer, private=True, no_store=True)
    return answer


@login_required
@require_http_methods(BOTH)
@never_cache
def institution_pictures(request: HttpRequest, slug: str) -> HttpResponse:
    institution = get_object_or_404(Institution.objects.prefetch_related("texts"), slug=slug)
    admit(request, institution, "read")
    return _pictures(request, institution, {"institution": institution})


@login_required
@require_http_methods(BOTH)
@never_cache
def base_pictures(request: HttpRequest, slug: str) -> HttpResponse:
    base = base_of(request, slug, "read")
    return _pictures(request, base, {"institution": base.institution, "base": base})


def _pictures(request: HttpRequest, subject: Institution | Base, context: dict[str, Any]) -> HttpResponse:
    keeps = may_keep(request.user, subject)
    if request.method == "POST" and not keeps:
        raise PermissionDenied(
            _("Owners choose the pictures of an institution; those of a base, its editors as well.")
        )
    form = PictureForm(request.POST, request.FILES) if request.method == "POST" else PictureForm()
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("role", "alt_zh", "alt_en")}
        try:
            domain.add_picture(subject, form.cleaned_data["file"].read(), **words, by=user_of(request))
        except Refused as refused:
            form.add_error("file", refusal(refused))
        except TooMany as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("The picture is on the page."))
            return redirect(request.path)
    shown = domain.pictures_of(subject)
    context |= {
        "section": "desk",
        "title": _("Logo and pictures"),
        "form": form,
        "keeps": keeps,
        "pictures": [*([shown.logo] if shown.logo else []), *shown.pictures],
    }
    return render(request, "bases/own_pictures.html", context)


@login_required
@require_http_methods(BOTH)
@never_cache
@removed_once
def picture_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first."""
    row = get_object_or_404(Picture.objects.select_related("institution", "base"), pk=pk)
    if not may_keep(request.user, row.base or row.institution):
        raise Http404
    name, slug = (
        ("base_pictures", row.base.slug) if row.base else ("institution_pictures", row.institution.slug)
    )
    back = reverse(f"bases:{name}", args=[slug])
    if request.method == "POST":
        domain.remove_picture(row, by=user_of(request))
        messages.success(request, _("Removed."))
        return redirect(back)
    context = {
        "section": "desk",
        "institution": row.institution,
        "base": row.base,
        "title": _("Remove this picture?"),
        "picture": row,
        "back": back,
    }
    return render(request, "bases/picture_removal.html", context)
