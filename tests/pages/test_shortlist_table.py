"""The shortlist as a workbook: blind, without formulas, and noted in the audit."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import Workbook, load_workbook

from accounts.models import AuditEvent
from matching.shortlist_table import plain
from search.indexing import rebuild
from tests.factories import CandidateVoteFactory, DeclaredConflictFactory, IntroductionFactory
from tests.pages.conftest import World
from tests.pages.test_blind_pages import GIVES_AWAY
from tests.pages.test_blind_pages import leaky as leaky  # a fixture

pytestmark = pytest.mark.django_db

Login = Callable[[str], Client]


def taken(client: Client, world: World, language: str = "en") -> Any:
    return client.post(f"/{language}/openings/{world.opening.pk}/shortlist/table/")


def rows_of(answer: Any) -> list[dict[str, Any]]:
    book: Workbook = load_workbook(BytesIO(answer.content))
    head, *rows = book.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_each_line_says_what_the_page_says(indexed: World, as_role: Login) -> None:
    pair = {"opening": indexed.opening, "profile": indexed.profile}
    CandidateVoteFactory(**pair)
    DeclaredConflictFactory(**pair)
    answer = taken(as_role("staff"), indexed)
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert answer["Content-Disposition"] == f'attachment; filename="shortlist-{indexed.opening.pk}.xlsx"'
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    [row] = rows_of(answer)
    assert (row["Place in the list"], row["Called"], row["Yes"], row["No"]) == (1, "Candidate A", 1, 0)
    assert row["Conflicts of interest"] == 1
    assert "deuterium" in f"{row['Requirements met']} {row['Requirements not found']}"
    event = AuditEvent.objects.get(verb="shortlist exported")
    assert (event.actor, event.object_id, event.after) == (
        indexed.users["staff"], str(indexed.opening.pk), {"people": 1},
    )  # fmt: skip


def test_it_speaks_the_language_of_the_page(indexed: World, as_role: Login) -> None:
    [row] = rows_of(taken(as_role("staff"), indexed, "zh-hans"))
    assert (row["名次"], row["候选人"]) == (1, "候选人A")


def test_nothing_in_it_says_who_somebody_is(leaky: Any, world: World, as_role: Login) -> None:
    book = load_workbook(BytesIO(taken(as_role("staff"), world).content))
    said = " ".join(
        str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None
    ).casefold()
    assert "tungsten" in said
    assert [word for word in GIVES_AWAY if word in said] == []


def test_whoever_agreed_to_meet_is_named_and_not_to_be_reached(
    leaky: Any, world: World, as_role: Login
) -> None:
    IntroductionFactory(
        opening=world.opening, profile=world.profile, state="accepted", came_from="offered", ready=True
    )
    rebuild()
    answer = taken(as_role("staff"), world)
    [row] = rows_of(answer)
    assert row["Called"] == world.profile.display_name
    said = str(rows_of(answer))
    for contact in (world.profile.user.email, "0000-0002-1825-0097", "22 85 50"):
        assert contact not in said


def test_officers_get_the_list_without_votes(indexed: World, as_role: Login) -> None:
    CandidateVoteFactory(opening=indexed.opening, profile=indexed.profile)
    [row] = rows_of(taken(as_role("officer"), indexed))
    assert (row["Place in the list"], row["Yes"], row["Conflicts of interest"]) == (1, None, None)


@pytest.mark.parametrize("role", ["other staff", "expert", "attaché"])
def test_others_get_nothing(indexed: World, as_role: Login, role: str) -> None:
    assert taken(as_role(role), indexed).status_code == 404
    assert not AuditEvent.objects.filter(verb="shortlist exported").exists()


def test_a_formula_in_somebodys_words_is_text(world: World, as_role: Login) -> None:
    text = world.opening.texts.get()
    text.requirements = ['=HYPERLINK("https://e.example","tungsten")', "+1", "-1", "@SUM(A1)", "\x07bell"]
    text.save()
    rebuild()
    book = load_workbook(BytesIO(taken(as_role("staff"), world).content))
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert "HYPERLINK" in str([cell.value for cell in cells])
    assert [cell for cell in cells if cell.data_type == "f"] == []
    starts = {str(cell.value)[0] for cell in cells if isinstance(cell.value, str) and cell.value}
    assert not starts & set("=+-@")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+47", "'+47"),
        ("-", "'-"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        ("\x00=1", "'=1"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_text_that_would_be_computed_is_marked(text: str, shown: str) -> None:
    assert plain(text) == shown
