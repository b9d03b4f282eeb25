"""Figures of the reform itself: #2, how long it has been going on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from gongjiang.governance.models import RuleSet
from gongjiang.kernel.periods import Window, age_on
from gongjiang.reports.figures.base import Definition, Figure, Row, Value
from gongjiang.reports.figures.rules_then import rule_then
from gongjiang.reports.reform_rule import ReformRule


@dataclass(frozen=True, slots=True)
class ReformPeriod(Figure):
    """Full years from the recorded beginning of the reform to the day."""

    definition: Definition

    def derive(self, on: date, known_at: datetime | None = None) -> Value:
        record = reform_in_force(on, known_at)
        if record is None:
            why = _("The beginning of the reform has not been recorded; the reform office does it.")
            return Value(None, 0, self.definition.version, why=why)
        began = ReformRule.read(record.content).began_on
        window = Window(began - timedelta(days=1), on)
        return Value(age_on(began, on), 1, record.version, window)

    def rows(self, on: date, known_at: datetime | None = None) -> Iterator[Row]:
        record = reform_in_force(on, known_at)
        if record is not None:
            yield {
                "rule_set": str(record.public_id),
                "began_on": ReformRule.read(record.content).began_on.isoformat(),
                "approved_at": record.approved_at.isoformat() if record.approved_at else None,
                "procedure_reference": record.procedure,
            }


FIGURES = (
    ReformPeriod(
        Definition(
            id=2,
            label=_("Reform period"),
            unit=_("years"),
            counts=_("Full years since the recorded beginning of the reform"),
            room="governance",
        )
    ),
)


def reform_in_force(on: date, known_at: datetime | None = None) -> RuleSet | None:
    """The record of the reform's beginning that holds on a day, as known by a moment."""
    return rule_then(ReformRule.key, on, known_at)
