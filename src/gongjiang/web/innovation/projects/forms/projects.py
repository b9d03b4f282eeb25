"""Forms of projects."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongjiang.innovation.rules.parts import Part
from gongjiang.innovation.rules.projects import FULL_SCORE, Step
from gongjiang.kernel.periods import read_day, today
from gongjiang.web.house.fields import day_field
from gongjiang.web.innovation.projects.forms.fields import FenField, text_field
from gongjiang.web.innovation.projects.naming import Place, parts_in, people_field, persons_in

MEMBERS_HELP = gettext_lazy(
    "One a line: the whole name, and the share in %. The leader first. Without shares everybody "
    "has the same."
)
STEPS_HELP = gettext_lazy("One a line, day first: 2022-12-01 trial run.")
LONGEST_STEPS, LONGEST_STEP = 1500, 80


class PlanForm(forms.Form):
    """What a project is to do."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    object = forms.CharField(
        label=gettext_lazy("What it is about: equipment, process or product"), max_length=200
    )
    baseline = text_field(gettext_lazy("How it stands today, with figures"))
    target = text_field(gettext_lazy("What it is to reach, with figures"))
    due_on = day_field(gettext_lazy("Ready for acceptance by"))
    members = people_field(gettext_lazy("Who takes part"), MEMBERS_HELP)
    steps = text_field(
        gettext_lazy("Milestones"), help_text=STEPS_HELP, longest=LONGEST_STEPS, rows=3
    )

    def __init__(self, data: Any, *, place: Place, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.place = place

    def clean_members(self) -> list[Part]:
        return parts_in(self.cleaned_data["members"], self.place)

    def clean_steps(self) -> list[Step]:
        return [_step(line) for line in self.cleaned_data["steps"].splitlines() if line.strip()]


def _step(line: str) -> Step:
    """A milestone as it is written: its day, and what is to be done."""
    day, _space, title = line.strip().partition(" ")
    try:
        due_on = read_day(day)
    except ValueError as error:
        raise forms.ValidationError(
            _("“%(line)s” does not begin with a day as in 2022-12-01.") % {"line": line.strip()}
        ) from error
    if not title.strip() or len(title.strip()) > LONGEST_STEP:
        raise forms.ValidationError(_("Say in a few words what is done by %(day)s.") % {"day": day})
    return Step(title.strip(), due_on)


class ApproveForm(forms.Form):
    budget = FenField(label=gettext_lazy("Budget, yuan"), least="0")


class ReasonForm(forms.Form):
    reason = text_field(gettext_lazy("Reason"))


class MilestoneForm(forms.Form):
    """Which milestone is done, when, and what shows it."""

    position = forms.TypedChoiceField(label=gettext_lazy("Milestone"), coerce=int)
    done_on = day_field(gettext_lazy("Done on"), today)
    evidence = text_field(
        gettext_lazy("What shows it"), help_text=gettext_lazy("A test, a reading, a photo.")
    )

    def __init__(self, data: Any, *, open_steps: list[tuple[int, str]]) -> None:
        super().__init__(data)
        self.fields["position"].choices = open_steps  # type: ignore[attr-defined]  # a choice field


class ResultsForm(forms.Form):
    results = text_field(gettext_lazy("Results, against the target"), longest=2000, rows=4)


class SpendForm(forms.Form):
    amount = FenField(label=gettext_lazy("Amount, yuan"))
    what = forms.CharField(label=gettext_lazy("What for"), max_length=120)


class AcceptForm(forms.Form):
    evidence = text_field(gettext_lazy("What you saw that shows the result"), longest=1000, rows=3)


class PanelForm(forms.Form):
    """Who appraises."""

    panel = people_field(
        gettext_lazy("Panel"), gettext_lazy("Three or more, one a line, none of them a member.")
    )

    def __init__(self, data: Any, *, place: Place) -> None:
        super().__init__(data)
        self.place = place

    def clean_panel(self) -> list[int]:
        return persons_in(self.cleaned_data["panel"], self.place)


class ReplaceForm(forms.Form):
    """Whose seat on the panel somebody else takes."""

    out = forms.TypedChoiceField(label=gettext_lazy("Whose seat"), coerce=int)
    new = forms.CharField(label=gettext_lazy("Who takes the seat: the whole name"), max_length=60)
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=200)

    def __init__(self, data: Any, *, seats: list[tuple[int, str]], place: Place) -> None:
        super().__init__(data)
        self.place = place
        self.fields["out"].choices = seats  # type: ignore[attr-defined]  # a choice field

    def clean_new(self) -> int:
        return persons_in(self.cleaned_data["new"], self.place)[0]


class OpinionForm(forms.Form):
    score = forms.IntegerField(
        label=gettext_lazy("Score, 0 to 100"), min_value=0, max_value=FULL_SCORE
    )
    opinion = text_field(gettext_lazy("What it rests on"))


class PromoteForm(forms.Form):
    where = text_field(gettext_lazy("Which units use it now"))


class MethodForm(forms.Form):
    """A name for the method, and whose it is."""

    name = forms.CharField(label=gettext_lazy("Name of the method"), max_length=60)
    person = forms.TypedChoiceField(
        label=gettext_lazy("Whose name it bears"),
        coerce=int,
        help_text=gettext_lazy("They are asked to agree before it is used."),
    )

    def __init__(self, data: Any, *, members: list[tuple[int, str]]) -> None:
        super().__init__(data)
        self.fields["person"].choices = members  # type: ignore[attr-defined]  # a choice field


class MembersForm(forms.Form):
    members = people_field(gettext_lazy("Who takes part"), MEMBERS_HELP)

    def __init__(self, data: Any, *, place: Place, written: str) -> None:
        super().__init__(data, initial={"members": written})
        self.place = place

    def clean_members(self) -> list[Part]:
        return parts_in(self.cleaned_data["members"], self.place)


class FileForm(forms.Form):
    """A photo, a report or a drawing."""

    file = forms.FileField(
        label=gettext_lazy("Photo or document"), help_text=gettext_lazy("PDF, JPEG or PNG.")
    )
