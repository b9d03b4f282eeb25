"""Forms of the closed loop and of R&D teams."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongjiang.innovation.models import Platform
from gongjiang.kernel.periods import today
from gongjiang.web.house.fields import day_field
from gongjiang.web.innovation.projects.naming import Place, people_field, persons_in


class DocumentForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120)
    number = forms.CharField(label=_("Number"), max_length=60)
    valid_from = day_field(_("Valid from"), today)


class PlatformForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=Platform.Kind.choices)
    name = forms.CharField(label=pgettext_lazy("thing", "Name"), max_length=120)
    valid_from = day_field(_("At work from"), today)


class LinkForm(forms.Form):
    """One innovation, and what it is to be linked to: "RULE:7"."""

    target = forms.ChoiceField(label=_("Link it to"))

    def __init__(self, data: Any, *, targets: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["target"].choices = targets  # type: ignore[attr-defined]  # a choice field

    @property
    def link(self) -> str:
        return str(self.cleaned_data["target"].split(":")[0])

    @property
    def target_id(self) -> int:
        return int(self.cleaned_data["target"].split(":")[1])


class TeamForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("thing", "Name"), max_length=60)
    topic = forms.CharField(label=_("Topic"), max_length=120)
    members = people_field(_("Members"), _("The leader first. One a line: the whole name."))

    def __init__(self, data: Any, *, place: Place) -> None:
        super().__init__(data)
        self.place = place

    def clean_members(self) -> list[int]:
        return persons_in(self.cleaned_data["members"], self.place)


class LeaveForm(forms.Form):
    """Whose time in a team ends, by their membership."""

    member = forms.IntegerField(widget=forms.HiddenInput)


class EndBaseForm(forms.Form):
    """From which day on a document or a platform is no more."""

    ends_on = day_field(_("The first day without it"), today)


class MemberForm(forms.Form):
    """Somebody who joins."""

    person = forms.CharField(label=_("Whole name"), max_length=60)

    def __init__(self, data: Any, *, place: Place) -> None:
        super().__init__(data)
        self.place = place

    def clean_person(self) -> int:
        return persons_in(self.cleaned_data["person"], self.place)[0]
