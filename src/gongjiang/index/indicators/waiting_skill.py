"""Indicators of D4 and D5 that wait for the room they are counted in (domain.md §9.2)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongjiang.index.indicators.base import (
    PER_MILLE,
    PER_THOUSAND,
    PERCENT,
    Definition,
    levels,
)
from gongjiang.index.rules.normalise import Direction

HIGHER = Direction.HIGHER

WAITING = (
    Definition(
        id="P4",
        label=_("First-pass yield"),
        formula=_("Good at the first inspection, of all that was inspected"),
        unit=PERCENT,
        direction=HIGHER,
        months=3,
        levels=levels("TE"),
        room="teams",
    ),
    Definition(
        id="P5",
        label=_("Drills passed"),
        formula=_("Drills passed, of those assessed"),
        unit=PERCENT,
        direction=HIGHER,
        months=12,
        levels=levels("TE"),
        room="exams",
    ),
    Definition(
        id="P6",
        label=_("Density of contest awards"),
        formula=_("Points of awards by level of contest, per 1,000 persons"),
        unit=PER_THOUSAND,
        direction=HIGHER,
        months=24,
        levels=levels("ESZ"),
        room="contests",
    ),
    Definition(
        id="I7",
        label=_("Rewards for innovation"),
        formula=_("Rewards paid for innovation, of the payroll"),
        unit=PER_MILLE,
        direction=HIGHER,
        months=12,
        levels=levels("EZ"),
        room="rewards",
    ),
)
