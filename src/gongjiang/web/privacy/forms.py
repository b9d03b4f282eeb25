"""What people ask and answer about their own data."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongjiang.people.models import CorrectionRequest, Employment, Person


class EmploymentField(forms.ModelChoiceField):  # type: ignore[type-arg]  # it takes none at run time
    """An employment, told by employer and first day."""

    def label_from_instance(self, obj: Employment) -> str:
        return f"{obj.employer} · {obj.valid_from}"


class CorrectionForm(forms.Form):
    """What is wrong, and what it should say."""

    field = forms.ChoiceField(label=_("What is wrong"), choices=CorrectionRequest.Field.choices)
    employment = EmploymentField(
        label=_("Which employment"),
        queryset=Employment.objects.none(),
        required=False,
        help_text=_("Only for the first or last day of an employment."),
    )
    wanted = forms.CharField(
        label=_("What it should say"),
        help_text=_("A day as 2022-11-28; the sex as it stands on the ID card."),
        max_length=60,
    )
    reason = forms.CharField(
        label=_("How do you know"),
        help_text=_("Such as: it stands so in the labour contract, page 1."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Employment.objects.filter(person=person).select_related("employer")
        choice = self.fields["employment"]
        assert isinstance(choice, EmploymentField)  # noqa: S101  (declared above)
        choice.queryset = own.order_by("-valid_from")

    def clean_wanted(self) -> str:
        wanted: str = self.cleaned_data["wanted"].strip()
        if self.cleaned_data.get("field") == CorrectionRequest.Field.SEX:
            return SEXES.get(wanted.lower(), wanted)
        return wanted


SEXES = {"男": "MALE", "male": "MALE", "女": "FEMALE", "female": "FEMALE"}


class AnswerForm(forms.Form):
    """What is said to the person; a refusal needs it."""

    answer = forms.CharField(
        label=_("Answer to the person"),
        help_text=_("Needed when you refuse."),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ErasureForm(forms.Form):
    """Why somebody wants to be forgotten; they need not say."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
