"""A course over time as points of a drawing: no script, no inline style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

Course = Sequence[tuple[str, float | None]]
"""Values by the label of their month, the earliest first; None where nothing is known."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A label under the drawing, and where."""

    label: str
    x: float


@dataclass(frozen=True, slots=True)
class Line:
    """A course drawn from 0 up to `top`, in a box of `width` by `height`.

    Attributes:
        strokes: a polyline for each stretch without gaps.
        areas: the same, closed along the bottom.
        end: where the last known value stands.
    """

    width: int
    height: int
    top: float
    strokes: Sequence[str]
    areas: Sequence[str]
    end: tuple[float, float] | None
    ticks: Sequence[Tick]

    @property
    def view_height(self) -> int:
        """With room beneath for the labels."""
        return self.height + LABELS


LABELS = 44


def line_of(course: Course, *, width: int, height: int, top: float | None = None) -> Line:
    """Draw a course.

    Args:
        top: the value at the upper edge; None: a little above the greatest.
    """
    known = [value for _, value in course if value is not None]
    highest = top if top is not None else (max(known, default=0) * 1.08 or 1.0)
    step = width / max(len(course) - 1, 1)

    def point(place: int, value: float) -> tuple[float, float]:
        return round(place * step, 1), round(height * (1 - min(value / highest, 1)), 1)

    stretches = _stretches([value for _, value in course])
    drawn = [[point(place, value) for place, value in stretch] for stretch in stretches]
    return Line(
        width=width,
        height=height,
        top=highest,
        strokes=[_text(points) for points in drawn],
        areas=[
            _text([(points[0][0], height), *points, (points[-1][0], height)]) for points in drawn
        ],
        end=drawn[-1][-1] if drawn else None,
        ticks=[
            Tick(label[:4], round(place * step, 1))
            for place, (label, _) in enumerate(course)
            if label.endswith("-01")
        ],
    )


def _stretches(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    runs = groupby(enumerate(values), key=lambda item: item[1] is None)
    return [
        [(place, value) for place, value in run if value is not None]
        for missing, run in runs
        if not missing
    ]


def _text(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)
