"""五度三力: five dimensions of how people grow, three forces that come of it (domain.md §9.1).

A version is data, so that another list of dimensions or forces can be loaded beside it. The
source article's heading says 五度五力, its text enumerates three forces; no other two are named
anywhere, and none are invented here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import Sentence

Colour = Literal["growth", "cultivation", "echelon", "precision", "innovation"]


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension: what people bring. `chinese` is its name in the source."""

    code: str
    chinese: str
    label: Sentence
    asks: Sentence
    colour: Colour


@dataclass(frozen=True, slots=True)
class Force:
    """One force: what comes of it."""

    code: str
    chinese: str
    label: Sentence
    asks: Sentence


@dataclass(frozen=True, slots=True)
class FrameworkVersion:
    """A list of dimensions and forces that belong together."""

    version: str
    dimensions: tuple[Dimension, ...]
    forces: tuple[Force, ...]


CANONICAL = FrameworkVersion(
    version="2022.1",
    dimensions=(
        Dimension("D1", "成长速度", _("Growth speed"), _("How soon do people rise?"), "growth"),
        Dimension(
            "D2",
            "培养力度",
            _("Cultivation intensity"),
            _("How much is invested in their learning?"),
            "cultivation",
        ),
        Dimension(
            "D3",
            "梯队跨度",
            _("Echelon span"),
            _("Do all ages and grades have successors?"),
            "echelon",
        ),
        Dimension(
            "D4",
            "专业精度",
            _("Professional precision"),
            _("How exact and how certified is their skill?"),
            "precision",
        ),
        Dimension(
            "D5",
            "创新强度",
            _("Innovation intensity"),
            _("How often do they improve the work itself?"),
            "innovation",
        ),
    ),
    forces=(
        Force("F1", "生产效力", _("Production effectiveness"), _("Does the work go better?")),
        Force("F2", "创新活力", _("Innovation vitality"), _("Do new ideas reach the floor?")),
        Force("F3", "奋斗合力", _("Striving cohesion"), _("Do people stay, and pull together?")),
    ),
)
"""五度三力, as the source article enumerates it."""
