"""Forms for schemes and awards."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import Scheme
from gongjiang.innovation.services.schemes import Terms
from gongjiang.web.innovation.benefits.forms.effects import (
    SOURCES,
    basis_points,
    fen_of,
    money_field,
)


class SchemeForm(forms.Form):
    """By what results are paid for."""

    name = forms.CharField(label=_("Name"), max_length=60)
    kind = forms.ChoiceField(label=_("Kind"), choices=Scheme.Kind.choices)
    basis = forms.ChoiceField(label=_("How it is worked out"), choices=Scheme.Basis.choices)
    share = forms.DecimalField(
        label=_("Share, %"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text=_("Of the benefit, or of a conversion's income."),
    )
    each = money_field(_("Sum for each result or invention patent, yuan"))
    other = money_field(_("Sum for a utility model or design, yuan"))
    cap = money_field(_("At most, yuan"))
    agreement = forms.CharField(
        label=_("Agreement it rests on"),
        max_length=120,
        required=False,
        help_text=_("Only where less than the floors was agreed."),
    )
    from_day = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))

    def terms(self) -> Terms:
        data = self.cleaned_data
        return Terms(
            kind=data["kind"],
            basis=data["basis"],
            name=data["name"],
            share_bp=basis_points(data["share"]) if data["share"] else None,
            each_fen=fen_of(data["each"]) or None,
            other_fen=fen_of(data["other"]) or None,
            cap_fen=fen_of(data["cap"]) or None,
            agreement=data["agreement"],
        )


class AwardForm(forms.Form):
    """What is to be awarded, by which scheme."""

    scheme = forms.ModelChoiceField(
        Scheme.objects.none(), label=_("Scheme"), to_field_name="public_id", empty_label=None
    )
    source = forms.ChoiceField(label=_("For a"), choices=SOURCES)
    origin = forms.CharField(label=_("Number or title"), max_length=120)
    amount = money_field(
        _("Amount, yuan"),
        help_text=_("Left empty: what the scheme works out, or the least of its grade."),
    )

    def offer(self, schemes: Any) -> AwardForm:
        self.fields["scheme"].queryset = schemes  # type: ignore[attr-defined]  # it is a ModelChoiceField
        return self


class PayForm(forms.Form):
    reference = forms.CharField(label=_("Reference of the payment"), max_length=60)
