"""What is asked of readers here."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class PairForm(forms.Form):
    """The code of a screen, typed at the screen."""

    code = forms.CharField(
        label=_("Code of this screen"),
        max_length=20,
        help_text=_("Eight letters and digits; large or small does not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class OpenScreenForm(forms.Form):
    """Where a new screen hangs."""

    place = forms.CharField(
        label=_("Where it hangs"), max_length=60, help_text=_("Such as: service hall, ground floor")
    )


class ConfirmForm(forms.Form):
    """Nothing to fill in; it is sent to confirm."""
