from django.db import models
from django.utils.translation import gettext_lazy as _

from bases.models.base import Base
from taxonomy.models import AtomicModel, says_its_language, written_in


class CriterionAnswer(AtomicModel):
    """What an institution says to one of the criteria for the type of its base (`bases.criteria`)."""

    base = models.ForeignKey(Base, on_delete=models.CASCADE, related_name="answers")
    criterion = models.CharField(_("criterion"), max_length=60)  # a key of bases.criteria
    text = models.TextField(_("answer"))
    language = written_in(_("language"))

    class Meta:
        verbose_name = _("answer to a criterion")
        verbose_name_plural = _("answers to criteria")
        constraints = [
            models.UniqueConstraint(fields=["base", "criterion"], name="one_answer_per_criterion"),
            says_its_language("text", language="language", name="criterion_answer_says_its_language"),
        ]

    def __str__(self) -> str:
        return f"{self.base} – {self.criterion}"
