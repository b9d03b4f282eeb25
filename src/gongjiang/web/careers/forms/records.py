"""Forms of rounds, posts, grades and of what HR records."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gongjiang.careers.models import (
    DisciplineEvent,
    Mark,
    Merit,
    PanelMember,
    PromotionRound,
    Sequence,
    Track,
)
from gongjiang.kernel.periods import today
from gongjiang.orgs.models import Unit
from gongjiang.web.house.fields import day_field


class RoundForm(forms.Form):
    """A new round."""

    enterprise = forms.ModelChoiceField(
        label=_("Enterprise"),
        queryset=Unit.objects.none(),
        to_field_name="public_id",
        empty_label=None,
    )
    title = forms.CharField(label=_("Title"), max_length=120)
    opens = day_field(_("Applications from"), today)
    closes = day_field(_("Last day for applications"))
    counted = day_field(
        _("Counted as of"),
        help_text=_("Months, marks and certificates count as of this day, for all alike."),
    )
    effect = day_field(
        _("New grades begin"), help_text=_("Or after the publicity, where that takes longer.")
    )

    def __init__(self, *args: Any, enterprises: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = enterprises  # type: ignore[attr-defined]  # as declared


class InRoundForm(forms.Form):
    """Something in one of the rounds that are open."""

    round = forms.ModelChoiceField(
        label=_("Round"),
        queryset=PromotionRound.objects.none(),
        to_field_name="public_id",
        empty_label=None,
    )

    def __init__(self, *args: Any, rounds: QuerySet[PromotionRound], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = rounds  # type: ignore[attr-defined]  # as declared


class MemberForm(InRoundForm):
    """A seat in a round."""

    seat = forms.ChoiceField(label=_("Seat"), choices=PanelMember.Seat.choices)


class NominationForm(InRoundForm):
    """Why somebody is named."""

    statement = forms.CharField(
        label=_("What speaks for them"), max_length=2000, required=False, widget=forms.Textarea
    )


class VacancyForm(forms.Form):
    """A management post to be filled."""

    unit = forms.ModelChoiceField(
        label=_("Where"), queryset=Unit.objects.none(), to_field_name="public_id"
    )
    title = forms.CharField(label=_("Post"), max_length=120)
    grade = forms.IntegerField(label=_("Grade"), min_value=1, max_value=23)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # as declared


class PlaceForm(forms.Form):
    """A first grade, or a second track."""

    sequence = forms.ChoiceField(label=_("Sequence"), choices=Sequence.choices)
    grade = forms.IntegerField(label=_("Grade"), min_value=1, max_value=23)
    track = forms.ChoiceField(label=_("Track"), choices=Track.choices)
    on = day_field(_("From"), today)


class AppraisalForm(forms.Form):
    """One year's mark."""

    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2999)
    mark = forms.ChoiceField(label=_("Mark"), choices=Mark.choices)
    on = day_field(_("Decided on"), today)


class DisciplineForm(forms.Form):
    """A breach of discipline or safety."""

    kind = forms.ChoiceField(label=_("Of"), choices=DisciplineEvent.Kind.choices)
    serious = forms.BooleanField(
        label=_("Serious"), required=False, help_text=_("It stops promotion for a time.")
    )
    description = forms.CharField(label=_("What happened"), max_length=300)
    on = day_field(_("When"), today)


class MeritForm(forms.Form):
    """A contribution or an award."""

    kind = forms.ChoiceField(label=_("What"), choices=Merit.Kind.choices)
    level = forms.ChoiceField(label=_("Given by"), choices=Merit.Level.choices)
    title = forms.CharField(label=_("Its name"), max_length=120)
    on = day_field(_("When"), today)
    file = forms.FileField(label=_("Evidence"), required=False)
