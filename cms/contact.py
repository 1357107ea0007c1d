"""The form of the contact page."""

from __future__ import annotations

from django import forms
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_MESSAGE = 4_000  # characters


class Topic(models.TextChoices):
    PAGE = "page", _("A fault on a page, or something that cannot be used")
    OPENING = "opening", _("An opening, a base or an institution")
    INTEREST = "interest", _("I am interested in an opening")
    ACCOUNT = "account", _("I would like an account")
    DATA = "data", _("My personal data")
    OTHER = "other", _("Something else")


class ContactForm(forms.Form):
    """A message and, for an answer, an address. Nothing else is asked or kept."""

    topic = forms.ChoiceField(label=_("What is it about?"), choices=Topic.choices)
    message = forms.CharField(
        label=_("Your message"),
        help_text=_("At most %(number)s characters.") % {"number": LONGEST_MESSAGE},
        # No max_length: its attribute lets a browser cut what is pasted, without a word.
        validators=[MaxLengthValidator(LONGEST_MESSAGE)],
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Only if you wish an answer."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    consent = forms.BooleanField(
        label=_("I agree that my message and address are kept until it is answered."),
        help_text=_(
            "Editors of this site read them, nobody else; you may ask for their deletion at any time."
        ),
        error_messages={"required": _("Without this the message cannot be kept and read; tick it to send.")},
    )
    # Out of sight and of the order of tabs: only a program that fills in everything fills it in.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    @property
    def is_machine_made(self) -> bool:
        return bool(self.cleaned_data.get("website"))

    @property
    def kept(self) -> dict[str, str]:
        """What of it is kept."""
        return {name: self.cleaned_data[name] for name in ("topic", "message", "email")}
