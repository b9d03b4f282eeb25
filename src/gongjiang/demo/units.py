"""Units of a chapter while they are planned, then written with their placements and links."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import numpy as np

from gongjiang.demo.columns import copy, id_by_id, reserve
from gongjiang.demo.numbers import public_ids
from gongjiang.kernel.columns import NO_DAY, Column, Days
from gongjiang.orgs.rules import spelled, tree_of

spell = cache(spelled)
"""Team names come again and again."""


@dataclass(slots=True)
class UnitRows:
    """Units with ids of their own, in the order in which they were added."""

    cursor: Any
    ids: Any = field(init=False)
    units: list[tuple[int, str, str, date, date | None]] = field(default_factory=list)
    placements: list[tuple[int, int, date, date | None]] = field(default_factory=list)
    links: list[tuple[str, int, int, date, date | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ids = id_by_id(self.cursor, "orgs_unit")

    def add(
        self,
        kind: str,
        name: str,
        *places: tuple[int, date],
        opened: date,
        closed: date | None = None,
    ) -> int:
        """Add a unit; it stands under each parent from the day beside it until the next one's.

        Returns:
            Its id.
        """
        unit: int = next(self.ids)
        self.units.append((unit, kind, name, opened, closed))
        for i, (parent, since) in enumerate(places):
            until = places[i + 1][1] if i + 1 < len(places) else closed
            self.placements.append((unit, parent, since, until))
        return unit

    def link(
        self, kind: str, source: int, target: int, since: date, until: date | None = None
    ) -> None:
        """Tie a unit to a unit of another tree."""
        self.links.append((kind, source, target, since, until))

    def write(self, rng: np.random.Generator) -> None:
        ids, kinds, names, opened, closed = zip(*self.units, strict=True)
        count = len(ids)
        copy(
            self.cursor,
            "orgs_unit",
            {
                "id": np.array(ids),
                "public_id": public_ids(rng, count),
                "tree": [str(tree_of(kind)) for kind in kinds],
                "kind": [str(kind) for kind in kinds],
                "name": names,
                "name_pinyin": [spell(name)[0] for name in names],
                "name_initials": [spell(name)[1] for name in names],
                "opened_on": days(opened),
                "closed_on": days(closed),
                "synthetic": np.ones(count, dtype=bool),
            },
        )
        self._write_dated("orgs_placement", ("unit_id", "parent_id"), self.placements)
        self._write_links()

    def _write_links(self) -> None:
        kinds = [str(kind) for kind, *_ in self.links]
        rows = [row for _, *row in self.links]
        self._write_dated("orgs_link", ("source_id", "target_id"), rows, kind=kinds)

    def _write_dated(self, table: str, ends: tuple[str, str], rows: Any, **more: list[str]) -> None:
        if not rows:
            return
        one, other, since, until = zip(*rows, strict=True)
        columns: dict[str, Column] = {
            "id": reserve(self.cursor, table, len(rows)),
            ends[0]: np.array(one),
            ends[1]: np.array(other),
            "valid_from": days(since),
            "valid_to": days(until),
        }
        copy(self.cursor, table, {**columns, **more})


def days(values: tuple[date | None, ...]) -> Days:
    return np.array([NO_DAY if day is None else np.datetime64(day) for day in values])
