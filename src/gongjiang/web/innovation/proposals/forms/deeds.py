"""Forms for what is done about a proposal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import Ground, State
from gongjiang.web.house.fields import day_field
from gongjiang.web.house.finding import FindingForm
from gongjiang.web.house.pickers import Picker
from gongjiang.web.innovation.proposals.forms.photos import PhotosField

LONGEST = 1000


def words(
    label: Any, *, required: bool = True, help_text: Any = "", rows: int = 3
) -> forms.CharField:
    """A few sentences."""
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


READ = _("The authors read this.")


class ConfirmForm(forms.Form):
    """Nothing to fill in; it is sent to confirm."""


class PassOnForm(forms.Form):
    remark = words(_("A word to the authors"), required=False, help_text=READ, rows=2)


class GroundForm(forms.Form):
    """Why it goes back, or not on."""

    ground = forms.ChoiceField(label=_("What stands in its way"), choices=Ground.choices)
    reason = words(_("Why, in your own words"), help_text=READ)


class ReasonForm(forms.Form):
    reason = words(_("Why"), help_text=READ)


class WithdrawForm(forms.Form):
    reason = words(_("Why"), required=False, rows=2)


class DecideForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (State.ADOPTED, State.ADOPTED.label),
            (State.NOT_ADOPTED, State.NOT_ADOPTED.label),
            (State.RESERVED, State.RESERVED.label),
        ],
        widget=forms.RadioSelect,
    )
    reason = words(_("Why"), help_text=_("The authors read this; tell them in person as well."))


class StartForm(FindingForm):
    """Who carries it out, how, and by when."""

    owner = forms.ChoiceField(label=_("Who carries it out"), widget=Picker(finds=True))
    plan = words(_("How"))
    planned_on = day_field(_("By when"))
    pilot = forms.BooleanField(
        label=_("Try it in a small place first"),
        required=False,
        help_text=_("When it is not certain what it will bring."),
    )


class HandOverForm(FindingForm):
    owner = forms.ChoiceField(label=_("Who carries it out now"), widget=Picker(finds=True))
    reason = words(_("Why"), rows=2)


class DoneForm(forms.Form):
    result = words(_("What was done"))
    photos = PhotosField(_("Photos of how it is now"))


class AcceptForm(forms.Form):
    evidence = words(
        _("What you saw: before, and now"), help_text=_("With numbers, where there are any.")
    )
    photos = PhotosField(_("Photos of how it is now"))


class ReworkForm(forms.Form):
    reason = words(_("What is missing"))
    again_on = day_field(_("By when"))


class PubliciseForm(forms.Form):
    text = words(
        _("What is made public"), help_text=_("Who is rewarded, for what, and with how much.")
    )
    from_day = day_field(_("From"))


class RewardForm(forms.Form):
    payment_reference = forms.CharField(
        label=_("Payment"),
        max_length=60,
        help_text=_("The voucher's number; of points or an honour, the list they stand in."),
    )


class StandardiseForm(forms.Form):
    sop_reference = forms.CharField(label=_("The procedure it has become part of"), max_length=120)


class NoteForm(forms.Form):
    text = words(_("Note"), rows=2)
    private = forms.BooleanField(label=_("Only for those who decide"), required=False, initial=True)


class AskForm(forms.Form):
    """A line of an author's to those who decide."""

    text = words(_("Add something"), rows=2)
