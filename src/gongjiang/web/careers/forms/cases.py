"""Forms of promotions, changes of sequence and measures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gongjiang.careers.models import CommitteeVote, Measure, Merit, Sequence, Vacancy
from gongjiang.kernel.periods import today
from gongjiang.orgs.models import Unit
from gongjiang.web.house.fields import day_field

LONGEST = 2_000


def words(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NothingForm(forms.Form):
    """Nothing to fill in; it is sent to confirm."""


class NoteForm(forms.Form):
    """A note for the trail."""

    note = words(_("Note for the trail"), required=False)


class ReasonForm(forms.Form):
    """A reason that the person reads."""

    reason = words(_("Reason"), _("The person reads it."))


class AppealForm(forms.Form):
    """What the person asks to be looked at again."""

    reason = words(_("Why"), _("What should be looked at again, and what you would change."))


class ScoreForm(forms.Form):
    """One member's score."""

    score = forms.DecimalField(
        label=_("Score, 0 to 100"), min_value=0, max_value=100, max_digits=5, decimal_places=2
    )
    remark = forms.CharField(label=_("Remark"), max_length=300, required=False)


class VoteForm(forms.Form):
    """One member's vote."""

    vote = forms.ChoiceField(
        label=_("Your vote"), choices=CommitteeVote.Vote.choices, widget=forms.RadioSelect
    )


class PublishForm(forms.Form):
    """From when it is public."""

    from_day = day_field(_("Public from"), today)


class ApplyForm(forms.Form):
    """What a candidate says, and on what an exceptional promotion rests."""

    statement = words(_("What speaks for you"), required=False)
    award = forms.ModelChoiceField(
        label=_("Award for an exceptional promotion"),
        queryset=Merit.objects.none(),
        to_field_name="public_id",
        required=False,
        help_text=_("Only where the months are not complete yet; once in a career."),
    )
    vacancy = forms.ModelChoiceField(
        label=_("Vacant post"),
        queryset=Vacancy.objects.none(),
        to_field_name="public_id",
        required=False,
    )
    contested = forms.BooleanField(
        label=_("Something counts as missing because a record is wrong"),
        required=False,
        help_text=_("HR looks at it; say above which record."),
    )

    def __init__(
        self,
        *args: Any,
        awards: QuerySet[Merit],
        vacancies: QuerySet[Vacancy],
        complete: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("award", awards), ("vacancy", vacancies)):
            if choices:
                self.fields[name].queryset = choices  # type: ignore[attr-defined]  # as declared
            else:
                del self.fields[name]
        if complete:
            del self.fields["contested"]


class ConversionForm(forms.Form):
    """Another sequence, at the same grade or a little lower."""

    sequence = forms.ChoiceField(label=_("To the sequence"), choices=Sequence.choices)
    grade = forms.IntegerField(
        label=_("At grade"),
        min_value=1,
        max_value=23,
        help_text=_("The same grade, or at most two lower: first level, then upward."),
    )
    unit = forms.ModelChoiceField(
        label=_("Department that takes over"),
        queryset=Unit.objects.none(),
        to_field_name="public_id",
    )
    statement = words(_("Why"), required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # as declared


class ProbationForm(forms.Form):
    """How long a probation lasts."""

    months = forms.IntegerField(label=_("Probation, months"), min_value=1, max_value=24, initial=6)


class MeasureForm(forms.Form):
    """A demotion or a freeze, with its ground."""

    kind = forms.ChoiceField(label=_("What"), choices=Measure.Kind.choices)
    to_grade = forms.IntegerField(
        label=_("To grade"),
        min_value=1,
        max_value=23,
        required=False,
        help_text=_("Of a demotion."),
    )
    ends_on = day_field(_("Frozen until"), help_text=_("Of a freeze; left empty: until lifted."))
    ground = words(_("Ground and evidence"), _("The person reads and answers it."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].required = False


class AnswerForm(forms.Form):
    """What the person answers."""

    answer = words(_("Your answer"))


class DecideForm(forms.Form):
    """A decision with its reason."""

    accept = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Take the measure")), ("no", _("Do not take it"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = words(_("Reason"), _("The person reads it."))
