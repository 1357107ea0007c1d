"""A shortlist as a workbook: what the page says of each line, as blind as the page, and no way to reach anybody."""

from __future__ import annotations

from io import BytesIO
from itertools import chain

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import Workbook

from bases.models import Opening
from matching.blind import Candidate
from matching.choices import Vote
from matching.comparing import ANSWERS, Answer, answer_of, column_of, part_of
from matching.domain.part_kinds import PARTS
from matching.domain.wording import STRENGTHS
from matching.sheets import Value, fill, plain
from matching.shortlists import Reading


def workbook_of(opening: Opening, reading: Reading, *, blind: str) -> bytes:
    """In the active language. `blind`: a sentence that says whether names are covered, and why."""
    book = Workbook()
    book.properties.creator = "TalentBridge"
    book.properties.title = plain(opening.label)
    sheet = book.active
    sheet.title = _("Shortlist")
    fill(sheet, [_head(), *(_row(one, reading) for one in reading.ranked)])
    about = book.create_sheet(_("About this list"))
    fill(
        about,
        [
            [_("Opening"), opening.label],
            [_("Computed"), date_format(reading.found.computed_at, "DATETIME_FORMAT")],
            [_("Engine"), reading.found.engine],
            [_("Names"), blind],
            [_("Note"), _("The ranking gives reasons; you decide.")],
        ],
    )
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _head() -> list[Value]:
    return [
        _("Place in the list"),
        _("Called"),
        _("Match"),
        *(str(kind.label) for kind in PARTS.values()),
        _("Requirements met"),
        _("Met in part or only named"),
        _("Requirements not found"),
        _("To be asked"),
        _("Stays wanted"),
        *(str(vote.label) for vote in Vote),
        _("Conflicts of interest"),
    ]


def _row(candidate: Candidate, reading: Reading) -> list[Value]:
    answers = [(piece.asked.text, answer_of(piece)) for piece in candidate.evidence]

    def asked(*kinds: Answer) -> str:
        return "\n".join(
            text if len(kinds) == 1 else f"{text} – {ANSWERS[kind]}"
            for text, kind in answers
            if kind in kinds
        )

    column = column_of(candidate, reading)
    stays = [
        f"{stay.get_kind_display()} {date_format(stay.earliest)} – {date_format(stay.latest)}"
        for stay in column.stays or ()
    ]
    said = column.said
    given = dict(said.tally) if said else {}
    parts = [part_of(candidate, name) for name in PARTS]
    return [
        candidate.ranked.rank,
        candidate.called,
        str(STRENGTHS[candidate.ranked.score.strength]),
        *(round(part.value, 2) if part else None for part in parts),
        asked(Answer.MET),
        asked(Answer.PARTLY, Answer.NAMED),
        asked(Answer.MISSING, Answer.UNMET),
        "\n".join(chain([asked(Answer.ASK)], (str(reason.text) for reason in candidate.unknown))).strip(),
        "\n".join(stays) if column.stays is not None else _("Not shown"),
        *(given.get(vote, 0) if said else None for vote in Vote),
        len(said.declared) + len(said.conflicts) if said else None,
    ]
