"""Indicators of D1 to D3 that wait for the room they are counted in (domain.md §9.2)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongjiang.index.indicators.base import (
    PER_HUNDRED,
    PER_MILLE,
    PERCENT,
    Definition,
    levels,
)
from gongjiang.index.rules.normalise import Direction

HIGHER, LOWER, BAND = Direction.HIGHER, Direction.LOWER, Direction.BAND

WAITING = (
    Definition(
        id="G1",
        label=_("Median time to the next grade"),
        formula=_(
            "Kaplan-Meier median of the months until the next grade; faster is not better "
            "beyond the band"
        ),
        unit=_("months"),
        direction=BAND,
        months=36,
        levels=levels("ESZ"),
        room="careers",
    ),
    Definition(
        id="G2",
        label=_("Promotion on time"),
        formula=_(
            "Promoted within 36 months, of those who entered their grade 36 months ago or earlier"
        ),
        unit=PERCENT,
        direction=HIGHER,
        levels=levels("ESZ"),
        room="careers",
    ),
    Definition(
        id="G6",
        label=_("Change of sequence"),
        formula=_("Changes of sequence that took effect, of the average headcount"),
        unit=PER_MILLE,
        direction=HIGHER,
        months=12,
        levels=levels("EZ"),
        room="careers",
    ),
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
    Definition(
        id="L1",
        label=_("Span of grades"),
        formula=_("The 90th less the 10th percentile of the grades held"),
        unit=_("grades"),
        direction=HIGHER,
        levels=levels("EZ"),
        room="careers",
    ),
    Definition(
        id="L7",
        label=_("Vacancies filled from within"),
        formula=_("Management vacancies filled by own people, of those filled"),
        unit=PERCENT,
        direction=HIGHER,
        months=12,
        levels=levels("EZ"),
        room="careers",
    ),
)
