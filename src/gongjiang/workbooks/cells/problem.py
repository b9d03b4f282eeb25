"""What is wrong with a cell."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import Sentence
from gongjiang.workbooks.book import Cell


@dataclass(frozen=True, slots=True)
class Problem:
    """Two sentences: what is wrong with a value, and how its owner mends it in the workbook."""

    problem: Sentence
    remedy: Sentence


FORMULA_FAILURES = frozenset(
    {"#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)

FORMULA_FAILED = Problem(
    _("The formula in this cell failed."),
    _("Mend the formula, or write the value itself into the cell."),
)


def failed_formula(value: Cell) -> Problem | None:
    """A problem where a cell holds nothing but a formula's failure."""
    if isinstance(value, str) and value.startswith("#") and value.strip() in FORMULA_FAILURES:
        return FORMULA_FAILED
    return None
