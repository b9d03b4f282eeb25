"""The published formulas of a first-year net benefit, exact to the fen (domain.md §6.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from itertools import pairwise
from typing import Any, Self

from gongjiang.kernel.periods import Period, add_months

MONTHS = 12
MORE_IS_BETTER = frozenset({"OUTPUT"})
"""Kinds in which the new measure should be the higher one; in all others it is a consumption."""

MOST = Decimal(10) ** 12
NUMBERS = ("before", "after", "price_fen", "output")
COSTS = ("one_off_fen", "running_fen")


class NoNumber(ValueError):  # noqa: N818  (named for what stood in the way)
    """One of the inputs is missing, is no number, or is out of range; `name` says which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a formula takes. What the measure is depends on the kind:

    MATERIAL, ENERGY: consumption a unit made; before it is last year's advanced average.
    LABOUR: standard hours a unit; the price is last year's average cost of an hour.
    QUALITY: faulty units of one made; the price is the loss by a faulty one.
    OUTPUT: units made in an hour; the price is what one more contributes, the output is hours.

    Attributes:
        price_fen: fen for one of the measure; may have decimals.
        output: what was really made in the twelve months, in units; for OUTPUT hours worked.
        one_off_fen: what the change cost once; running_fen: what it costs more in twelve months.
    """

    before: Decimal
    after: Decimal
    price_fen: Decimal
    output: Decimal
    one_off_fen: int = 0
    running_fen: int = 0

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """From what was kept as JSON, or sent.

        Raises:
            NoNumber: with the name of the first that cannot be used.
        """
        return cls(
            before=_number("before", kept.get("before")),
            after=_number("after", kept.get("after")),
            price_fen=_number("price_fen", kept.get("price_fen")),
            output=_number("output", kept.get("output")),
            one_off_fen=int(_number("one_off_fen", kept.get("one_off_fen", 0))),
            running_fen=int(_number("running_fen", kept.get("running_fen", 0))),
        )

    def as_json(self) -> dict[str, Any]:
        numbers = {name: str(getattr(self, name)) for name in NUMBERS}
        return {**numbers, **{name: getattr(self, name) for name in COSTS}}


def saved_by_one(kind: str, inputs: Inputs) -> Decimal:
    """What one unit of output saves, in fen; negative when the change made it worse."""
    difference = inputs.before - inputs.after
    return (-difference if kind in MORE_IS_BETTER else difference) * inputs.price_fen


def gross_fen(kind: str, inputs: Inputs) -> int:
    """What the twelve months save before any cost."""
    return to_fen(saved_by_one(kind, inputs) * inputs.output)


def net_fen(kind: str, inputs: Inputs) -> int:
    """First-year net benefit: what is saved, less the cost once and the extra running cost."""
    return gross_fen(kind, inputs) - inputs.one_off_fen - inputs.running_fen


def schedule(fen: int, months: int = MONTHS) -> list[int]:
    """A year's amount month by month, as evenly as whole fen allow; it sums to the amount."""
    upto = [to_fen(Fraction(fen * month, months)) for month in range(months + 1)]
    return [after - before for before, after in pairwise(upto)]


def month_fen(kind: str, inputs: Inputs, output: Decimal) -> int:
    """One month by what was really made in it: its saving, less a twelfth of each cost."""
    costs = Fraction(inputs.one_off_fen + inputs.running_fen, MONTHS)
    return to_fen(Fraction(saved_by_one(kind, inputs) * output) - costs)


def window(adopted_on: date) -> Period:
    """The twelve months from the day of adoption, whatever calendar years they lie in."""
    return Period(adopted_on, add_months(adopted_on, MONTHS))


def months_of(adopted_on: date) -> list[date]:
    """The first days of the calendar months in which the twelve months of an effect begin."""
    return [add_months(adopted_on, month).replace(day=1) for month in range(MONTHS)]


def last_day_of(month: date) -> date:
    """The last day of a calendar month, given its first."""
    return add_months(month, 1) - date.resolution


def advanced_average(values: Iterable[Decimal]) -> Decimal | None:
    """The advanced average (平均先进) of a consumption: of those at or below the plain average.

    None: there is no value.
    """
    known = list(values)
    if not known:
        return None
    average = sum(known, Decimal(0)) / len(known)
    advanced = [value for value in known if value <= average]
    return sum(advanced, Decimal(0)) / len(advanced)


def parts_by_share(fen: int, shares_bp: Sequence[int], *, whole: int = 10_000) -> list[int]:
    """An amount by the shares claimed of it; what nobody claims is nobody's.

    Each claim's part is where the shares up to its end lie in the amount, less where those before
    it do: so it depends on no later claim, and full shares sum to the amount, to the fen.
    """
    upto, parts, reached = 0, [], 0
    for share in shares_bp:
        upto += share
        there = to_fen(Fraction(fen * upto, whole))
        parts.append(there - reached)
        reached = there
    return parts


def to_fen(amount: Decimal | Fraction) -> int:
    """To the nearest whole fen, halves away from zero."""
    exact = Fraction(amount)
    whole = (abs(exact) * 2 + 1) // 2
    return int(whole if exact >= 0 else -whole)


def _number(name: str, value: Any) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise NoNumber(name) from error
    if not number.is_finite() or not 0 <= number <= MOST:
        raise NoNumber(name)
    return number
