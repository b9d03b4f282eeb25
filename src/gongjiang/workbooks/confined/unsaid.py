"""What the parser does not say: where formulas failed, which day is day one, merges in .ods."""

from __future__ import annotations

from dataclasses import dataclass, field

Failed = dict[int, dict[int, str]]
"""By row and column, counted from 0, the text of a failed formula."""

Region = tuple[int, int, int, int]
"""Top, left, bottom, right of merged cells, all included."""


@dataclass(slots=True)
class Unsaid:
    """By a sheet's name; `merged` are regions of more than one row."""

    counts_from_1904: bool = False
    failed: dict[str, Failed] = field(default_factory=dict)
    merged: dict[str, list[Region]] = field(default_factory=dict)
