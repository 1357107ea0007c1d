"""Coming in, and what somebody sets for themselves."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.socialaccount import forms as orcid_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Invitation, OfferedRole, RoleRequest, User
from accounts.zones import names
from taxonomy.choices import Language
from taxonomy.models import PriorityField

LONGEST_PASSWORD = 4096  # characters; more is no password

NAME = {
    "required": _("Write your name as colleagues know it."),
    "max_length": _("A name has at most %(limit_value)d characters; this one has %(show_value)d."),
}


def _address(field: forms.Field) -> None:
    field.label = _("E-mail address")
    field.widget = forms.EmailInput(attrs={"autocomplete": "username"})
    field.error_messages |= {
        "required": _("Write your e-mail address."),
        "invalid": _("An e-mail address looks like name@example.org."),
    }


def _password(field: forms.Field, *, autocomplete: str, hint: Any = "") -> None:
    field.label = _("Password")
    field.help_text = hint
    field.widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "maxlength": LONGEST_PASSWORD})
    field.error_messages |= {"required": _("Write your password.")}


class LoginForm(allauth_forms.LoginForm):
    """One message for every failure: it never tells whether the address exists."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _address(self.fields["login"])
        self.fields["login"].widget.attrs["autofocus"] = True
        _password(self.fields["password"], autocomplete="current-password")


class SignupForm(allauth_forms.SignupForm):
    """The least that an account needs: a name, an address, a password."""

    name = forms.CharField(label=_("Name"), max_length=150, error_messages=NAME)
    field_order = ["name", "email", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs |= {"autocomplete": "name", "autofocus": True}
        _address(self.fields["email"])
        hint = _("At least 8 characters. Three or four words that only you would put together are best.")
        _password(self.fields["password1"], autocomplete="new-password", hint=hint)


class OrcidSignupForm(orcid_forms.SignupForm):
    """ORCID tells the iD and the name; the address is asked for, and verified like any other."""

    name = forms.CharField(label=_("Name"), max_length=150, error_messages=NAME)
    field_order = ["name", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        _address(self.fields["email"])


class SettingsForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ("name", "language", "time_zone", "digest")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].error_messages |= NAME
        self.fields["language"].help_text = _("Of letters to you, and of the front page.")
        self.fields["digest"].help_text = _(
            "For your saved searches and in what you follow; nothing new, no letter."
            " Each letter can end them by one click."
        )
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("Time zone"),
            required=False,
            choices=[
                ("", _("As on the site: Beijing")),
                *((name, name.replace("_", " ")) for name in names()),
            ],
            help_text=_("Of times on your pages. Deadlines are always shown in the zone of the opening too."),
        )


class AddressForm(forms.Form):
    """Another address for the account of `user`."""

    email = forms.EmailField(max_length=254)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user
        _address(self.fields["email"])
        self.fields["email"].label = _("New e-mail address")
        self.fields["email"].widget.attrs["autocomplete"] = "email"

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if email == self._user.email.lower():
            raise forms.ValidationError(_("This is your address already; write another one."))
        return email


def _fields() -> list[tuple[str, str]]:
    return [(field.slug, str(field)) for field in PriorityField.objects.all()]


class OfferedRoleForm(forms.ModelForm[Any]):
    """A role and for what; `OfferedRole.clean` names what is missing."""

    class Meta:
        model: type[OfferedRole] = RoleRequest
        fields: tuple[str, ...] = (
            "kind",
            "countries",
            "body",
            "fields",
            "level",
            "ministry",
            "province",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["countries"].help_text = _(
            "Of an attaché or an intermediary: the countries of the post. Hold Ctrl or ⌘ to choose several."
        )
        self.fields["countries"].widget.attrs["size"] = 8
        self.fields["body"].help_text = _("Of an intermediary: who was accredited, as in the accreditation.")
        self.fields["fields"] = forms.MultipleChoiceField(
            label=_("Priority fields"),
            required=False,
            choices=_fields,
            widget=forms.CheckboxSelectMultiple,
            help_text=_(
                "Of an intermediary: what the accreditation covers. An attaché works in every field."
            ),
        )
        self.fields["level"].help_text = _("Of an officer: for the nation, one ministry or one province.")
        self.fields["ministry"].help_text = _("Only for the level of a ministry.")
        self.fields["province"].help_text = _("Only for the level of a province.")


class RoleRequestForm(OfferedRoleForm):
    class Meta(OfferedRoleForm.Meta):
        fields = (*OfferedRoleForm.Meta.fields, "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "Your post, since when, and who can confirm it. An officer reads it; nobody else does."
        )
        self.fields["reason"].error_messages["required"] = _(
            "Say who you are, so that an officer can check it."
        )


class InvitationForm(OfferedRoleForm):
    language = forms.ChoiceField(label=_("Language of the letter"), choices=Language.choices)

    class Meta(OfferedRoleForm.Meta):
        model = Invitation
        fields = ("email", *OfferedRoleForm.Meta.fields)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _address(self.fields["email"])
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.fields["email"].error_messages["required"] = _("Write the address that the invitation goes to.")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class AnswerForm(forms.Form):
    """Why a request is granted or declined."""

    answer = forms.CharField(
        label=_("Answer to the person"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They read it in a letter. Needed if you decline."),
    )

    def __init__(self, *args: Any, granted: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._granted = granted

    def clean_answer(self) -> str:
        answer: str = self.cleaned_data["answer"].strip()
        if not self._granted and not answer:
            raise forms.ValidationError(_("Write why, so that the person knows what to do next."))
        return answer
