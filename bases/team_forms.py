"""What an owner writes about the team."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bases.choices import StaffRole
from bases.models import StaffInvitation, StaffMembership
from taxonomy.choices import Language

ROLES = {
    StaffRole.OWNER: _("Owner: the team, and everything below"),
    StaffRole.EDITOR: _("Editor: openings, shortlists and invitations to people"),
    StaffRole.VIEWER: _("Viewer: reads"),
}


class StaffInvitationForm(forms.ModelForm[StaffInvitation]):
    """Of somebody who is not in the team yet, or is to have another role there."""

    language = forms.ChoiceField(label=_("Language of the letter"), choices=Language.choices)

    class Meta:
        model = StaffInvitation
        fields = ("email", "role")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.fields["email"].error_messages |= {
            "required": _("Write the address that the invitation goes to."),
            "invalid": _("An e-mail address looks like name@example.org."),
        }
        self.fields["role"] = forms.ChoiceField(
            label=_("Role"), choices=list(ROLES.items()), initial="editor"
        )

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        members = StaffMembership.objects.filter(institution=self.instance.institution, user__email=email)
        if members.exists():
            raise forms.ValidationError(
                _("This person is in the team already; change their role in the list.")
            )
        return email


class StaffRoleForm(forms.ModelForm[StaffMembership]):
    class Meta:
        model = StaffMembership
        fields = ("role",)
