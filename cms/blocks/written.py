"""Blocks that an editor writes. Every text in them is translated by itself."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

# The page has the first heading; a text has the second and third.
FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
MOST_COLUMNS = 6


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"features": FEATURES} | kwargs))

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        template = "cms/blocks/text.html"


class ImageBlock(blocks.StructBlock):
    """An image is never without words for those who do not see it."""

    image = ImageChooserBlock(label=_("image"))
    alt = blocks.CharBlock(
        max_length=200, label=_("what the image shows"), help_text=_("Read aloud in place of the image.")
    )
    caption = blocks.CharBlock(required=False, max_length=250, label=_("caption"))

    class Meta:
        label = _("Image")
        icon = "image"
        template = "cms/blocks/image.html"


class QuoteBlock(blocks.StructBlock):
    quote = blocks.TextBlock(max_length=600, label=_("quotation"))
    source = blocks.CharBlock(required=False, max_length=150, label=_("who or what is quoted"))

    class Meta:
        label = _("Quotation")
        icon = "openquote"
        template = "cms/blocks/quote.html"


class TableBlock(blocks.StructBlock):
    """A head and rows of as many cells."""

    caption = blocks.CharBlock(max_length=150, label=_("caption"))
    head = blocks.ListBlock(
        blocks.CharBlock(max_length=80), min_num=2, max_num=MOST_COLUMNS, label=_("heads of the columns")
    )
    rows = blocks.ListBlock(
        blocks.ListBlock(blocks.CharBlock(max_length=250), max_num=MOST_COLUMNS, label=_("row")),
        min_num=1,
        max_num=60,
        label=_("rows"),
    )

    class Meta:
        label = _("Table")
        icon = "table"
        template = "cms/blocks/table.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        columns = len(cleaned["head"])
        for number, row in enumerate(cleaned["rows"], start=1):
            if len(row) != columns:
                raise blocks.StructBlockValidationError(
                    non_block_errors=[
                        _("Row %(number)d has %(cells)d cells; give it %(columns)d, one for each column.")
                        % {"number": number, "cells": len(row), "columns": columns}
                    ]
                )
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        head = list(value["head"])
        rows = [list(zip(head, row, strict=False)) for row in value["rows"]]
        return super().get_context(value, parent_context=parent_context) | {"head": head, "rows": rows}


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=200, label=_("question"))
    answer = blocks.RichTextBlock(features=["bold", "ol", "ul", "link"], label=_("answer"))


class QuestionsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120, label=_("heading"))
    items = blocks.ListBlock(QuestionBlock(), min_num=1, label=_("questions"))

    class Meta:
        label = _("Questions and answers")
        icon = "help"
        template = "cms/blocks/questions.html"
