"""The echelon's forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongjiang.careers.models import HIGHEST, LOWEST, ExportKind, Level, NewBase, Readiness
from gongjiang.kernel.periods import today
from gongjiang.orgs.models import Unit
from gongjiang.web.house.fields import day_field

WHY = {"max_length": 200, "label": _("Why")}


class PositionForm(forms.Form):
    """A key position to be named."""

    title = forms.CharField(label=_("Title"), max_length=80)
    unit = forms.ModelChoiceField(
        label=_("Where it stands"),
        queryset=Unit.objects.none(),
        to_field_name="public_id",
        empty_label=None,
    )
    grade = forms.IntegerField(
        label=_("Grade"), min_value=LOWEST, max_value=HIGHEST, required=False
    )
    why = forms.CharField(
        max_length=200,
        label=_("What makes it a key position"),
        help_text=_("Such as: only one person masters it; stands still when empty."),
    )
    on = day_field(_("From"), today)

    def __init__(self, data: Any = None, *, units: Any) -> None:
        super().__init__(data)
        unit: forms.ModelChoiceField[Unit] = self.fields["unit"]  # type: ignore[assignment]  # as declared
        unit.queryset = units


class EndForm(forms.Form):
    """The first day on which it no longer holds, and why."""

    on = day_field(_("First day without"), today)
    why = forms.CharField(**WHY)  # type: ignore[arg-type]  # its words


class PersonForm(forms.Form):
    """A form about somebody chosen of those who were found."""

    person = forms.ChoiceField(label=_("Person"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, persons: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        field: forms.ChoiceField = self.fields["person"]  # type: ignore[assignment]  # as declared
        field.choices = list(persons)


class SuccessorForm(PersonForm):
    """Somebody to be prepared for a key position."""

    readiness = forms.ChoiceField(label=_("Readiness"), choices=Readiness.choices)
    why = forms.CharField(**WHY)  # type: ignore[arg-type]  # its words
    on = day_field(_("From"), today)


class ReadinessForm(forms.Form):
    """Another readiness from a day on."""

    readiness = forms.ChoiceField(label=_("Readiness"), choices=Readiness.choices)
    why = forms.CharField(**WHY)  # type: ignore[arg-type]  # its words
    on = day_field(_("From"), today)


class ReviewForm(forms.Form):
    """Where somebody stands in the grid."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    performance = forms.TypedChoiceField(
        label=_("Performance"), choices=Level.choices, coerce=int, widget=forms.RadioSelect
    )
    potential = forms.TypedChoiceField(
        label=_("Potential"), choices=Level.choices, coerce=int, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note"), max_length=300, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        year: forms.TypedChoiceField = self.fields["year"]  # type: ignore[assignment]  # as declared
        now = today().year
        year.choices = [(now, str(now)), (now - 1, str(now - 1))]


class ExportForm(PersonForm):
    """Somebody to be sent elsewhere."""

    kind = forms.ChoiceField(label=_("Way of sending"), choices=ExportKind.choices)
    destination = forms.ChoiceField(label=_("Where to"))
    is_backbone = forms.BooleanField(
        label=_("Named a backbone, whatever the grade"), required=False
    )
    why = forms.CharField(**WHY)  # type: ignore[arg-type]  # its words
    on = day_field(_("First day away"), today)

    def __init__(
        self,
        data: Any = None,
        *,
        persons: Sequence[tuple[str, str]],
        siblings: Sequence[Unit],
        bases: Sequence[NewBase],
        others: Sequence[Unit],
    ) -> None:
        super().__init__(data, persons=persons)
        self.units = {str(unit.public_id): unit for unit in (*siblings, *others)}
        self.bases = {str(base.public_id): base for base in bases}
        field: forms.ChoiceField = self.fields["destination"]  # type: ignore[assignment]  # as declared
        field.choices = [
            (_("Sibling companies of the group"), [(str(u.public_id), u.name) for u in siblings]),
            (_("New bases"), [(str(b.public_id), f"{b.name} · {b.place}") for b in bases]),
            (
                _("Others: recorded, and never counted as a backbone"),
                [(str(u.public_id), u.name) for u in others],
            ),
        ]


class BaseForm(forms.Form):
    """A new base to be registered."""

    name = forms.CharField(label=_("Name"), max_length=120)
    place = forms.CharField(label=_("Place"), max_length=120)
    on = day_field(_("Registered on"), today)


class ReturnForm(forms.Form):
    """The first day back."""

    on = day_field(_("First day back"), today)
