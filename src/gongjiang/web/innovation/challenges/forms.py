"""Forms of the challenge market."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import Challenge
from gongjiang.web.house.fields import day_field
from gongjiang.web.innovation.studios.fields import fen_of, line_field, text_field, yuan_field

SHARE = _("One name a line with the share in percent: Zhou 60")
STEP = _("One step a line: title; last day; part of the prize in yuan")


class PlainForm(forms.Form):
    """Nothing to fill in; it is sent to confirm."""


class PostForm(forms.Form):
    """A problem with its prize."""

    title = forms.CharField(label=_("Title"), max_length=120)
    summary = line_field(_("Summary"), help_text=_("Everybody reads this, whatever the secrecy."))
    problem = text_field(_("The problem"))
    solved_when = line_field(_("Solved when"))
    secrecy = forms.ChoiceField(
        label=_("Who reads the problem"),
        choices=Challenge.Secrecy.choices,
        widget=forms.RadioSelect,
    )
    prize = yuan_field(_("Prize, yuan"))
    bids_until = day_field(_("Last day for bids"))
    milestones = text_field(_("Milestones"), help_text=STEP, rows=3)
    judges = text_field(
        _("Judges"),
        help_text=_("One name a line, of your enterprise; the first is in the chair."),
        rows=3,
    )

    def fen(self) -> int:
        """The prize in fen."""
        return fen_of(self.cleaned_data["prize"])


class BidForm(forms.Form):
    """An offer under seal."""

    side = forms.ChoiceField(label=_("You bid for"))
    plan = text_field(
        _("How you would solve it"),
        help_text=_("Sealed until the deadline: nobody reads it before, not even who posted."),
        rows=8,
    )
    shown_as = forms.CharField(
        label=_("Name that other enterprises are shown"),
        max_length=60,
    )
    shares = text_field(_("Who shares the prize"), help_text=SHARE, rows=3)
    shows_enterprise = forms.BooleanField(label=_("Show our enterprise"), required=False)
    shows_names = forms.BooleanField(label=_("Show our names"), required=False)

    def __init__(self, data: Any, sides: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["side"].choices = sides  # type: ignore[attr-defined]  # a choice


class ScoreForm(forms.Form):
    bid = forms.UUIDField(widget=forms.HiddenInput)
    points = forms.IntegerField(label=_("Points, 0 to 100"), min_value=0, max_value=100)
    remark = line_field(_("Why"))


class AwardForm(forms.Form):
    bid = forms.UUIDField(widget=forms.HiddenInput)
    reason = line_field(_("Why this bid"))


class ReplaceForm(forms.Form):
    """Somebody else takes a judge's seat."""

    judge = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Who takes the seat: the whole name"), max_length=60)
    reason = forms.CharField(label=_("Why"), max_length=200)


class StopForm(forms.Form):
    reason = line_field(_("Why it stops"))


class ClaimForm(forms.Form):
    milestone = forms.UUIDField(widget=forms.HiddenInput)
    evidence = line_field(_("What shows that it is reached"))


class MilestoneForm(forms.Form):
    milestone = forms.UUIDField(widget=forms.HiddenInput)


class SendBackForm(MilestoneForm):
    remark = line_field(_("What is still missing"))


class AppealForm(forms.Form):
    bid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    milestone = forms.UUIDField(widget=forms.HiddenInput, required=False)
    reason = line_field(_("What should be looked at again, and why"))
