"""A page that edits a part of something, with the mark of what it showed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.domain.editing import ChangedMeanwhile, Refused, Values, changed_names, mark_of
from accounts.models import User

TOO_LONG = gettext_lazy("At most %(limit_value)d characters; these are %(show_value)d.")


@dataclass(frozen=True, slots=True)
class Other:
    """What was stored meanwhile in one field."""

    label: str
    text: str


class PartForm(forms.Form):
    """Takes what `Part.read` gives, and gives what `Part.write` takes as `values`."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, now: Values | None, user: User) -> None:
        """`now`: what is stored; None where there is nothing yet."""
        self.now = now
        self.user = user
        self.meanwhile: list[Other] = []
        initial = self.shown(now) | {"seen": mark_of(now)} if now is not None else None
        super().__init__(data, files, initial=initial)

    def shown(self, now: Values) -> dict[str, Any]:
        """Stored values as the fields show them."""
        return dict(now)

    @property
    def values(self) -> dict[str, Any]:
        """Of a valid form: as they are stored."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    @property
    def seen_mark(self) -> str:
        return str(self.cleaned_data.get("seen", ""))

    def parted(self, error: ChangedMeanwhile) -> None:
        """Keep the input, show beside it what was stored meanwhile; saved once more, the input replaces it."""
        for name in changed_names(error.now, self.values):
            self.meanwhile.append(Other(self.label_of(name), self.told(name, error.now[name])))
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["seen"] = mark_of(error.now)
        self.data = data
        self.add_error(
            None,
            _(
                "This page was saved in another window meanwhile. Both versions stand here: compare them, then "
                "save again what shall stay."
            ),
        )

    def refused(self, error: Refused) -> None:
        self.add_error(error.field, str(error))

    def label_of(self, name: str) -> str:
        return str(self.fields[name].label)

    def told(self, name: str, value: Any) -> str:
        """A stored value in words."""
        if not value:
            return _("empty")
        known = dict(_flat(getattr(self.fields.get(name), "choices", ())))
        values = value if isinstance(value, list) else [value]
        return "; ".join(str(known.get(str(one), one)) for one in values)

    def groups(self) -> Iterable[tuple[str, list[BoundField]]]:
        """(heading, its fields), in the order of the page; "" without a heading."""
        return [("", self.visible_fields())]


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    return ((str(value), label) for value, label in choices)


def text(label: Any, limit: int, **more: Any) -> forms.CharField:
    """A line of at most `limit` characters."""
    more.setdefault("required", False)
    return forms.CharField(label=label, max_length=limit, error_messages={"max_length": TOO_LONG}, **more)
