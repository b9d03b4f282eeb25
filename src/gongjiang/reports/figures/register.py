"""All figures by their number. A room that makes one derivable adds its family here."""

from __future__ import annotations

from gongjiang.reports.figures import (
    benefits,
    careers,
    five_small,
    frameworks,
    ladder,
    people,
    proposals,
    reform,
    skills,
    waiting,
)
from gongjiang.reports.figures.base import Figure

FAMILIES: tuple[tuple[Figure, ...], ...] = (
    people.FIGURES,
    skills.FIGURES,
    reform.FIGURES,
    frameworks.FIGURES,
    ladder.FIGURES,
    careers.FIGURES,
    proposals.FIGURES,
    five_small.FIGURES,
    benefits.FIGURES,
    waiting.FIGURES,
)

FIGURES: dict[int, Figure] = {
    each.definition.id: each
    for each in sorted(
        (figure for family in FAMILIES for figure in family),
        key=lambda figure: figure.definition.id,
    )
}


def figure(number: int) -> Figure:
    """The figure of a number.

    Raises:
        KeyError: there is none.
    """
    return FIGURES[number]
