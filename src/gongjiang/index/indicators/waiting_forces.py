"""Indicators of the forces that wait for the room they are counted in (domain.md §9.2)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongjiang.index.indicators.base import (
    PERCENT,
    Definition,
    levels,
)
from gongjiang.index.rules.normalise import Direction

HIGHER, LOWER = Direction.HIGHER, Direction.LOWER

WAITING = (
    Definition(
        id="F11",
        label=_("Labour productivity"),
        formula=_("Value added, over the average headcount"),
        unit=_("10,000 CNY"),
        direction=HIGHER,
        months=12,
        levels=levels("EZ"),
        room="teams",
    ),
    Definition(
        id="F12",
        label=_("Output per hour"),
        formula=_("Output or value added, over hours worked"),
        unit=_("ratio"),
        direction=HIGHER,
        months=3,
        levels=levels("TE"),
        room="teams",
    ),
    Definition(
        id="F14",
        label=_("Plan fulfilment"),
        formula=_("Actual output, of the plan; no more than 120 % counts"),
        unit=PERCENT,
        direction=HIGHER,
        months=3,
        levels=levels("TE"),
        room="teams",
    ),
    Definition(
        id="F15",
        label=_("Lost-time injuries"),
        formula=_("Lost-time injuries per million hours worked"),
        unit=_("per million hours"),
        direction=LOWER,
        months=12,
        levels=levels("EZ"),
        room="teams",
    ),
    Definition(
        id="F31",
        label=_("Effective Party coverage"),
        formula=_(
            "Operating non-public enterprises covered by an organisation that is really at "
            "work, of all of them"
        ),
        unit=PERCENT,
        direction=HIGHER,
        levels=levels("SZ"),
        room="party",
    ),
    Definition(
        id="F32",
        label=_("Party members among workers"),
        formula=_("Workers who are Party members, of all workers"),
        unit=PERCENT,
        direction=HIGHER,
        levels=levels("SZ"),
        room="party",
    ),
    Definition(
        id="F33",
        label=_("Contest participation"),
        formula=_("Participations in contests per person and year"),
        unit=_("times"),
        direction=HIGHER,
        months=12,
        levels=levels("TESZ"),
        room="contests",
    ),
    Definition(
        id="F34",
        label=_("Union membership"),
        formula=_("Union members, of all workers"),
        unit=PERCENT,
        direction=HIGHER,
        levels=levels("ESZ"),
        room="party",
    ),
    Definition(
        id="F36",
        label=_("Worker satisfaction"),
        formula=_("Mean of an anonymous survey with 30 answers or more"),
        unit=_("0 to 100"),
        direction=HIGHER,
        months=12,
        levels=levels("ESZ"),
        room="stations",
    ),
    Definition(
        id="F37",
        label=_("Demands settled to satisfaction"),
        formula=_("Demands rated 4 of 5 or better and settled in time, of those closed"),
        unit=PERCENT,
        direction=HIGHER,
        months=3,
        levels=levels("SZ"),
        room="stations",
    ),
)
