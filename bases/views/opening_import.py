"""A list of openings becomes drafts: first a look at every row, then those that can be taken."""

from __future__ import annotations

import hashlib

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audience import user_of
from accounts.domain.audit import record_of
from accounts.models import AuditEvent, User
from bases.domain.errors import TooManyDrafts
from bases.domain.opening_part import begin_opening
from bases.models import Institution
from bases.opening_list import BYTES, ROWS, Row, Unreadable, read_list, template
from bases.views.opening_editor import written_by

BOTH = ["GET", "HEAD", "POST"]
SALT = "openings.list"
LIST = "list of openings"  # in the audit
AGE = 3600  # seconds for which a list that was looked at can be taken


class ListForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("List of openings"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={
            "required": gettext_lazy("Choose the file with the list."),
            "empty": gettext_lazy("The file is empty."),
        },
    )

    def __init__(self, *args: object, institution: Institution, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.institution = institution
        self.rows: list[Row] = []
        self.text = b""
        self.fields["file"].help_text = _(
            "CSV, in UTF-8 or GB18030, at most %(rows)d rows and %(size)d MB."
        ) % {
            "rows": ROWS,
            "size": BYTES // 2**20,
        }

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        self.text = file.read(BYTES + 1)
        try:
            self.rows = read_list(self.text, institution=self.institution)
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from error
        return file


@login_required
@require_http_methods(BOTH)
@never_cache
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Nothing is made before the rows were looked at."""
    institution = written_by(request, slug)
    if request.method == "POST" and "list" in request.POST:
        return _take(request, institution)
    sent = request.method == "POST"
    form = ListForm(request.POST if sent else None, request.FILES if sent else None, institution=institution)
    context = {"section": "desk", "institution": institution, "form": form}
    if form.is_valid():
        context |= {
            "rows": form.rows,
            "good": sum(row.values is not None for row in form.rows),
            "list": signing.dumps(form.text.hex(), salt=SALT + slug, compress=True),
        }
    return render(request, "bases/opening_import.html", context)


@login_required
@require_safe
def template_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The head of a list."""
    written_by(request, slug)
    answer = HttpResponse(template(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="openings.csv"'
    return answer


def _take(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Rows that can be taken become drafts, all or none; the same list sent twice is taken once."""
    signed = request.POST["list"]
    try:
        data = bytes.fromhex(signing.loads(signed, salt=SALT + institution.slug, max_age=AGE))
    except signing.BadSignature:
        messages.error(request, _("This page is too old, or not ours. Send the list again."))
        return redirect("bases:opening_import", slug=institution.slug)
    try:
        number = _make_once(data, _key(signed), institution, by=user_of(request))
    except TooManyDrafts as error:
        messages.error(request, str(error))
        return redirect("bases:opening_import", slug=institution.slug)
    if number is None:
        messages.info(request, _("These drafts were made already."))
        return redirect("matching:desk")
    made = ngettext("%(count)d draft is made.", "%(count)d drafts are made.", number) % {"count": number}
    messages.success(request, made)
    return redirect("matching:desk")


def _key(signed: str) -> str:
    return hashlib.sha256(signed.encode()).hexdigest()[:40]


@transaction.atomic
def _make_once(data: bytes, key: str, institution: Institution, *, by: User) -> int | None:
    """-> how many drafts; None where the audit knows this list already."""
    Institution.objects.select_for_update(no_key=True).get(pk=institution.pk)
    if AuditEvent.objects.filter(object_type=LIST, object_id=key).exists():
        return None
    rows = [row for row in read_list(data, institution=institution) if row.values is not None]
    for row in rows:
        begin_opening(institution, row.values or {}, by=by)
    record_of(LIST, "opening list taken", key=key, by=by, after={"drafts": len(rows)})
    return len(rows)
