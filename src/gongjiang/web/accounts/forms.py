"""What is asked when people sign in and when they come for the first time."""

from __future__ import annotations

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from gongjiang.people.models import Account
from gongjiang.people.rules import username_holds


class AddPasskeyForm(AddWebAuthnForm):
    """A name for the passkey, and whether it is to sign in alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("Name of this passkey"), max_length=60, required=False
        )
        self.fields["passwordless"] = forms.BooleanField(
            label=_("Sign in with it alone, without a password"),
            help_text=_("Your phone or computer then asks for your fingerprint, face or PIN."),
            required=False,
            initial=True,
        )


class RedeemForm(forms.Form):
    """What a slip's owner fills in; the password is left out by those who choose a passkey."""

    last_four = forms.CharField(
        label=_("Last four characters of your ID number or phone number"),
        min_length=4,
        max_length=4,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    username = forms.CharField(
        label=_("User name"),
        help_text=_("3 to 60 letters, digits, dots, dashes; your staff number is a good choice."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        help_text=_("At least 10 characters. Leave it out if you choose a passkey."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    repeated = forms.CharField(
        label=_("Password once more"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    @property
    def by_passkey(self) -> bool:
        return self.data.get("way") == "passkey"

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"].strip().lower()
        decision = username_holds(name)
        if not decision:
            raise forms.ValidationError(str(decision.reason))
        return name

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.by_passkey:
            return {**given, "password": None}
        password = given.get("password") or ""
        if password != given.get("repeated"):
            self.add_error("repeated", _("The two passwords differ."))
        try:
            password_validation.validate_password(
                password, Account(username=given.get("username", ""))
            )
        except forms.ValidationError as error:
            self.add_error("password", error)
        return given


class ReasonForm(forms.Form):
    """Why something is done; kept, and shown to the person it concerns."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The person will see it."),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
