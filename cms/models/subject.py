"""Pages about one thing: a field, a challenge, a country, a programme."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.models.body import BodyPage


class SubjectPage(BodyPage):
    """The one page in its language about its subject."""

    subject: ClassVar[str]  # the name of the field that holds what the page is about

    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    @property
    def about(self) -> Any:
        return getattr(self, self.subject)

    @property
    def about_id(self) -> Any:
        """The key of the subject; none once it was deleted."""
        return getattr(self, self._meta.get_field(self.subject).attname)

    @property
    def asked(self) -> str:
        """The filter of the list of openings about it, "?field=energy"; "" where there is no such list."""
        return f"?{self.subject}={self.about_id}" if self.about_id else ""

    def clean(self) -> None:
        super().clean()
        if not self.about_id or not self.locale_id:
            return
        others = type(self)._default_manager.filter(**{self.subject: self.about_id}, locale=self.locale_id)
        if other := others.exclude(pk=self.pk).first():
            raise ValidationError(
                {
                    self.subject: _(
                        "“%(page)s” is already the page about this; choose something else or edit that page."
                    )
                    % {"page": other.title}
                }
            )
