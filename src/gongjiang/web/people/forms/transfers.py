"""Several people of one unit move together: the form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.periods import today
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Posting
from gongjiang.people.services.transfers import move_people
from gongjiang.web.house.fields import day_field
from gongjiang.web.house.pickers import Picker
from gongjiang.web.people.deeds import Change, DeedForm, person_url
from gongjiang.web.people.forms.places import spellings, unit_choices


class MoveManyForm(DeedForm):
    """Who, where to, and from when; everybody keeps their post."""

    people = forms.MultipleChoiceField(
        label=_("Who moves"), widget=forms.CheckboxSelectMultiple, choices=()
    )
    to = forms.ChoiceField(label=_("To"), widget=Picker())
    on = day_field(_("First day there"), today)

    def __init__(
        self,
        *args: Any,
        unit: Unit,
        members: Sequence[Posting],
        targets: Sequence[Unit],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.members = {str(posting.employment_id): posting for posting in members}
        self.targets = {str(target.public_id): target for target in targets}
        named = [(key, f"{p.person.name} · {p.post}") for key, p in self.members.items()]
        self.offer("people", named)
        self.offer("to", unit_choices(targets), spellings=spellings(targets))

    def changes(self) -> list[Change]:
        target = self.targets[self.cleaned_data["to"]].name
        moving = [self.members[key] for key in self.cleaned_data["people"]]
        day = Change(_("First day there"), "", self.cleaned_data["on"].isoformat())
        return [*(Change(p.person.name, self.unit.name, target) for p in moving), day]

    def perform(self) -> str:
        move_people(
            employment_ids=[self.members[key].employment_id for key in self.cleaned_data["people"]],
            to=self.targets[self.cleaned_data["to"]],
            actor=self.actor,
            on=self.cleaned_data["on"],
        )
        return f"{reverse('people:list')}?unit={self.cleaned_data['to']}"


class ReassignForm(DeedForm):
    """Another unit of the site for somebody dispatched to it; the post stays as agreed."""

    to = forms.ChoiceField(label=_("To"), widget=Picker())
    on = day_field(_("First day there"), today)

    def __init__(
        self, *args: Any, posting: Posting, targets: Sequence[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.posting = posting
        self.targets = {str(target.public_id): target for target in targets}
        self.offer("to", unit_choices(targets), spellings=spellings(targets))

    def changes(self) -> list[Change]:
        target = self.targets[self.cleaned_data["to"]].name
        return [
            Change(_("Team or workshop"), self.posting.unit.name, target),
            Change(_("First day there"), "", self.cleaned_data["on"].isoformat()),
        ]

    def perform(self) -> str:
        move_people(
            employment_ids=[self.posting.employment_id],
            to=self.targets[self.cleaned_data["to"]],
            actor=self.actor,
            on=self.cleaned_data["on"],
        )
        return person_url(self.posting.person)
