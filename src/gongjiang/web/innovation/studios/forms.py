"""Forms of a studio's room."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import (
    StudioBudgetLine,
    StudioEvidence,
    StudioLevel,
    StudioMeasure,
    StudioMember,
    StudioMinutes,
    StudioResult,
    StudioReview,
)
from gongjiang.innovation.rules.studios import NAMED_HERE
from gongjiang.web.house.fields import day_field
from gongjiang.web.house.finding import FindingForm
from gongjiang.web.innovation.studios.fields import LONGEST, line_field, text_field, yuan_field
from gongjiang.web.innovation.studios.people import person_field

YES, NO = "yes", "no"


class PlainForm(forms.Form):
    """Nothing to fill in; it is sent to confirm."""


class FoundForm(FindingForm):
    """A new studio."""

    name = forms.CharField(label=_("Name of the studio"), max_length=80)
    field = forms.CharField(label=_("What it works on"), max_length=80)
    leader = person_field(_("Who leads it"))
    leader_group = forms.ChoiceField(label=_("The leader is"), choices=StudioMember.Group.choices)
    leader_title = forms.CharField(
        label=_("Title of honour, as its document says"), max_length=80, required=False
    )
    title_level = forms.ChoiceField(
        label=_("Who conferred it"),
        required=False,
        choices=[("", _("no title")), *StudioLevel.choices],
    )


class DeclareForm(forms.Form):
    """A sentence of evidence for each criterion."""

    def __init__(self, data: Any, criteria: list[str]) -> None:
        super().__init__(data)
        for criterion in criteria:
            label = StudioEvidence.Criterion(criterion).label
            self.fields[criterion] = line_field(label, required=False)


class EvidenceForm(forms.Form):
    """A file for one criterion of the declaration."""

    criterion = forms.ChoiceField(label=_("Criterion"))
    file = forms.FileField(label=_("File"))

    def __init__(self, data: Any, criteria: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["criterion"].choices = criteria  # type: ignore[attr-defined]  # a choice


class JudgeForm(forms.Form):
    """Of each criterion whether it holds."""

    def __init__(self, data: Any, evidence: list[StudioEvidence]) -> None:
        super().__init__(data)
        for each in evidence:
            self.fields[each.criterion] = forms.ChoiceField(
                label=each.get_criterion_display(),
                help_text=each.statement,
                choices=[(YES, _("holds")), (NO, _("does not hold"))],
                widget=forms.RadioSelect,
            )
        self.fields["remark"] = line_field(
            _("Remark"), required=False, help_text=_("Needed when something does not hold.")
        )

    def holds(self) -> dict[str, bool]:
        """Which criteria hold."""
        return {name: value == YES for name, value in self.cleaned_data.items() if name != "remark"}


class NameForm(forms.Form):
    document = forms.CharField(label=_("Number of the document"), max_length=120, required=False)


class HigherForm(forms.Form):
    """A level that was given elsewhere."""

    level = forms.ChoiceField(
        label=_("Level"),
        choices=[each for each in StudioLevel.choices if each[0] not in NAMED_HERE],
    )
    document = forms.CharField(label=_("Number of the document"), max_length=120)
    authority = forms.CharField(label=_("Who issued it"), max_length=120)


class MemberForm(FindingForm):
    person = person_field(_("Who joins"))
    group = forms.ChoiceField(label=_("As"), choices=StudioMember.Group.choices)


class RowForm(forms.Form):
    """One row of the page: nothing to fill in, it is sent to confirm."""

    row = forms.IntegerField(widget=forms.HiddenInput)


class HandOverForm(forms.Form):
    """Who leads the studio from today."""

    leader = forms.ChoiceField(label=_("Which member takes it over"))
    title = forms.CharField(
        label=_("Title of honour, as its document says"), max_length=80, required=False
    )
    title_level = forms.ChoiceField(
        label=_("Who conferred it"),
        required=False,
        choices=[("", _("no title")), *StudioLevel.choices],
    )
    name = forms.CharField(label=_("What it is called from now on"), max_length=80)
    reason = line_field(_("Why it is handed over"))

    def __init__(self, data: Any, *, members: list[tuple[str, str]], name: str) -> None:
        super().__init__(data, initial={"name": name})
        self.fields["leader"].choices = members  # type: ignore[attr-defined]  # a choice


class ApprenticeForm(FindingForm):
    person = person_field(_("Who learns here"))
    master = forms.ChoiceField(label=_("From which member"))

    def __init__(self, data: Any, members: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["master"].choices = members  # type: ignore[attr-defined]  # a choice


class TopicForm(forms.Form):
    title = forms.CharField(label=_("Topic"), max_length=120)
    goal = line_field(_("Solved when"))
    due_on = day_field(_("By"))


class EndTopicForm(forms.Form):
    topic = forms.IntegerField(widget=forms.HiddenInput)
    solved = forms.ChoiceField(
        label=_("How it ended"),
        choices=[(YES, _("done")), (NO, _("dropped"))],
        widget=forms.RadioSelect,
    )
    outcome = line_field(_("What came of it"))


class MinutesForm(forms.Form):
    """What was done on a day, written on a phone."""

    kind = forms.ChoiceField(
        label=_("What was it"), choices=StudioMinutes.Kind.choices, widget=forms.RadioSelect
    )
    held_on = day_field(_("Day"))
    present = forms.IntegerField(label=_("How many were there"), min_value=1, max_value=500)
    topic = forms.ChoiceField(label=_("About the topic"), required=False)
    text = text_field(_("What was done"), rows=4)
    outcome = forms.ChoiceField(
        label=_("How the trial went"),
        required=False,
        choices=[("", _("it was no trial")), *StudioMinutes.Outcome.choices],
    )

    def __init__(self, data: Any, topics: list[tuple[str, str]], day: date) -> None:
        super().__init__(data, initial={"held_on": day, "kind": StudioMinutes.Kind.MEETING})
        self.fields["topic"].choices = [("", _("none")), *topics]  # type: ignore[attr-defined]  # a choice


class LineForm(forms.Form):
    kind = forms.ChoiceField(label=_("What"), choices=StudioBudgetLine.Kind.choices)
    amount = yuan_field(_("Amount, yuan"))
    purpose = forms.CharField(label=_("What for"), max_length=120)
    document = forms.CharField(label=_("Number of the document"), max_length=60, required=False)


class ReverseForm(forms.Form):
    line = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why it is reversed"), max_length=120)


class EquipmentForm(forms.Form):
    name = forms.CharField(label=_("Equipment"), max_length=80)
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=1000)
    value = yuan_field(_("Worth in all, yuan"), least="0")


class ResultForm(forms.Form):
    """Something members finished, by kind and id."""

    made = forms.ChoiceField(label=_("What members have finished"))

    def __init__(self, data: Any, made: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["made"].choices = made  # type: ignore[attr-defined]  # a choice


class PublishedForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What"),
        choices=[
            (kind.value, kind.label)
            for kind in (StudioResult.Kind.STANDARD, StudioResult.Kind.PAPER)
        ],
    )
    title = forms.CharField(label=_("Title"), max_length=120)
    reference = forms.CharField(label=_("Number or journal"), max_length=160)
    on = day_field(_("Published on"))


class ReportForm(forms.Form):
    quarter = forms.ChoiceField(label=_("Quarter"))
    text = text_field(_("What was done in the quarter"))

    def __init__(self, data: Any, quarters: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["quarter"].choices = quarters  # type: ignore[attr-defined]  # a choice


class YearForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2999)


class DecideForm(forms.Form):
    result = forms.ChoiceField(
        label=_("Result"), choices=StudioReview.Result.choices, widget=forms.RadioSelect
    )
    reason = line_field(_("Why"))


class MeasureForm(forms.Form):
    kind = forms.ChoiceField(label=_("What"), choices=StudioMeasure.Kind.choices)
    reason = line_field(_("Why"))


class BecauseForm(forms.Form):
    because = line_field(_("Why it ends"))


class AppealForm(forms.Form):
    reason = forms.CharField(
        label=_("What should be looked at again, and why"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
