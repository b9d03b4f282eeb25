"""The next version as a copy of the one in force: what it is called, and from when it holds."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from gongjiang.web.house.fields import day_field


class NextForm(forms.Form):
    """A version that says the same, to be weighed and changed afterwards."""

    version = forms.CharField(
        label=_("Version"), max_length=20, help_text=_("Such as 2023.1; used once for each rule.")
    )
    valid_from = day_field(_("First day"))
    procedure_reference = forms.CharField(
        label=_("Democratic procedure"),
        max_length=300,
        required=False,
        help_text=_("Which meeting or consultation it passed, with number and date."),
    )
