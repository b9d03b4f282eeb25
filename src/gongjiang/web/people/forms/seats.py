"""Fill a seat and empty it, beginning with the unit: the forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.periods import today
from gongjiang.people.models import Appointment, Role
from gongjiang.people.queries.seating import Candidate, candidates
from gongjiang.people.queries.visibility import Scope
from gongjiang.people.services.appointments import appoint
from gongjiang.web.house.fields import day_field
from gongjiang.web.house.pickers import Picker
from gongjiang.web.people.deeds import Change, DeedForm
from gongjiang.web.people.forms.places import spellings, unit_choices
from gongjiang.web.people.forms.roles import EndRoleForm, seat_label, seats_to_fill


class FillSeatForm(DeedForm):
    """Which role, where, by whom, and from when."""

    role = forms.ChoiceField(label=_("Role"), widget=Picker(changes="unit"))
    unit = forms.ChoiceField(label=_("At the unit"), widget=Picker())
    person = forms.ChoiceField(label=_("Who"), widget=Picker(finds=True))
    on = day_field(_("From"), today)

    def __init__(self, data: Any = None, *, scope: Scope, roles: Sequence[str], **kwargs: Any):
        super().__init__(data, **kwargs)
        self.offer("role", [(role, str(Role(role).label)) for role in roles])
        role = self._said("role")
        role = role if role in roles else roles[0]
        units = seats_to_fill(scope, [role])
        self.units = {str(unit.public_id): unit for unit in units}
        self.offer("unit", unit_choices(units), spellings=spellings(units))
        found = candidates(scope, role, self.sent.get("person_find", ""), self._said("person"))
        self.persons = {str(one.person.public_id): one for one in found}
        self.offer(
            "person",
            [(key, _named(one)) for key, one in self.persons.items()],
            spellings={
                key: f"{one.person.name_pinyin.replace(' ', '')} {one.person.name_initials}"
                for key, one in self.persons.items()
            },
        )

    def _said(self, name: str) -> str:
        return str(self.sent.get(name) or self.initial.get(name) or "")

    def changes(self) -> list[Change]:
        role = Role(self.cleaned_data["role"]).label
        unit = self.units[self.cleaned_data["unit"]]
        return [
            Change(_("Who"), "", _named(self.persons[self.cleaned_data["person"]])),
            Change(_("Role"), "", f"{role} · {unit.name}"),
            Change(_("From"), "", self.cleaned_data["on"].isoformat()),
        ]

    def perform(self) -> str:
        appoint(
            person=self.persons[self.cleaned_data["person"]].person,
            role=self.cleaned_data["role"],
            unit=self.units[self.cleaned_data["unit"]],
            actor=self.actor,
            on=self.cleaned_data["on"],
        )
        return seats_url(self.cleaned_data["role"])


class EmptySeatForm(EndRoleForm):
    """One of a unit's seats is empty from a day on."""

    def label_of(self, seat: Appointment) -> str:
        return f"{seat.person.name} · {seat_label(seat)}"

    def leads_to(self, seat: Appointment) -> str:
        return seats_url(seat.role)


def seats_url(role: str) -> str:
    return f"{reverse('people:seats')}?role={role}"


def _named(one: Candidate) -> str:
    place = one.works_at or gettext("not at work here")
    return f"{one.person.name} · {place}"
