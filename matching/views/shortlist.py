"""The shortlist of an opening: ranked, explained, and read without names unless its host chose otherwise."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.audience import is_read, user_of
from experts.choices import Where
from experts.domain.looks import Sight
from matching.away import UNUSABLE, answer_without, stored_people
from matching.comparing import Choice
from matching.domain.looks import look_at
from matching.domain.parts import PARTS
from matching.domain.rules.opening import held
from matching.hearing import hearing_of_host
from matching.noting import note_shown, sight_of, sight_of_stored
from matching.shortlists import earlier, introduced, read, readable
from matching.veils import blind_by
from search.documents import read_opening


@login_required
@require_safe
@never_cache
def shortlist(request: HttpRequest, pk: int) -> HttpResponse:
    """For the staff of the opening's institution, and for officers. `?plain=1`: without anybody's verdicts."""
    reader = user_of(request)
    opening = readable(pk, reader=reader)
    context = {"section": "desk", "opening": opening, "parts": PARTS, "blind": blind_by(opening)}
    if reason := held(opening):
        return render(request, "matching/shortlist.html", context | {"held": reason})
    plain = request.GET.get("plain") == "1"
    try:
        reading = read(opening, reader=reader, plain=plain)
    except UNUSABLE as error:
        stored = stored_people(opening, reader=reader)
        sights = [sight_of_stored(line.match, named=bool(line.name)) for line in stored]
        note_shown(request, sights, why=Where.SHORTLIST, opening=opening)
        return answer_without(request, "matching/shortlist.html", context, error, stored=stored)
    people = [one.profile.pk for one in reading.ranked]
    choice = Choice.of(request.GET)
    left = earlier(opening, reading, reader=reader)
    sights = [sight_of(one, engine=reading.found.engine) for one in reading]
    sights += [Sight(one.profile, named=bool(one.name)) for one in left]
    note_shown(request, sights, why=Where.SHORTLIST, opening=opening)
    context |= {
        "reading": reading,
        "choice": replace(choice, handles=choice.handles & {one.handle for one in reading.ranked}),
        "look": look_at(opening, people, by=reader, noted=is_read(request)),
        "earlier": left,
        "introduced": introduced(opening, people, reader=reader),
        "stored": dict(opening.matches.visible_to(reader).values_list("profile_id", "pk")),
        "in_another_language": read_opening(opening).in_another_language,
        "hearing": hearing_of_host(opening, reader=reader, plain=plain),
    }
    return render(request, "matching/shortlist.html", context)
