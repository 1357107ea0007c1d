"""A list of people becomes drafts: first a look at every row, then all of them or none."""

from __future__ import annotations

import hashlib

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.domain.errors import NotTheirStep
from accounts.models import User
from nominations.domain.lists import begin_all
from nominations.rows import read_rows
from nominations.table import BYTES, ROWS, Line, Unreadable, read_table, template
from nominations.views.guards import BOTH, attache_of

SALT = "nominations.list"
AGE = 3600  # seconds for which a list that was looked at can be taken


class ListForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("List of people"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,.xlsx"}),
        error_messages={
            "required": gettext_lazy("Choose the file with the list."),
            "empty": gettext_lazy("The file is empty."),
        },
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.lines: list[Line] = []
        self.fields["file"].help_text = _(
            "CSV, in UTF-8 or GB18030, or XLSX; at most %(rows)d rows and %(size)d MB."
        ) % {"rows": ROWS, "size": BYTES // 2**20}

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        try:
            self.lines = read_table(file.read(BYTES + 1))
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from error
        return file


@login_required
@require_http_methods(BOTH)
@never_cache
def upload(request: HttpRequest) -> HttpResponse:
    """Nothing is made before the rows were looked at."""
    user = attache_of(request)
    if request.method == "POST" and "list" in request.POST:
        return _take(request, user)
    sent = request.method == "POST"
    form = ListForm(request.POST if sent else None, request.FILES if sent else None)
    context = {"section": "desk", "form": form}
    if form.is_valid():
        rows = read_rows(form.lines, by=user)
        context |= {
            "rows": rows,
            "wrong": sum(row.values is None for row in rows),
            "list": signing.dumps(form.lines, salt=_salt(user), compress=True),
        }
    return render(request, "nominations/import.html", context)


@login_required
@require_safe
def template_file(request: HttpRequest) -> HttpResponse:
    """The head of a list."""
    attache_of(request)
    answer = HttpResponse(template(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="people.csv"'
    return answer


def _take(request: HttpRequest, user: User) -> HttpResponse:
    """The same list sent twice is taken once."""
    signed = request.POST["list"]
    try:
        lines = [(number, cells) for number, cells in signing.loads(signed, salt=_salt(user), max_age=AGE)]
    except signing.BadSignature:
        messages.error(request, _("This page is too old, or not ours. Send the list again."))
        return redirect("nominations:import")
    rows = read_rows(lines, by=user)
    if any(row.values is None for row in rows):
        messages.error(request, _("Not every row can be taken; mend the list, and send it again."))
        return redirect("nominations:import")
    key = hashlib.sha256(signed.encode()).hexdigest()[:40]
    try:
        number = begin_all([row.values or {} for row in rows], key=key, by=user)
    except NotTheirStep as error:
        raise PermissionDenied(str(error)) from error
    if number is None:
        messages.info(request, _("These drafts were made already."))
        return redirect("nominations:mine")
    made = ngettext("%(count)d draft is made.", "%(count)d drafts are made.", number) % {"count": number}
    messages.success(request, f"{made} {_('Nothing was sent yet.')}")
    return redirect("nominations:send_drafts")


def _salt(user: User) -> str:
    return f"{SALT}.{user.pk}"
