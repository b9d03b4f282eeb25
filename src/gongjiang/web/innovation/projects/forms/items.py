"""Forms of five-small items."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import FiveSmall
from gongjiang.innovation.rules.five_small import DECISION_MAKER, FORMS, LONGEST_ANSWER
from gongjiang.innovation.rules.parts import Part
from gongjiang.kernel.periods import today
from gongjiang.web.house.fields import day_field
from gongjiang.web.innovation.projects.forms.fields import text_field
from gongjiang.web.innovation.projects.naming import Place, parts_in, people_field

ASKED = "asked_"
EXCLUSIONS = [
    (value, label) for value, label in FiveSmall.Exclusion.choices if value != DECISION_MAKER
]


class ItemForm(forms.Form):
    """An item of one kind: what its kind asks for, and what all are asked."""

    title = forms.CharField(label=_("What is it called?"), max_length=120)
    effect = text_field(_("What does it bring, in use?"))
    completed_on = day_field(_("In use since"), today)
    benefit_on = forms.DateField(
        label=_("First benefit seen on"),
        required=False,
        help_text=_("Only when it was completed in an earlier year."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    authors = people_field(
        _("Who made it"),
        _(
            "You first. One a line, at most five: the whole name, and the share in %. Without "
            "shares everybody has the same."
        ),
    )
    exclusions = forms.MultipleChoiceField(
        label=_("Does any of these apply?"),
        choices=EXCLUSIONS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any, *, kind: str, place: Place, own_name: str) -> None:
        super().__init__(data, initial={"authors": own_name})
        self.place = place
        asked = {
            f"{ASKED}{question.name}": text_field(
                question.label, required=question.required, longest=LONGEST_ANSWER
            )
            for question in FORMS[kind]
        }
        self.fields.update(asked)
        self.order_fields(["title", *asked, "effect", "completed_on", "authors"])

    def clean_authors(self) -> list[Part]:
        return parts_in(self.cleaned_data["authors"], self.place)

    @property
    def answers(self) -> dict[str, str]:
        """What the kind's own questions were answered with, where they were."""
        return {
            name.removeprefix(ASKED): answer
            for name, answer in self.cleaned_data.items()
            if name.startswith(ASKED) and answer
        }


class RefuseForm(forms.Form):
    """Why an item is not accepted, and what excludes it where something does."""

    reason = text_field(_("Reason; its authors read it"))
    excluded = forms.ChoiceField(
        label=_("Excluded because"),
        choices=[("", _("not excluded")), *FiveSmall.Exclusion.choices],
        required=False,
    )
