"""Forms for an effect: what it is, and what finance says of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.contents.benefits import BenefitRule
from gongjiang.innovation.models import Claim, Confidence, Effect, Source
from gongjiang.innovation.queries.origins import KINDS
from gongjiang.innovation.services.effects import Figures
from gongjiang.orgs.models import Unit

SOURCES = [(value, label) for value, label in Source.choices if value in KINDS]
MOST_BYTES = 5_000_000
YUAN = Decimal(100)


def number_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=required,
        help_text=help_text,
        min_value=0,
        max_value=Decimal(10) ** 10,
        max_digits=18,
        decimal_places=6,
    )


def money_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DecimalField:
    """Yuan and fen."""
    return forms.DecimalField(
        label=label,
        required=required,
        help_text=help_text,
        min_value=0,
        max_value=Decimal(10) ** 10,
        max_digits=14,
        decimal_places=2,
    )


WHY = _("Why")


def reason_field(label: Any = WHY) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


def share_field() -> forms.DecimalField:
    return forms.DecimalField(
        label=_("Share of the effect, %"),
        min_value=Decimal("0.01"),
        max_value=100,
        max_digits=5,
        decimal_places=2,
        initial=100,
    )


def fen_of(yuan: Decimal | None) -> int:
    return int((yuan or Decimal(0)) * YUAN)


def basis_points(percent: Decimal) -> int:
    return int(percent * 100)


class FiguresForm(forms.Form):
    """What an effect is and how it is reckoned."""

    what = forms.CharField(label=_("What changed"), max_length=120)
    cost_line = forms.CharField(
        label=_("Cost line"),
        max_length=60,
        help_text=_("As the accounts call it: argon, electricity, crucibles."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Effect.Kind.choices)
    adopted_on = forms.DateField(
        label=_("Adopted on"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Twelve months count from this day."),
    )
    before = number_field(
        _("Before the change"),
        required=False,
        help_text=_("Last year's advanced average for one unit: consumption, hours, faults."),
    )
    after = number_field(_("After the change"), required=False)
    price = number_field(
        _("Price of one of it, yuan"),
        required=False,
        help_text=_("Of labour last year's average cost of an hour."),
    )
    output = number_field(
        _("Output in twelve months"),
        required=False,
        help_text=_("In units; for more output, in hours worked."),
    )
    one_off = money_field(_("Cost once, yuan"))
    running = money_field(_("Extra running cost a year, yuan"))
    confidence = forms.ChoiceField(
        label=_("How it is known"), choices=Confidence.choices, initial=Confidence.ESTIMATED
    )
    evidence = forms.CharField(
        label=_("Where the figures come from"),
        max_length=200,
        required=False,
        help_text=_("Which meter, report or invoice."),
    )
    distinct_reason = forms.CharField(
        label=_("Why it is another effect"),
        max_length=200,
        required=False,
        help_text=_("Only where one on the same cost line runs in these months."),
    )

    def figures(self) -> Figures:
        """What was filled in, as the service takes it."""
        data = self.cleaned_data
        price = data["price"]
        inputs = {
            "before": data["before"],
            "after": data["after"],
            "price_fen": None if price is None else price * YUAN,
            "output": data["output"],
            "one_off_fen": fen_of(data["one_off"]),
            "running_fen": fen_of(data["running"]),
        }
        return Figures(
            what=data["what"],
            cost_line=data["cost_line"],
            kind=data["kind"],
            adopted_on=data["adopted_on"],
            inputs=inputs,
            confidence=data["confidence"],
            evidence=data["evidence"],
            distinct_reason=data["distinct_reason"],
        )

    @staticmethod
    def told(effect: Effect) -> dict[str, Any]:
        """What stands in an effect, for filling in anew."""
        inputs = effect.inputs if effect.kind != Effect.Kind.INTANGIBLE else {}
        money = {
            "price": inputs.get("price_fen"),
            "one_off": inputs.get("one_off_fen"),
            "running": inputs.get("running_fen"),
        }
        return {
            "what": effect.what,
            "cost_line": effect.cost_line.name,
            "kind": effect.kind,
            "adopted_on": effect.window_from.isoformat(),
            **{name: inputs.get(name) for name in ("before", "after", "output")},
            **{
                name: None if fen is None else (Decimal(fen) / YUAN).normalize()
                for name, fen in money.items()
            },
            "confidence": effect.confidence,
            "evidence": effect.evidence,
            "distinct_reason": effect.distinct_reason,
        }


class EffectForm(FiguresForm):
    """A new effect: also where it shows and what claims it."""

    source = forms.ChoiceField(label=_("It comes from a"), choices=SOURCES)
    origin = forms.CharField(
        label=_("Number or title"), max_length=120, help_text=_("Of the proposal, project, patent.")
    )
    share = share_field()
    unit = forms.ChoiceField(label=_("Where it shows"))

    field_order = ("source", "origin", "share", "unit", "what", "cost_line", "kind", "adopted_on")

    def offer(self, units: Iterable[Unit]) -> None:
        choices = [(str(unit.public_id), unit.name) for unit in units]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField


class ClaimForm(forms.Form):
    source = forms.ChoiceField(label=_("For a"), choices=SOURCES)
    origin = forms.CharField(label=_("Number or title"), max_length=120)
    share = share_field()


class UnclaimForm(forms.Form):
    claim = forms.ModelChoiceField(Claim.objects.none(), widget=forms.HiddenInput)

    def of(self, effect: Effect) -> UnclaimForm:
        field = self.fields["claim"]
        field.queryset = effect.claims.filter(withdrawn_at=None)  # type: ignore[attr-defined]  # it is a ModelChoiceField
        return self


class ReasonForm(forms.Form):
    reason = reason_field()


class ConfirmForm(forms.Form):
    """Nothing to fill in; it is sent to confirm."""


class MonthField(forms.ChoiceField):
    """One of some months, by its first day."""

    def to_python(self, value: Any) -> str:
        return str(value)


class MonthForm(forms.Form):
    """One month, and what was really made in it."""

    month = MonthField(label=_("Month"))
    output = number_field(
        _("Output of the month"),
        required=False,
        help_text=_("Left empty: the month's part of the estimate."),
    )

    def offer(self, months: Iterable[date]) -> MonthForm:
        choices = [(month.isoformat(), f"{month:%Y-%m}") for month in months]
        self.fields["month"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField
        return self


class CorrectForm(MonthForm):
    """Another amount for a month that was confirmed."""

    output = None  # type: ignore[assignment]  # Django's way to leave a field out
    amount = forms.DecimalField(
        label=_("Amount of the whole effect in that month, yuan"), max_digits=14, decimal_places=2
    )
    reason = reason_field()


class TakeBackForm(MonthForm):
    """From which month on nothing counts any more."""

    output = None  # type: ignore[assignment]  # Django's way to leave a field out
    reason = reason_field(_("Why: it decayed, or its baseline moved"))


class SheetForm(forms.Form):
    """The points sheet of the rule in force, a field a line."""

    def __init__(self, rule: BenefitRule, data: Any = None) -> None:
        super().__init__(data)
        for place, criterion in enumerate(rule.criteria):
            self.fields[f"line_{place}"] = forms.IntegerField(
                label=criterion.said,
                min_value=0,
                max_value=criterion.most,
            )
        self.rule = rule

    def sheet(self) -> dict[str, int]:
        return {
            criterion.name: self.cleaned_data[f"line_{place}"]
            for place, criterion in enumerate(self.rule.criteria)
        }


class ReadingsForm(forms.Form):
    """A spreadsheet of readings."""

    file = forms.FileField(
        label=_("Spreadsheet of readings"),
        help_text=_(
            "xlsx or csv with the columns month, reading and, where there is one, comparison line."
        ),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        return file
