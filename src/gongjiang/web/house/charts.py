"""What a chart shows, told once: the drawing and the table beside it come from the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from gongjiang.kernel.decision import Sentence

Number = int | float | Decimal
Colour = Literal["growth", "cultivation", "echelon", "precision", "innovation", "steel"]


@dataclass(frozen=True, slots=True)
class Series:
    """One line, or one outline of a radar.

    Args:
        values: one for each label of the chart; None where the group is withheld.
        colour: a dimension keeps its colour everywhere.
    """

    label: Sentence
    values: Sequence[Number | None]
    colour: Colour = "steel"
    unit: Sentence = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A trend, a radar or intervals with everything a reader needs to trust it.

    Args:
        dom_id: unique on its page.
        labels: along the axis (months of a trend, dimensions of a radar, a line each of intervals).
        series: of intervals three: the near end, the place itself, the far end.
        definition: what is counted, in one sentence.
        n: how many records stand behind it.
        day: the day it was true.
        full: a radar's outer ring; a trend finds its own scale, starting at 0; intervals end here.
        marked: the label that the page is about, counted from 0.
    """

    dom_id: str
    kind: Literal["trend", "radar", "intervals"]
    title: Sentence
    axis_label: Sentence
    labels: Sequence[Sentence]
    series: Sequence[Series]
    definition: Sentence
    day: date | None = None
    n: int | None = None
    full: Number = 100
    marked: int | None = None

    def __post_init__(self) -> None:
        if any(len(series.values) != len(self.labels) for series in self.series):
            msg = f"Each series of {self.dom_id} needs one value for each of its labels."
            raise ValueError(msg)

    @property
    def data_id(self) -> str:
        return f"{self.dom_id}-data"

    @property
    def rows(self) -> list[tuple[Sentence, list[Number | None]]]:
        """The table: each label with its value in each series."""
        return [
            (label, [series.values[place] for series in self.series])
            for place, label in enumerate(self.labels)
        ]

    @property
    def data(self) -> dict[str, Any]:
        """What the drawing reads."""
        return {
            "kind": self.kind,
            "labels": [str(label) for label in self.labels],
            "full": float(self.full),
            "marked": self.marked,
            "series": [
                {
                    "label": str(series.label),
                    "unit": str(series.unit),
                    "colour": series.colour,
                    "values": [None if v is None else float(v) for v in series.values],
                }
                for series in self.series
            ],
        }
