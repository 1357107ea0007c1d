from django.db import models
from django.utils.translation import gettext_lazy as _

from taxonomy.models.base import AtomicModel
from taxonomy.models.field import PriorityField


class Term(AtomicModel):
    """A term of science and technology in both languages; it wins over the general dictionary."""

    zh = models.CharField(_("Chinese"), max_length=16)
    en = models.CharField(_("English"), max_length=120)
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

    class Meta:
        ordering = ["zh"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [models.UniqueConstraint(fields=["zh"], name="one_term_per_chinese_form")]

    def __str__(self) -> str:
        return f"{self.zh} | {self.en}"
