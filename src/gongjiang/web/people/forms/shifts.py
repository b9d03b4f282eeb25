"""In which shift a team works: the form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.periods import today
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Shift
from gongjiang.people.services.shifts import set_shift
from gongjiang.web.house.fields import day_field
from gongjiang.web.people.deeds import Change, DeedForm


class ShiftForm(DeedForm):
    """Another shift from a day on."""

    shift = forms.ChoiceField(
        label=_("Shift"), choices=Shift.choices, widget=forms.RadioSelect, initial=Shift.DAY
    )
    on = day_field(_("First day in the shift"), today)

    def __init__(self, *args: Any, team: Unit, present: str, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team, self.present, self.back = team, present, back
        if present:
            self.initial.setdefault("shift", present)

    def changes(self) -> list[Change]:
        before = Shift(self.present).label if self.present else _("not set")
        return [
            Change(_("Shift"), before, Shift(self.cleaned_data["shift"]).label),
            Change(_("First day in the shift"), "", self.cleaned_data["on"].isoformat()),
        ]

    def perform(self) -> str:
        set_shift(
            team=self.team,
            shift=self.cleaned_data["shift"],
            actor=self.actor,
            on=self.cleaned_data["on"],
        )
        return self.back or reverse("people:teams")
