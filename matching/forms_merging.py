"""What the owner of a second profile gives to show that both accounts are theirs."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class MergeCode(forms.Form):
    """The code that the other account shows. Blank is a wrong one: the domain says whether it is needed."""

    code = forms.CharField(
        label=_("Code from your other account"),
        help_text=_(
            "Log in there in another window and open the link of the letter: the code stands on that page."
        ),
        max_length=20,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
