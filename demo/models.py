from django.db import models


class LoadedRecord(models.Model):
    """A demo record that was loaded once. It is never loaded again, so that what people changed or deleted stays so."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=80)
    object_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="demo_record_is_loaded_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
