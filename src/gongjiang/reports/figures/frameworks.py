"""Figures of the framework: #3, its dimensions, and #4, its forces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from gongjiang.governance.models import RuleSet
from gongjiang.reports.figures.base import Definition, Figure, Row, Value
from gongjiang.reports.figures.rules_then import rule_then

KEY = "index.framework"
"""The rule set of the framework; index, our neighbour, says what its content must be."""


@dataclass(frozen=True, slots=True)
class FrameworkParts(Figure):
    """How many dimensions or forces the framework in force on the day has."""

    definition: Definition
    field: Literal["dimensions", "forces"]

    def derive(self, on: date, known_at: datetime | None = None) -> Value:
        found = self._framework(on, known_at)
        if found is None:
            why = _("Nobody has approved a framework for this day.")
            return Value(None, 0, self.definition.version, why=why)
        count = len(found.content[self.field])
        return Value(count, count, found.version)

    def rows(self, on: date, known_at: datetime | None = None) -> Iterator[Row]:
        found = self._framework(on, known_at)
        parts: list[dict[str, Any]] = [] if found is None else found.content[self.field]
        for part in parts:
            yield {"code": part["code"], "name": part["chinese"], "weight": part["weight"]}

    def _framework(self, on: date, known_at: datetime | None) -> RuleSet | None:
        return rule_then(KEY, on, known_at)


FIGURES = (
    FrameworkParts(
        Definition(
            id=3,
            label=_("Five dimensions"),
            unit=_("dimensions"),
            counts=_("Dimensions of the framework version in force"),
            room="index",
        ),
        "dimensions",
    ),
    FrameworkParts(
        Definition(
            id=4,
            label=_("Three forces"),
            unit=_("forces"),
            counts=_("Forces of the framework version in force"),
            room="index",
        ),
        "forces",
    ),
)
