"""Blocks that depend on persons: who reads, and who agreed to be shown."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms import featured
from cms.blocks.choices import any_of, asked, field_choices, number_block
from cms.readers import Reader, Target, reader_of


class ActionBlock(blocks.StructBlock):
    """What one kind of reader is asked to do."""

    reader = blocks.ChoiceBlock(choices=Reader.choices, default=Reader.ANYBODY, label=_("for whom"))
    text = blocks.TextBlock(max_length=400, label=_("text"))
    action = blocks.CharBlock(max_length=60, label=_("words of the button"))
    target = blocks.ChoiceBlock(choices=Target.choices, default=Target.OPENINGS, label=_("where it leads"))


class ActionsBlock(blocks.StructBlock):
    """Each reader sees the words for their role; who has none of their own sees those for anybody."""

    heading = blocks.CharBlock(max_length=120, label=_("heading"))
    actions = blocks.ListBlock(
        ActionBlock(), min_num=1, max_num=len(Reader.values), label=_("calls to action")
    )

    class Meta:
        label = _("Call to action by role")
        icon = "user"
        template = "cms/blocks/actions.html"
        preview_value = {
            "heading": _("Start here"),
            "actions": [
                {
                    "reader": Reader.ANYBODY,
                    "text": _("See what takes applications now."),
                    "action": _("See all openings"),
                    "target": Target.OPENINGS,
                }
            ],
        }
        description = _("A text and a button, in other words for experts, hosts, attachés and officers.")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        readers = [action["reader"] for action in cleaned["actions"]]
        twice = next((reader for reader in readers if readers.count(reader) > 1), None)
        if twice or Reader.ANYBODY not in readers:
            fault = (
                _("“%(reader)s” stands here twice; keep one of them.") % {"reader": Reader(twice).label}
                if twice
                else _("Add a call for anybody: readers of no other role see it.")
            )
            raise blocks.StructBlockValidationError(non_block_errors=[ValidationError(fault)])
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        request = (parent_context or {}).get("request")
        words = {action["reader"]: action for action in value["actions"]}
        own = None
        if set(words) - {Reader.ANYBODY}:  # only then does it matter who reads
            own = words.get(reader_of(getattr(request, "user", None)))
        return super().get_context(value, parent_context=parent_context) | {
            "action": own or words.get(Reader.ANYBODY)
        }


class PeopleBlock(blocks.StructBlock):
    """People who agreed to be featured; withdrawn consent takes them away at once."""

    heading = blocks.CharBlock(max_length=120, label=_("heading"))
    field = any_of(field_choices, _("priority field"))
    number = number_block()

    class Meta:
        label = _("People")
        icon = "group"
        template = "cms/blocks/people.html"
        preview_value = {"heading": _("People"), "field": "", "number": 3}
        description = _("People who agreed to be featured, with what they show to everyone.")

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        people = featured.people(**asked(value, "field"))
        return super().get_context(value, parent_context=parent_context) | {"people": people}
