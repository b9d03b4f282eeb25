"""What the readings of an effect show, before and after its adoption."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gongjiang.innovation.models import Effect, Reading
from gongjiang.innovation.rules.benefit import MORE_IS_BETTER, Inputs, advanced_average
from gongjiang.innovation.rules.comparison import Compared, Point, compare, in_money
from gongjiang.kernel.periods import add_months


@dataclass(frozen=True, slots=True)
class Shown:
    """What readings show, beside what was entered.

    Attributes:
        compared: the step at the adoption; None: too few periods to tell.
        fen: the near end, the middle and the far end of what it is worth in a year, gross.
        baseline: the advanced average of the year before, as the formula asks for it.
    """

    readings: list[Reading]
    compared: Compared | None
    fen: tuple[int, int, int] | None
    baseline: Decimal | None


def compared(effect: Effect, readings: list[Reading] | None = None) -> Compared | None:
    """The step at the adoption by an effect's readings; see `rules.comparison`."""
    rows = list(effect.readings.all()) if readings is None else readings
    points = [
        Point(
            row.on,
            float(row.value),
            None if row.comparison is None else float(row.comparison),
        )
        for row in rows
    ]
    return compare(points, effect.window_from)


def shown_by_readings(effect: Effect) -> Shown:
    """All that an effect's readings tell; one query."""
    rows = list(effect.readings.all())
    found = compared(effect, rows)
    year_before = add_months(effect.window_from, -12)
    before = [row.value for row in rows if year_before <= row.on < effect.window_from]
    return Shown(
        readings=rows,
        compared=found,
        fen=_worth(effect, found),
        baseline=advanced_average(before) if effect.kind not in MORE_IS_BETTER else None,
    )


def _worth(effect: Effect, found: Compared | None) -> tuple[int, int, int] | None:
    if found is None or effect.kind == Effect.Kind.INTANGIBLE:
        return None
    inputs = Inputs.read(effect.inputs)
    return in_money(
        found,
        price_fen=float(inputs.price_fen),
        output=float(inputs.output),
        more_is_better=effect.kind in MORE_IS_BETTER,
    )
