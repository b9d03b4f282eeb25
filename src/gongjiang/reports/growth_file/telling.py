"""What an entry is told with: names for its ids, and the words that come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gongjiang.people.queries.standing import Place


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called, read for all entries at once.

    Attributes:
        places: units with those above them, each as it stood on the day asked for.
        units: names alone, where the place does not matter.
        posts: the name of the post by (employment, day it began).
        occupations, certificate_kinds: names by code.
    """

    places: Mapping[tuple[int, date], Place]
    units: Mapping[int, str]
    posts: Mapping[tuple[int, date], str]
    occupations: Mapping[str, str] = field(default_factory=dict)
    certificate_kinds: Mapping[str, str] = field(default_factory=dict)

    def place(self, unit_id: int | None, day: date) -> str:
        """A unit from its enterprise down: "甲硅业 · 一车间 · 一班"."""
        place = self.places.get((unit_id or 0, day))
        if place is None or not place.path:
            return self.units.get(unit_id or 0, "")
        if place.enterprise is None or place.enterprise == place.unit:
            return place.unit.name
        return f"{place.enterprise.name} · {place.within}"


@dataclass(frozen=True, slots=True)
class Told:
    """One entry told to a reader: what happened, and the particulars."""

    title: str
    text: str = ""
