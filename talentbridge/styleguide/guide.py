"""The sections of the guide, in the order in which it shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from talentbridge.styleguide.documents import Document, document_of

TEMPLATES = Path(settings.ROOT) / "templates"

# Section -> the parts that it shows. What is no part – colours, buttons – is a section without any.
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "colours": (),
    "type": (),
    "icons": (),
    "buttons": (),
    "tag": ("tag",),
    "chip": ("chip",),
    "field_icon": ("field_icon",),
    "card": ("card",),
    "stat": ("stat",),
    "message": ("message", "by_words"),
    "toast": ("toast",),
    "empty": ("empty",),
    "strength": ("strength", "part_figures"),
    "evidence_pair": ("evidence_pair", "left_open"),
    "bilingual": ("bilingual", "written_in"),
    "timeline": ("timeline", "step"),
    "turn": ("turn", "step_timeline", "steps"),
    "tabs": ("tabs", "tab"),
    "facet": ("facet",),
    "result": ("opening_row",),
    "table": ("table", "cell"),
    "pages": ("pages",),
    "tiles": ("tiles",),
    "progress": ("progress",),
    "field": ("field", "errors"),
    "consent": ("consent",),
    "drop": ("drop",),
    "dialog": ("dialog", "dialog_link"),
}


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    title: str
    about: str
    template: str  # of its samples
    source: str  # the same, as it is written
    documents: tuple[Document, ...]


def sections(say: Mapping[str, Any]) -> list[Section]:
    """Every section, titled in the language of `say`."""
    return [
        Section(
            name=name,
            title=say["names"][name],
            about=say["about"][name],
            template=f"styleguide/{name}.html",
            source=(TEMPLATES / "styleguide" / f"{name}.html").read_text(encoding="utf-8") if parts else "",
            documents=tuple(document_of(part) for part in parts),
        )
        for name, parts in SECTIONS.items()
    ]
