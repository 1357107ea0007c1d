"""Who recommends, in templates of every app above."""

from __future__ import annotations

from django import template

from experts import recommending

register = template.Library()
register.filter("author_words", recommending.author_words)
register.filter("keeper_words", recommending.keeper_words)
register.filter("office_words", recommending.office_words)
