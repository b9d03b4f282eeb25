"""Hire, move, take on, leave: the forms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.periods import today
from gongjiang.orgs.models import Unit
from gongjiang.people import rules
from gongjiang.people.models import Employment, EmploymentKind, EndReason, Person, Posting
from gongjiang.people.services.employment import (
    end_employment,
    hire,
    move_person,
    take_on_intern,
)
from gongjiang.people.services.identities import NewPerson, register_person
from gongjiang.web.house.fields import day_field
from gongjiang.web.people.deeds import Change, DeedForm, person_url
from gongjiang.web.people.forms.places import PostForm, own_enterprises

MINOR = _(
    "This person is 16 or 17: no hazardous post, no special-operation certificate, no night work."
)


class KnownHireForm(PostForm):
    """Hire somebody whose file HR has open already."""

    employer = forms.ChoiceField(label=_("Employer"))
    kind = forms.ChoiceField(
        label=_("Kind of employment"), choices=EmploymentKind.choices, initial="REGULAR"
    )
    on = day_field(_("First day at work"), today)

    field_order: tuple[str, ...] = ("employer", "kind", "on", "site", "unit", "post", "post_kind")

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, others=True, **kwargs)
        self.person = person
        self.employers = {str(unit.public_id): unit for unit in own_enterprises(self.scope)}
        choices = [(public_id, unit.name) for public_id, unit in self.employers.items()]
        self.offer("employer", choices, ask_of_one=False)

    def clean(self) -> None:
        super().clean()
        on, born_on = self.cleaned_data.get("on"), self._born_on()
        if on and born_on:
            decision = rules.may_be_employed(born_on, on)
            if not decision:
                self.add_error(None, str(decision.reason))

    def changes(self) -> list[Change]:
        kind = EmploymentKind(self.cleaned_data["kind"]).label
        return [
            Change(_("Employer"), "", self._employer().name),
            Change(_("Kind of employment"), "", kind),
            Change(_("First day at work"), "", self.cleaned_data["on"].isoformat()),
            *self.post_changes(),
        ]

    def warnings(self) -> list[Sentence]:
        found: list[Sentence] = []
        born_on = self._born_on()
        if born_on and rules.is_minor(born_on, self.cleaned_data["on"]):
            found.append(MINOR)
        if self.cleaned_data["site"] != self.cleaned_data["employer"]:
            found.append(
                _("Employer and place of work differ: both enterprises will see this person.")
            )
        return found

    def perform(self) -> str:
        person = self._person()
        hire(
            person=person,
            employer=self._employer(),
            kind=self.cleaned_data["kind"],
            post=self.chosen_post(),
            actor=self.actor,
            on=self.cleaned_data["on"],
        )
        return person_url(person)

    def _employer(self) -> Unit:
        return self.employers[self.cleaned_data["employer"]]

    def _person(self) -> Person:
        assert self.person is not None  # noqa: S101  (the view gave it)
        return self.person

    def _born_on(self) -> date | None:
        return self.person.born_on if self.person else None


class HireForm(KnownHireForm):
    """Hire somebody by name and papers: new to the register, or found in it."""

    name = forms.CharField(label=_("Name"), max_length=60)
    sex = forms.ChoiceField(label=_("Sex"), choices=Person.Sex.choices)
    born_on = day_field(_("Day of birth"))
    national_id = forms.CharField(
        label=_("National ID"),
        max_length=24,
        required=False,
        help_text=_("Checked, then kept encrypted; pages show it masked."),
    )
    phone = forms.CharField(
        label=_("Phone number"), max_length=20, required=False, widget=forms.TextInput()
    )

    field_order = ("name", "sex", "born_on", "national_id", "phone", *KnownHireForm.field_order)

    def clean(self) -> None:
        super().clean()
        given = self.cleaned_data
        if given.get("national_id") and given.get("born_on") and given.get("sex"):
            decision = rules.national_id_agrees(
                given["national_id"], born_on=given["born_on"], sex=given["sex"]
            )
            if not decision:
                self.add_error("national_id", str(decision.reason))

    def changes(self) -> list[Change]:
        return [Change(_("Name"), "", self.cleaned_data["name"]), *super().changes()]

    def _person(self) -> Person:
        given = self.cleaned_data
        return register_person(
            NewPerson(
                name=given["name"],
                sex=given["sex"],
                born_on=given["born_on"],
                national_id="".join(given["national_id"].split()).upper(),
                phone="".join(given["phone"].split()),
            )
        )

    def _born_on(self) -> date | None:
        born_on: date | None = self.cleaned_data.get("born_on")
        return born_on


class _OfEmployment(DeedForm):
    """A deed on one of the employments that the reader manages."""

    employment = forms.ChoiceField(label=_("Employment"))

    def __init__(self, *args: Any, employments: Sequence[Employment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.employments = {str(e.id): e for e in employments}
        choices = [(key, employment_label(e)) for key, e in self.employments.items()]
        self.offer("employment", choices, ask_of_one=False)

    def chosen(self) -> Employment:
        return self.employments[self.cleaned_data["employment"]]

    def current(self) -> Posting | None:
        """The employment's last posting."""
        postings = self.chosen().postings.select_related("unit")
        return postings.order_by("-valid_from").first()


