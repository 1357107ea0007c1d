"""What somebody asks of the openings that take applications: the same for the page, its feeds and a saved search."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import QueryDict

from accounts.audience import Visitor
from bases import addresses
from bases.facets import narrowed
from bases.forms import OpeningFilter
from bases.models import Opening
from bases.querysets import OpeningQuerySet
from matching.browse import Found
from matching.found_lately import find_lately


@dataclass(frozen=True, slots=True)
class Listing:
    """A question and its answer. What does not hold stands in `form.errors`: a filter is left out of the question,
    words that cannot be looked for have no answer."""

    sent: QueryDict
    form: OpeningFilter
    found: Found | None  # none: no words were asked for
    openings: OpeningQuerySet

    @property
    def words(self) -> str:
        return str(self.form.cleaned_data.get("q", ""))

    @property
    def refused(self) -> bool:
        """Whether the words cannot be looked for: nothing is listed."""
        return "q" in self.form.errors

    @property
    def chosen(self) -> dict[str, list[str]]:
        return self.form.chosen

    @property
    def asked(self) -> QueryDict:
        """What was asked, without order and page."""
        asked = self.sent.copy()
        for key in set(asked) - (set(self.form.fields) - {"sort"}):
            del asked[key]
        return asked

    @property
    def query(self) -> str:
        """`?field=energy&q=tokamak`; "" where nothing was asked."""
        address = addresses.address(self.asked)
        return "" if address == "?" else address

    @property
    def said(self) -> list[str]:
        """The question in the reader's words: what was typed, then each value that was chosen."""
        found = [self.words] if self.words else []
        for name, values in self.chosen.items():
            answer, field = self.form.cleaned_data[name], self.form.fields[name]
            words = dict(getattr(field, "choices", ()))
            found += [answer.label] if hasattr(answer, "label") else [str(words[value]) for value in values]
        return found


def listing(asked: QueryDict, *, reader: Visitor) -> Listing:
    sent = addresses.bounded(asked)
    form = OpeningFilter(sent)
    form.is_valid()
    words = form.cleaned_data.get("q")
    found = find_lately(words) if words else None
    openings = Opening.objects.open().visible_to(reader)
    if found:
        openings = openings.filter(pk__in=found.ids)
    listed = Listing(sent, form, found, narrowed(openings, form.chosen))
    return replace(listed, openings=openings.none()) if listed.refused else listed
