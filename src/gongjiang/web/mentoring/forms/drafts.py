"""Forms for a draft, and for proposals of pairs."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.periods import today
from gongjiang.mentoring.models import Agreement
from gongjiang.web.house.fields import day_field
from gongjiang.web.house.finding import FindingForm
from gongjiang.web.house.pickers import Picker

LONGEST_GOALS = 12 * 62


class TermsForm(FindingForm):
    """What master and apprentice agree on."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Agreement.Kind.choices,
        initial=Agreement.Kind.NEW_WORKER,
        widget=forms.RadioSelect,
    )
    goal = forms.CharField(
        label=_("Goal"), max_length=200, help_text=_("What the apprentice can do in the end.")
    )
    goals = forms.CharField(
        label=_("What is to be learned, step by step"),
        max_length=LONGEST_GOALS,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One step a line, at most 12 of 60 letters; months and sign-offs name them."),
    )
    term_months = forms.IntegerField(label=_("Term, months"), min_value=1, max_value=60, initial=6)

    def clean_goals(self) -> list[str]:
        """The steps, each by itself."""
        titles = [line.strip() for line in self.cleaned_data["goals"].splitlines() if line.strip()]
        if any(len(title) > 60 for title in titles):  # noqa: PLR2004  (as the help says)
            raise forms.ValidationError(_("A step has at most 60 letters."))
        return titles


class DraftForm(TermsForm):
    """An agreement for two to sign."""

    apprentice = forms.ChoiceField(label=_("Apprentice"), widget=Picker())
    master = forms.ChoiceField(
        label=_("Master"),
        widget=Picker(),
        help_text=_("Who has the rank the terms ask for, and a place left."),
    )
    starts_on = day_field(_("From"), today)

    field_order = ("apprentice", "master", "kind", "goal", "goals", "term_months", "starts_on")


class ProposalForm(TermsForm):
    """Ask for proposals of pairs in a unit."""

    unit = forms.ChoiceField(
        label=_("Whose people are to be taught"),
        widget=Picker(),
        help_text=_("Masters come from the whole enterprise."),
    )

    field_order = ("unit", "kind", "goal", "goals", "term_months")
