"""The framework an installation starts with: 五度三力, as the source article enumerates it."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from gongjiang.index.framework import Counted, FrameworkRule, Goal, Part

VERSION = "2022.1"

OURS = gettext_noop("Ours, until the zone sets its own")
ARTICLE_GRADES = gettext_noop("The source article: two to three years a grade; the ends are ours")
ARTICLE_TALENT = gettext_noop("The source article, figure 10: over 25 %; the lower end is ours")
EQUAL = gettext_noop("Equal weights; default of the software")

GOALS = {
    "G1": Goal(low=12, band=(24, 36), high=60, source=ARTICLE_GRADES),
    "G2": Goal(low=30, high=80, source=OURS),
    "G3": Goal(low=2, high=20, source=OURS),
    "G4": Goal(low=60, high=540, source=OURS),
    "G5": Goal(low=20, high=80, source=OURS),
    "G6": Goal(low=0, high=10, source=OURS),
    "C6": Goal(low=50, high=95, source=OURS),
    "L1": Goal(low=2, high=10, source=OURS),
    "L2": Goal(low=40, high=100, source=OURS),
    "L3": Goal(low=0, high=2, source=OURS),
    "L4": Goal(low=0.5, high=0.95, source=OURS),
    "L5": Goal(low=40, high=100, source=OURS),
    "L6": Goal(low=0, high=1, source=OURS),
    "L7": Goal(low=30, high=90, source=OURS),
    "P1": Goal(low=10, high=40, source=OURS),
    "P2": Goal(low=5, high=25, source=ARTICLE_TALENT),
    "P3": Goal(low=85, high=100, source=OURS),
    "P7": Goal(low=0, high=4, source=OURS),
    "P8": Goal(low=0, high=40, source=OURS),
    "I1": Goal(low=0, high=0.25, source=OURS),
    "I2": Goal(low=10, high=70, source=OURS),
    "I3": Goal(low=20, high=70, source=OURS),
    "F21": Goal(low=5, high=40, source=OURS),
    "F22": Goal(low=60, high=100, source=OURS),
    "F23": Goal(low=0.1, high=0.5, source=OURS),
    "F25": Goal(low=15, high=120, source=OURS),
    "I4": Goal(low=0, high=60, source=OURS),
    "I5": Goal(low=0, high=15, source=OURS),
    "I8": Goal(low=10, high=80, source=OURS),
    "F35": Goal(low=5, high=30, source=OURS),
}
"""docs/sources.md. What is not here shows its value and has no score."""


def _part(code: str, chinese: str, label: str, asks: str, colour: str, *ids: str) -> Part:
    counted = tuple(Counted(indicator=each, goal=GOALS.get(each)) for each in ids)
    return Part(
        code=code, chinese=chinese, label=label, asks=asks, colour=colour, indicators=counted
    )


CANONICAL = FrameworkRule(
    dimensions=(
        _part(
            "D1",
            "成长速度",
            gettext_noop("Growth speed"),
            gettext_noop("How soon do people rise?"),
            "growth",
            *("G1", "G2", "G3", "G4", "G5", "G6"),
        ),
        _part(
            "D2",
            "培养力度",
            gettext_noop("Cultivation intensity"),
            gettext_noop("How much is invested in their learning?"),
            "cultivation",
            *("C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8"),
        ),
        _part(
            "D3",
            "梯队跨度",
            gettext_noop("Echelon span"),
            gettext_noop("Do all ages and grades have successors?"),
            "echelon",
            *("L1", "L2", "L3", "L4", "L5", "L6", "L7"),
        ),
        _part(
            "D4",
            "专业精度",
            gettext_noop("Professional precision"),
            gettext_noop("How exact and how certified is their skill?"),
            "precision",
            *("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8"),
        ),
        _part(
            "D5",
            "创新强度",
            gettext_noop("Innovation intensity"),
            gettext_noop("How often do they improve the work itself?"),
            "innovation",
            *("I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8"),
        ),
    ),
    forces=(
        _part(
            "F1",
            "生产效力",
            gettext_noop("Production effectiveness"),
            gettext_noop("Does the work go better?"),
            "",
            *("F11", "F12", "F13", "F14", "F15"),
        ),
        _part(
            "F2",
            "创新活力",
            gettext_noop("Innovation vitality"),
            gettext_noop("Do new ideas reach the floor?"),
            "",
            *("F21", "F22", "F23", "F24", "F25"),
        ),
        _part(
            "F3",
            "奋斗合力",
            gettext_noop("Striving cohesion"),
            gettext_noop("Do people stay, and pull together?"),
            "",
            *("F31", "F32", "F33", "F34", "F35", "F36", "F37"),
        ),
    ),
    weights_source=EQUAL,
)
