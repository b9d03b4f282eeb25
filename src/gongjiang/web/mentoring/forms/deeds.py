"""Forms for what is done to an agreement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongjiang.mentoring.models import AgreementRequest, ExitExam
from gongjiang.mentoring.models.exams import FULL_MARKS
from gongjiang.web.house.finding import FindingForm
from gongjiang.web.house.pickers import Picker

LONGEST = 300
YES, NO = "yes", "no"


def line_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A sentence or two."""
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def verdict_field(label: Any, yes: Any, no: Any) -> forms.TypedChoiceField:
    """One of two answers, neither chosen before."""
    return forms.TypedChoiceField(
        label=label,
        choices=[(YES, yes), (NO, no)],
        coerce=lambda value: value == YES,
        widget=forms.RadioSelect,
    )


class ConfirmForm(forms.Form):
    """Nothing to fill in; it is sent to confirm."""


class MonthForm(forms.Form):
    """Which month is meant."""

    month = forms.IntegerField(min_value=1, max_value=99, widget=forms.HiddenInput)


class SendBackForm(MonthForm):
    remark = forms.CharField(label=_("What should be written differently"), max_length=200)


class GoalForm(forms.Form):
    """Which goal is meant."""

    goal = forms.IntegerField(min_value=1, max_value=99, widget=forms.HiddenInput)


class MidTermForm(forms.Form):
    on_track = verdict_field(_("How does the apprentice stand?"), _("on track"), _("not on track"))
    remark = line_field(_("Remark"), required=False, help_text=_("Needed when not on track."))


class EarlyForm(forms.Form):
    early_reason = line_field(
        _("Why it is completed early"),
        required=False,
        help_text=_("Only when the term is not over yet."),
    )


class MarksForm(forms.Form):
    theory = forms.IntegerField(label=_("Theory"), min_value=0, max_value=FULL_MARKS)
    practice = forms.IntegerField(label=_("Practice"), min_value=0, max_value=FULL_MARKS)


class OpinionForm(forms.Form):
    agrees = verdict_field(
        _("Should the apprentice graduate?"), _("for graduation"), _("against it")
    )
    opinion = line_field(_("Your opinion"), required=False, help_text=_("Needed when against it."))


class ConcludeForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Decision"), choices=ExitExam.Outcome.choices, widget=forms.RadioSelect
    )
    extension_months = forms.IntegerField(
        label=_("Extended by, months"),
        min_value=1,
        max_value=12,
        required=False,
        help_text=_("Only for an extension."),
    )
    reason = line_field(
        _("Reason"),
        required=False,
        help_text=_("Needed when less is decided than the papers allow."),
    )


class AskForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What do you ask for?"),
        choices=AgreementRequest.Kind.choices,
        widget=forms.RadioSelect,
    )
    reason = line_field(_("Why"))


class AnswerForm(forms.Form):
    """An answer to one request."""

    request = forms.UUIDField(widget=forms.HiddenInput)
    grant = verdict_field(_("Decision"), _("grant"), _("decline"))
    answer = line_field(_("Reasons"), help_text=_("Shown to master and apprentice."))


class ChangeForm(FindingForm):
    """Who takes over, and why."""

    master = forms.ChoiceField(label=_("New master"), widget=Picker())
    reason = line_field(_("Why the master changes"))
