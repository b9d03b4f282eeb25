"""Forms of ideas that spread."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import SpreadOffer
from gongjiang.web.innovation.studios.fields import line_field


class AnswerForm(forms.Form):
    """One tap takes an idea over; the other answers need a sentence."""

    answer = forms.ChoiceField(label=_("Answer"), choices=SpreadOffer.Answer.choices)
    reason = line_field(_("What you adapt, or why it does not fit"), required=False)


class VerifyForm(forms.Form):
    note = line_field(_("What you saw at work, and where"))


class OfferForm(forms.Form):
    beyond = forms.BooleanField(label=_("Other enterprises too"), required=False)
