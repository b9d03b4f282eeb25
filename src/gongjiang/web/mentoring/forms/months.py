"""The record of a month, written on a phone in under a minute."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongjiang.mentoring.models import Goal
from gongjiang.mentoring.models.records import MOST_HOURS


class MonthRecordForm(forms.Form):
    """What was practised from the short list, hours, one sentence, a photo if there is one."""

    practised = forms.TypedMultipleChoiceField(
        label=_("What did you practise?"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    hours = forms.IntegerField(
        label=_("Hours in all"),
        min_value=1,
        max_value=MOST_HOURS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    sentence = forms.CharField(label=_("The month in one sentence"), max_length=200)
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )

    def __init__(self, *args: Any, goals: Sequence[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: forms.TypedMultipleChoiceField = self.fields["practised"]  # type: ignore[assignment]  # as declared
        field.choices = [(goal.position, goal.title) for goal in goals]
