"""Indicators of D1 to D3 that wait for the room they are counted in (domain.md §9.2)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongjiang.index.indicators.base import (
    PER_HUNDRED,
    PERCENT,
    Definition,
    levels,
)
from gongjiang.index.rules.normalise import Direction

HIGHER, LOWER = Direction.HIGHER, Direction.LOWER

WAITING = (
    Definition(
        id="G7",
        label=_("Own growth percentile"),
        formula=_(
            "Percentile of the months in grade among those of the same sequence and grade; "
            "shown to the worker alone"
        ),
        unit=_("percentile"),
        direction=LOWER,
        levels=levels("W"),
        room="careers",
    ),
    Definition(
        id="C1",
        label=_("Training hours per person"),
        formula=_("Credited class-hours, over the average headcount"),
        unit=_("hours"),
        direction=HIGHER,
        months=12,
        levels=levels("WTESZ"),
        room="learning",
    ),
    Definition(
        id="C2",
        label=_("Training reach"),
        formula=_("Distinct persons trained within twelve months, of those on roll"),
        unit=PERCENT,
        direction=HIGHER,
        months=12,
        levels=levels("TESZ"),
        room="learning",
    ),
    Definition(
        id="C3",
        label=_("Four-tier training done"),
        formula=_("Workers who met the minimum of their tier, of those on roll"),
        unit=PERCENT,
        direction=HIGHER,
        months=12,
        levels=levels("TESZ"),
        room="learning",
    ),
    Definition(
        id="C4",
        label=_("Density of star lecturers"),
        formula=_("Stars of certified lecturers, three counting as one, per 100 persons"),
        unit=PER_HUNDRED,
        direction=HIGHER,
        levels=levels("ESZ"),
        room="learning",
    ),
    Definition(
        id="C5",
        label=_("Active courses"),
        formula=_("Courses completed at least once within twelve months, per 100 persons"),
        unit=PER_HUNDRED,
        direction=HIGHER,
        months=12,
        levels=levels("EZ"),
        room="learning",
    ),
    Definition(
        id="C7",
        label=_("Training spend"),
        formula=_("Spend on training, of the payroll"),
        unit=PERCENT,
        direction=HIGHER,
        months=12,
        levels=levels("EZ"),
        room="learning",
    ),
    Definition(
        id="C8",
        label=_("Training evaluated at level 2 or above"),
        formula=_("Class runs evaluated at level 2 or above, of all class runs"),
        unit=PERCENT,
        direction=HIGHER,
        months=12,
        levels=levels("E"),
        room="learning",
    ),
)
