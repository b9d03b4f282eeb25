"""What readers call directions, absences, rooms, and how a value is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongjiang.index.indicators import Definition
from gongjiang.index.indicators.base import PERCENT
from gongjiang.index.queries.standings import Absence
from gongjiang.index.rules.normalise import Direction
from gongjiang.index.rules.uncertainty import Step
from gongjiang.kernel.decision import Sentence
from gongjiang.web.reports.rooms import ROOMS

DIRECTIONS: Mapping[Direction, Sentence] = {
    Direction.HIGHER: gettext_lazy("higher is better"),
    Direction.LOWER: gettext_lazy("lower is better"),
    Direction.BAND: gettext_lazy("best within a band"),
}

SHARE_OF_ONE = gettext_lazy("0 to 1")

ABSENCES: Mapping[Absence, Sentence] = {
    Absence.WAITS: gettext_lazy("its records are not kept here yet"),
    Absence.NO_GOAL: gettext_lazy("no goalposts, so no score"),
    Absence.TOO_FEW: gettext_lazy("too few people stand behind it"),
    Absence.WITHHELD: gettext_lazy("withheld: the group is small"),
    Absence.LITTLE: gettext_lazy("too little of its weight is there"),
    Absence.LACKS: gettext_lazy("this unit lacks what others have"),
}

WHOLE = 1e-9


def in_digits(value: float | None, definition: Definition | None = None) -> str:
    """A value for reading: 0.873 of a share of one, else 21.4; whole numbers of no definition."""
    if value is None:
        return ""
    return f"{value:,.{_places(value, definition)}f}"


def change_in_digits(change: float, definition: Definition) -> str:
    """A change with its sign: +0.4, −1.2, ±0."""
    written = in_digits(abs(change), definition)
    if not float(written.replace(",", "")):
        return "±0"
    return ("+" if change > 0 else "−") + written


def _places(value: float, definition: Definition | None) -> int:
    if definition is None:
        return 0 if abs(value - round(value)) < WHOLE else 1
    return 3 if definition.unit == SHARE_OF_ONE else 1


def rooms_in_words(rooms: Iterable[str]) -> str:
    """The rooms something waits for, as readers call them."""
    return _(", ").join(str(ROOMS.get(room, room)) for room in rooms)


def adds_up(definition: Definition) -> bool:
    """Whether numerators and denominators of units add up to those of the unit above them."""
    return definition.unit == PERCENT


STEPS: Mapping[Step, Sentence] = {
    Step.WEIGHTS: gettext_lazy("weights"),
    Step.NORMALISATION: gettext_lazy("normalisation"),
    Step.AGGREGATION: gettext_lazy("way of averaging"),
    Step.LEAVE_ONE_OUT: gettext_lazy("one indicator left out"),
}
