"""What readers call directions, absences, rooms, and how a value is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongjiang.index.indicators import Definition
from gongjiang.index.indicators.base import PERCENT
from gongjiang.index.queries.standings import Absence
from gongjiang.index.rules.normalise import Direction
from gongjiang.kernel.decision import Sentence
from gongjiang.web.reports.rooms import ROOMS

DIRECTIONS: Mapping[Direction, Sentence] = {
    Direction.HIGHER: gettext_lazy("higher is better"),
    Direction.LOWER: gettext_lazy("lower is better"),
    Direction.BAND: gettext_lazy("best within a band"),
}

ABSENCES: Mapping[Absence, Sentence] = {
    Absence.WAITS: gettext_lazy("its records are not kept here yet"),
    Absence.NO_GOAL: gettext_lazy("no goalposts, so no score"),
    Absence.TOO_FEW: gettext_lazy("too few people stand behind it"),
    Absence.WITHHELD: gettext_lazy("withheld: the group is small"),
    Absence.LITTLE: gettext_lazy("too little of its weight is there"),
    Absence.LACKS: gettext_lazy("this unit lacks what others have"),
}

FINE = 100
"""A value below is written with three digits that count, a larger one without decimals."""


def in_digits(value: float | None) -> str:
    """A value for reading: 0.873, 21.4, 1,250."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= FINE else f"{value:.3g}"


def change_in_digits(change: float) -> str:
    """A change with its sign: +0.4, −1.2."""
    if abs(change) < 0.0005:  # noqa: PLR2004  (less than the last digit that is written)
        return "±0"
    return ("+" if change > 0 else "−") + in_digits(abs(change))


def rooms_in_words(rooms: Iterable[str]) -> str:
    """The rooms something waits for, as readers call them."""
    return _(", ").join(str(ROOMS.get(room, room)) for room in rooms)


def adds_up(definition: Definition) -> bool:
    """Whether numerators and denominators of units add up to those of the unit above them."""
    return definition.unit == PERCENT
