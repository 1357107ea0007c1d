"""The shortlist as a file. By POST: the audit notes who took it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.audience import user_of
from accounts.domain.audit import record
from experts.choices import Where
from matching.away import UNUSABLE
from matching.domain.rules.opening import held
from matching.noting import note_shown, sight_of
from matching.shortlist_table import workbook_of
from matching.shortlists import read, readable
from matching.veils import Blind, blind_by

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_POST
@login_required
@never_cache
def shortlist_table(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever reads the shortlist, and as blind; in the language of the page."""
    reader = user_of(request)
    opening = readable(pk, reader=reader)
    if held(opening):
        return redirect("matching:shortlist", pk=pk)  # which says so
    try:
        reading = read(opening, reader=reader)
    except UNUSABLE:
        messages.warning(request, _("The list cannot be computed now. Try again in a minute."))
        return redirect("matching:shortlist", pk=pk)
    names = _("Covered until both sides agree to meet.")
    if blind_by(opening) is Blind.NOBODY:
        names = _("Shown of people who opened them to institutions and agreed to that.")
    content = workbook_of(opening, reading, blind=names)
    sights = [sight_of(one, engine=reading.found.engine) for one in reading]
    note_shown(request, sights, why=Where.TABLE, opening=opening)
    record("shortlist exported", opening, by=reader, after={"people": len(reading.ranked)})
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="shortlist-{pk}.xlsx"'},
    )