def employment_label(employment: Employment) -> str:
    kind = EmploymentKind(employment.kind).label
    return f"{employment.employer.name} · {kind} · {employment.valid_from}"


class MoveForm(_OfEmployment, PostForm):
    """Another unit or post from a day on."""

    on = day_field(_("First day in the new post"), today)

    field_order = ("employment", "site", "unit", "post", "post_kind", "on")

    def changes(self) -> list[Change]:
        day = Change(_("From"), "", self.cleaned_data["on"].isoformat())
        return [*self.post_changes(self.current()), day]

    def perform(self) -> str:
        posting = move_person(
            employment_id=self.chosen().id,
            to=self.chosen_post(),
            actor=self.actor,
            on=self.cleaned_data["on"],
        )
        return person_url(posting.person)


class TakeOnForm(_OfEmployment, PostForm):
    """An internship turns into an employment."""

    kind = forms.ChoiceField(
        label=_("Kind of employment"),
        choices=[c for c in EmploymentKind.choices if c[0] != EmploymentKind.INTERN],
    )
    on = day_field(_("First day as an employee"), today)

    field_order = ("employment", "kind", "on", "site", "unit", "post", "post_kind")

    def changes(self) -> list[Change]:
        kind = EmploymentKind(self.cleaned_data["kind"]).label
        return [
            Change(_("Kind of employment"), EmploymentKind.INTERN.label, kind),
            Change(_("First day as an employee"), "", self.cleaned_data["on"].isoformat()),
            *self.post_changes(self.current()),
        ]

    def perform(self) -> str:
        employment = take_on_intern(
            internship_id=self.chosen().id,
            kind=self.cleaned_data["kind"],
            post=self.chosen_post(),
            actor=self.actor,
            on=self.cleaned_data["on"],
        )
        return person_url(employment.person)


class LeaveForm(_OfEmployment):
    """An employment ends."""

    reason = forms.ChoiceField(
        label=_("Reason"), choices=[c for c in EndReason.choices if c[0] != EndReason.TAKEN_ON]
    )
    on = day_field(
        _("First day no longer at work"), today, _("The day after the last day at work.")
    )

    field_order = ("employment", "reason", "on")

    def changes(self) -> list[Change]:
        employment = self.chosen()
        reason = EndReason(self.cleaned_data["reason"]).label
        return [
            Change(_("Employment"), employment_label(employment), reason),
            Change(_("First day no longer at work"), "", self.cleaned_data["on"].isoformat()),
        ]

    def perform(self) -> str:
        employment = end_employment(
            employment_id=self.chosen().id,
            reason=self.cleaned_data["reason"],
            actor=self.actor,
            on=self.cleaned_data["on"],
        )
        return person_url(employment.person)
