"""Forms of patents and conversions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import Conversion, Patent
from gongjiang.innovation.rules.parts import Part
from gongjiang.kernel.periods import today
from gongjiang.web.house.fields import day_field
from gongjiang.web.innovation.projects.forms.fields import FenField, text_field
from gongjiang.web.innovation.projects.naming import Place, parts_in, people_field

NUMBER_HELP = _("With its check digit, as in 201710601862.3.")


class PatentForm(forms.Form):
    """An application that was filed."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Patent.Kind.choices)
    title = forms.CharField(label=_("Title"), max_length=120)
    filed_on = day_field(_("Filed on"), today)
    number = forms.CharField(
        label=_("Application number"), max_length=20, required=False, help_text=NUMBER_HELP
    )
    inventors = people_field(
        _("Inventors"),
        _("One a line: the whole name, and the share in %. The first inventor first."),
    )
    project = forms.TypedChoiceField(
        label=_("Out of the project"), required=False, coerce=int, empty_value=None
    )
    team = forms.TypedChoiceField(
        label=_("Of the R&D team"), required=False, coerce=int, empty_value=None
    )

    def __init__(
        self,
        data: Any,
        *,
        place: Place,
        projects: list[tuple[int, str]],
        teams: list[tuple[int, str]],
    ) -> None:
        super().__init__(data)
        self.place = place
        self.fields["project"].choices = [("", _("none")), *projects]  # type: ignore[attr-defined]  # a choice field
        self.fields["team"].choices = [("", _("none")), *teams]  # type: ignore[attr-defined]  # a choice field

    def clean_inventors(self) -> list[Part]:
        return parts_in(self.cleaned_data["inventors"], self.place)


class StepForm(forms.Form):
    """The next step, when, and the number where it is not known yet."""

    on = day_field(_("Day of the notice"), today)
    number = forms.CharField(
        label=_("Application number"), max_length=20, required=False, help_text=NUMBER_HELP
    )


class FeeForm(forms.Form):
    on = day_field(_("Paid on"), today)


class EndForm(forms.Form):
    state = forms.ChoiceField(
        label=_("How it ended"),
        choices=[(each.value, each.label) for each in (Patent.State.LAPSED, Patent.State.INVALID)],
    )
    on = day_field(_("Since"), today)
    reason = text_field(_("Reason"), longest=200)


class UseForm(forms.Form):
    """A result put to use."""

    kind = forms.ChoiceField(label=_("How"), choices=Conversion.Kind.choices)
    income = FenField(
        label=_("Net income, yuan"),
        least="0",
        help_text=_("For own use the operating profit it brought."),
    )
    agreed_on = day_field(_("Agreed on"), today)
    counterparty = forms.CharField(
        label=_("With whom"), max_length=120, required=False, help_text=_("Not for own use.")
    )
    contract = forms.FileField(
        label=_("Contract"), required=False, help_text=_("PDF, JPEG or PNG; not for own use.")
    )
