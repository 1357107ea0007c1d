"""Who may see what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.part_form import PartForm
from experts.choices import Audience, Section

MEANS = {
    Section.NAME: _(
        "Both scripts. Before an introduction hosts read of a candidate A, B, C, unless you open your name to "
        "institutions and the institution reads with names."
    ),
    Section.BIOGRAPHY: _("The line, the text and the keywords."),
    Section.PUBLICATIONS: _(
        "Titles, venues, abstracts. Unless nobody may see them, hosts learn whether you published with their staff."
    ),
    Section.AFFILIATIONS: _(
        "Where you work and worked. Unless nobody may see it, hosts learn whether you worked with them."
    ),
    Section.NATIONALITIES: _("Hosts see whether a rule is met, whatever you choose here."),
    Section.LANGUAGES: _("Hosts see whether a rule is met, whatever you choose here."),
    Section.STAYS: _("Hosts see whether a rule is met, whatever you choose here."),
    Section.IDENTIFIERS: _("ORCID iD and others."),
}


class AudiencesForm(PartForm):
    """One choice for each section, from the widest to the narrowest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in Section:
            self.fields[section.value] = forms.ChoiceField(
                label=section.label,
                help_text=MEANS[section],
                choices=Audience.choices,
                error_messages={"required": _("Choose who sees it.")},
            )
