from django.db import models
from django.utils.translation import gettext_lazy as _


class CachedVector(models.Model):
    """What an encoder made of a text. The text itself is not kept, only its hash."""

    encoder = models.CharField(_("encoder"), max_length=200)
    text_hash = models.CharField(_("sha256 of the text"), max_length=64)
    # float32, little-endian. Half the bytes would do for ranking, but a vector from here must equal a fresh one.
    vector = models.BinaryField(_("vector"))

    class Meta:
        verbose_name = _("cached vector")
        verbose_name_plural = _("cached vectors")
        constraints = [
            models.UniqueConstraint(fields=["encoder", "text_hash"], name="one_vector_per_encoder_and_text"),
        ]

    def __str__(self) -> str:
        return f"{self.encoder} {self.text_hash[:12]}"
