"""What the forms that change the trees ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongjiang.orgs.models import Enterprise, Link, Unit, UnitKind
from gongjiang.people.services.units import EnterpriseDetails
from gongjiang.web.house.fields import day_field
from gongjiang.web.orgs.labels import INDUSTRIES

Choices = list[tuple[str, Any]]


class DayForm(forms.Form):
    """The day from which a change holds."""

    on = day_field(_("From this day on"))


class OpenForm(DayForm):
    """A unit to open beneath another."""

    name = forms.CharField(label=pgettext_lazy("unit", "Name"), max_length=120, min_length=2)
    kind = forms.ChoiceField(label=_("Level"))
    field_order: tuple[str, ...] = ("kind", "name", "on")

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        field.choices = kinds  # type: ignore[attr-defined]  # a ChoiceField, as declared
        if len(kinds) == 1:
            field.widget = forms.HiddenInput()
            field.initial = kinds[0][0]

    def details(self) -> EnterpriseDetails | None:
        """What an enterprise is besides a unit; None for other kinds."""
        return None


class OpenEnterpriseForm(OpenForm):
    """An enterprise to open in a grid."""

    uscc = forms.RegexField(
        label=_("Unified social credit code"),
        regex=r"^[0-9A-Z]{18}$",
        help_text=_(
            "18 digits and capital letters. A code whose check digit fails is let through."
        ),
        error_messages={"invalid": _("A credit code has 18 digits and capital letters.")},
    )
    ownership = forms.ChoiceField(label=_("Ownership"), choices=Enterprise.Ownership.choices)
    industry_code = forms.RegexField(
        label=_("Industry code"),
        regex=rf"^[{''.join(INDUSTRIES)}]\d{{0,4}}$",
        help_text=_("GB/T 4754: the section's letter, then up to four digits, such as C3825."),
        error_messages={"invalid": _("An industry code is a letter and up to four digits.")},
    )
    group_name = forms.CharField(label=_("Group"), max_length=120, required=False)
    chain_master = forms.BooleanField(label=_("Chain master of its industry"), required=False)
    above_scale = forms.BooleanField(label=_("Above the statistical scale"), required=False)
    field_order = (
        "kind",
        "name",
        "uscc",
        "ownership",
        "industry_code",
        "group_name",
        "chain_master",
        "above_scale",
        "on",
    )

    def details(self) -> EnterpriseDetails:
        asked = {name: self.cleaned_data[name] for name in EnterpriseDetails.__slots__}
        return EnterpriseDetails(**asked)


class OperatingForm(DayForm):
    """Whether an enterprise operates from a day on."""

    operating = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")],
        coerce=lambda value: value == "yes",
        widget=forms.HiddenInput(),
    )


class MoveForm(DayForm):
    """Where a unit is to stand."""

    to = forms.ModelChoiceField(
        label=_("To stand under"), queryset=Unit.objects.none(), to_field_name="public_id"
    )
    field_order = ("to", "on")

    def __init__(self, *args: Any, places: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = places  # type: ignore[attr-defined]  # as declared


class LinkForm(DayForm):
    """A unit of another tree, and how the two are tied."""

    kind = forms.ChoiceField(label=_("How"), choices=Link.Kind.choices)
    target = forms.ModelChoiceField(
        label=_("With"), queryset=Unit.objects.none(), to_field_name="public_id"
    )
    field_order = ("kind", "target", "on")

    def __init__(self, *args: Any, targets: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset = targets  # type: ignore[attr-defined]  # as declared


def open_form_for(kinds: Choices, data: Any, initial: dict[str, Any]) -> OpenForm:
    """The form that asks what these kinds of unit need."""
    form = OpenEnterpriseForm if [kind for kind, _ in kinds] == [UnitKind.ENTERPRISE] else OpenForm
    return form(data, prefix="open", initial=initial, kinds=kinds)
