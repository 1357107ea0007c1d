"""Forms of a group: one step for several stays, and one signature for the agreements of several."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchanges.choices import CheckItem
from exchanges.domain.planning import OVER
from exchanges.forms import DayField, SignForm
from exchanges.models import AgreementVersion
from matching.choices import Side
from matching.models import Exchange

NOBODY = gettext_lazy("Choose at least one stay.")
GONE = gettext_lazy("One of the stays is no longer in this group.")


class GroupForm(forms.Form):
    do = forms.ChoiceField(
        label=gettext_lazy("Step"),
        choices=[
            ("begin", gettext_lazy("Confirm the arrival")),
            ("complete", gettext_lazy("Complete the stay")),
            ("check", gettext_lazy("Tick off one thing of the checklist")),
        ],
        widget=forms.RadioSelect,
        initial="begin",
        error_messages={"invalid_choice": gettext_lazy("Choose one of the steps on this page.")},
    )
    day = DayField(
        label=gettext_lazy("Day"),
        required=False,
        help_text=gettext_lazy("Of arrival; for completion, of leaving. By the calendar of the agreement."),
    )
    item = forms.ChoiceField(
        label=gettext_lazy("Thing of the checklist"),
        required=False,
        help_text=gettext_lazy("Only what your institution does; for the third step alone."),
        error_messages={
            "invalid_choice": gettext_lazy("Choose one of the things that your institution does.")
        },
    )
    stays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Stays"),
        coerce=int,
        error_messages={"required": NOBODY, "invalid_choice": GONE},
    )

    def __init__(self, data: Any = None, *, rows: list[Exchange]) -> None:
        super().__init__(data)
        self.fields["stays"].choices = [(row.pk, str(row.pk)) for row in rows]  # type: ignore[attr-defined]
        self.fields["item"].choices = [("", "–"), *_items_of(rows)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        if sent.get("do") == "begin" and not sent.get("day") and "day" not in self.errors:
            self.add_error("day", _("Choose the day of arrival."))
        if sent.get("do") == "check" and not sent.get("item") and "item" not in self.errors:
            self.add_error("item", _("Choose what is done."))
        return sent


def _items_of(rows: Iterable[Exchange]) -> list[tuple[str, str]]:
    """What the host does in stays that are not over, with the number of those in which it is open."""
    found: dict[tuple[int, str], int] = {}
    for row in rows:
        for one in row.checklist.all() if row.state not in OVER else ():
            if one.side == Side.HOST:
                key = (one.days, one.item)
                found[key] = found.get(key, 0) + (one.done_at is None)
    words = _("%(item)s (open for %(number)s)")
    return [
        (item, words % {"item": CheckItem(item).label, "number": number})
        for (_days, item), number in sorted(found.items())
    ]


@dataclass(frozen=True, slots=True)
class ShownText:
    """The version of a stay that a page showed."""

    stay: int
    number: int
    sha256: str

    @classmethod
    def of(cls, version: AgreementVersion) -> ShownText:
        return cls(version.exchange_id, version.number, version.sha256)

    @classmethod
    def read(cls, written: str) -> ShownText | None:
        found = re.fullmatch(r"([0-9]{1,10}):([0-9]{1,5}):([0-9a-f]{64})", written)
        return cls(int(found[1]), int(found[2]), found[3]) if found else None

    def __str__(self) -> str:
        return f"{self.stay}:{self.number}:{self.sha256}"


class ShownTexts(forms.TypedMultipleChoiceField):
    """Those of stays in `group`, also where another version waits meanwhile: the domain refuses these, each alone."""

    group: frozenset[int] = frozenset()

    def valid_value(self, value: str) -> bool:
        text = ShownText.read(value)
        return text is not None and text.stay in self.group


class GroupSignForm(SignForm):
    number = None  # type: ignore[assignment]
    sha256 = None  # type: ignore[assignment]
    stays = ShownTexts(
        label=gettext_lazy("Stays"),
        coerce=ShownText.read,
        error_messages={"required": NOBODY, "invalid_choice": GONE},
    )

    def __init__(self, data: Any = None, *, rows: list[Exchange]) -> None:
        super().__init__(data)
        self.fields["stays"].group = frozenset(row.pk for row in rows)  # type: ignore[attr-defined]
        self.fields["name"].help_text = _(
            "Typing it is your signature under each agreement that is chosen. Your name, the time and the hash of its "
            "own text are kept with each."
        )
        self.fields["sure"].label = _("I have read each of these texts, and sign them")

    def chose(self, text: ShownText) -> bool:
        """Whether it comes back ticked; at first every one is."""
        return not self.is_bound or str(text) in (self["stays"].data or [])
