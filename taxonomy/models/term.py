from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Max, Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from taxonomy.models.base import AtomicModel
from taxonomy.models.field import PriorityField
from taxonomy.terms import GENERAL, LONGEST, LONGEST_ENGLISH, TermRow, problems_of

Forms = tuple[str, str, tuple[str, ...], tuple[str, ...]]  # zh, en, zh_aliases, en_aliases


class TermQuerySet(models.QuerySet["Term"]):
    def version(self) -> tuple[Any, ...]:
        """Another value after every change of the terminology: cheap to ask for, where reading it all is not."""
        return tuple(self.aggregate(Count("pk"), Max("pk"), Max("changed")).values())

    def with_alias_texts(self) -> TermQuerySet:
        """With `zh_aliases_text` and `en_aliases_text`: the lists as the database writes them."""
        return self.annotate(
            zh_aliases_text=Cast("zh_aliases", TextField()), en_aliases_text=Cast("en_aliases", TextField())
        )


def alias_holds(column: str, text: str, *, whole: bool = False) -> Q:
    """Whether an alias in `column` ("zh_aliases" | "en_aliases") holds `text`, or is it; of rows with_alias_texts()."""
    mark = '"' if whole else ""
    # SQLite keeps JSON in ASCII with escapes, PostgreSQL as it reads.
    as_read, escaped = (f"{mark}{form}{mark}" for form in (text, json.dumps(text)[1:-1]))
    name = f"{column}_text__icontains"
    return Q(**{name: as_read}) | Q(**{name: escaped})


class Term(AtomicModel):
    """A term of science and technology in both languages; it wins over the general dictionary."""

    zh = models.CharField(_("Chinese"), max_length=LONGEST)
    en = models.CharField(_("English"), max_length=LONGEST_ENGLISH)
    zh_aliases = models.JSONField(_("other Chinese forms"), default=list, blank=True)
    en_aliases = models.JSONField(_("other English forms"), default=list, blank=True)
    field = models.ForeignKey(
        PriorityField,
        verbose_name=_("priority field"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="terms",
        help_text=_("Leave empty for a term that every field uses."),
    )
    changed = models.DateTimeField(auto_now=True, db_index=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["zh"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [models.UniqueConstraint(fields=["zh"], name="one_term_per_chinese_form")]

    def __str__(self) -> str:
        return f"{self.zh} | {self.en}"

    def clean(self) -> None:
        """The rules of the terminology files hold for every row, whoever writes it."""
        for name in ("zh_aliases", "en_aliases"):
            value = getattr(self, name)
            if not isinstance(value, list) or not all(
                isinstance(form, str) and form.strip() for form in value
            ):
                raise ValidationError({name: _("Give a list of texts, none of them empty.")})
        found: dict[str, list[str]] = {}
        for problem in problems_of(self.row):
            found.setdefault(problem.column, []).append(problem.shown)
        if found:
            raise ValidationError(found)

    @property
    def row(self) -> TermRow:
        """As a terminology file writes it."""
        zh, en, zh_aliases, en_aliases = self.forms
        return TermRow(zh, en, zh_aliases, en_aliases, self.field_id or GENERAL)

    @property
    def forms(self) -> Forms:
        """All that texts are compared with."""
        return self.zh, self.en, tuple(self.zh_aliases), tuple(self.en_aliases)

    @property
    def surfaces(self) -> tuple[str, ...]:
        """Every form in which a text may hold the term."""
        return (self.zh, self.en, *self.zh_aliases, *self.en_aliases)
