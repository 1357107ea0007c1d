"""Blocks that an editor writes. Every text in them is translated by itself."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

# The page has the first heading; a text has the second and third.
FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
MOST_COLUMNS = 6
MOST_QUESTIONS = 20  # more is a list that nobody unfolds; write two blocks with headings of their own


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"features": FEATURES} | kwargs))

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        template = "cms/blocks/text.html"
        preview_value = "<h2>人才桥</h2><p>TalentBridge – 人才桥</p>"
        description = _("Paragraphs, headings, lists and links.")


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
        preview_value = {"image": None, "alt": "", "caption": ""}
        description = _("A picture with words for those who do not see it.")


class QuoteBlock(blocks.StructBlock):
    quote = blocks.TextBlock(max_length=600, label=_("quotation"))
    source = blocks.CharBlock(required=False, max_length=150, label=_("who or what is quoted"))

    class Meta:
        label = _("Quotation")
        icon = "openquote"
        template = "cms/blocks/quote.html"
        preview_value = {"quote": "三人行，必有我师焉。", "source": "《论语》"}
        description = _("Somebody's words, set apart.")


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
        preview_value = {"caption": "2026", "head": ["A", "B"], "rows": [["1", "2"], ["3", "4"]]}
        description = _("A table with a caption and a head.")

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


class DocumentsBlock(blocks.StructBlock):
    """Documents to download; one that was deleted is left out."""

    heading = blocks.CharBlock(max_length=120, label=_("heading"))
    documents = blocks.ListBlock(DocumentChooserBlock(), min_num=1, max_num=20, label=_("documents"))

    class Meta:
        label = _("Documents")
        icon = "doc-full-inverse"
        template = "cms/blocks/documents.html"
        preview_value = {"heading": _("Documents"), "documents": []}
        description = _("Documents to download.")

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        found = [document for document in value["documents"] if document]
        return super().get_context(value, parent_context=parent_context) | {"documents": found}


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=200, label=_("question"))
    answer = blocks.RichTextBlock(features=["bold", "ol", "ul", "link"], label=_("answer"))


class QuestionsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120, label=_("heading"))
    items = blocks.ListBlock(QuestionBlock(), min_num=1, max_num=MOST_QUESTIONS, label=_("questions"))

    class Meta:
        label = _("Questions and answers")
        icon = "help"
        template = "cms/blocks/questions.html"
        preview_value = {"heading": "?", "items": [{"question": "?", "answer": "<p>!</p>"}]}
        description = _("Questions that unfold their answers.")
