"""Give a role, and take it back: the forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.periods import today
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import existing_on, ids_under
from gongjiang.people import rules
from gongjiang.people.models import Appointment, Person, Role
from gongjiang.people.queries.visibility import Scope
from gongjiang.people.services.appointments import appoint, end_appointment
from gongjiang.web.house.fields import day_field
from gongjiang.web.house.pickers import Picker
from gongjiang.web.people.deeds import Change, DeedForm, person_url
from gongjiang.web.people.forms.places import in_place, spellings, unit_choices


def seats_to_fill(scope: Scope, roles: Sequence[str]) -> list[Unit]:
    """The units at which the reader may give one of these roles: HR at home, offices anywhere."""
    kinds = {kind for role in roles for kind in rules.SEATS[role]}
    units = existing_on(scope.day).filter(kind__in=kinds)
    if not scope.roles & rules.ZONE_APPOINTERS:
        units = units.filter(Q(id__in=ids_under(scope.hr, scope.day)))
    return in_place(units, scope.day)


class AppointForm(DeedForm):
    """A role at a unit, from a day on."""

    role = forms.ChoiceField(label=_("Role"))
    unit = forms.ChoiceField(label=_("At the unit"), widget=Picker())
    on = day_field(_("From"), today)

    def __init__(
        self, *args: Any, person: Person, roles: Sequence[str], units: Sequence[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.units = {str(unit.public_id): unit for unit in units}
        self.offer("role", [(role, str(Role(role).label)) for role in roles])
        self.offer("unit", unit_choices(units), spellings=spellings(units))

    def changes(self) -> list[Change]:
        role = Role(self.cleaned_data["role"]).label
        unit = self.units[self.cleaned_data["unit"]]
        return [
            Change(_("Role"), "", f"{role} · {unit.name}"),
            Change(_("From"), "", self.cleaned_data["on"].isoformat()),
        ]

    def perform(self) -> str:
        appoint(
            person=self.person,
            role=self.cleaned_data["role"],
            unit=self.units[self.cleaned_data["unit"]],
            actor=self.actor,
            on=self.cleaned_data["on"],
        )
        return person_url(self.person)


class EndRoleForm(DeedForm):
    """One of a person's roles ends."""

    appointment = forms.ChoiceField(label=_("Role"))
    on = day_field(_("First day without the role"), today)

    def __init__(self, *args: Any, seats: Sequence[Appointment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {str(seat.id): seat for seat in seats}
        self.offer("appointment", [(key, self.label_of(seat)) for key, seat in self.seats.items()])

    def label_of(self, seat: Appointment) -> str:
        return seat_label(seat)

    def leads_to(self, seat: Appointment) -> str:
        return person_url(seat.person)

    def changes(self) -> list[Change]:
        seat = self.seats[self.cleaned_data["appointment"]]
        return [
            Change(_("Role"), self.label_of(seat), ""),
            Change(_("First day without the role"), "", self.cleaned_data["on"].isoformat()),
        ]

    def perform(self) -> str:
        seat = end_appointment(
            appointment_id=self.seats[self.cleaned_data["appointment"]].id,
            actor=self.actor,
            on=self.cleaned_data["on"],
        )
        return self.leads_to(seat)


def seat_label(seat: Appointment) -> str:
    return f"{Role(seat.role).label} · {seat.unit.name}"
