"""How a unit stands: its composites, dimensions, forces and indicators, as one reader may see them.

Every number carries why it is not there when it is not: its room records nothing yet, too few
people stand behind it, or it is withheld from this reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import isnan

import numpy as np

from gongjiang.index.framework import Counted, FrameworkRule, Goal, Part
from gongjiang.index.indicators import DEFINITIONS, INDICATORS, LEVEL_OF, Definition
from gongjiang.index.models import Run, Snapshot
from gongjiang.index.queries.frameworks import waits_for
from gongjiang.index.scoring import COMPOSITES, due_at, scores_of


class Absence(StrEnum):
    """Why there is no number."""

    WAITS = "WAITS"
    """The room it is derived from records nothing yet."""
    NO_GOAL = "NO_GOAL"
    """The framework gives no goalposts, so that there is a value and no score."""
    TOO_FEW = "TOO_FEW"
    """Too few stand behind it to say anything."""
    WITHHELD = "WITHHELD"
    """Groups this small are shown to those alone who may name everybody in them."""
    LITTLE = "LITTLE"
    """Too little of the weight is there."""
    LACKS = "LACKS"
    """This unit lacks something that others have."""


@dataclass(frozen=True, slots=True)
class IndicatorStanding:
    """An indicator of a unit.

    Attributes:
        value, score: None with `absence` saying why; a value may be there without a score.
        n: how many persons it rests on; None when withheld, or when there is nothing yet.
        numerator, denominator: as the definition names them; None likewise.
    """

    definition: Definition
    weight: float
    goal: Goal | None
    value: float | None = None
    score: float | None = None
    n: int | None = None
    numerator: float | None = None
    denominator: float | None = None
    absence: Absence | None = None


@dataclass(frozen=True, slots=True)
class PartStanding:
    """A dimension or force of a unit.

    Attributes:
        coverage: the share of the weight that is there, of what is told at this kind of unit.
        rooms: those whose indicators are missing.
    """

    part: Part
    score: float | None
    coverage: float
    absence: Absence | None
    rooms: Sequence[str]
    indicators: Sequence[IndicatorStanding]


@dataclass(frozen=True, slots=True)
class CompositeStanding:
    """The composite of the dimensions (D) or of the forces (F); the two are never added up."""

    code: str
    score: float | None
    coverage: float
    absence: Absence | None
    rooms: Sequence[str]


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit in a run.

    Attributes:
        people: on roll at the end of the day; None: withheld.
        composites: of the dimensions, and of the forces.
    """

    unit_id: int
    run: Run
    people: int | None
    composites: tuple[CompositeStanding, CompositeStanding]
    dimensions: Sequence[PartStanding]
    forces: Sequence[PartStanding]

    @property
    def parts(self) -> Sequence[PartStanding]:
        return (*self.dimensions, *self.forces)

    def indicator(self, name: str) -> IndicatorStanding | None:
        """One of its indicators, if the framework counts it at this kind of unit."""
        return next((i for p in self.parts for i in p.indicators if i.definition.id == name), None)

    def part(self, code: str) -> PartStanding | None:
        return next((p for p in self.parts if p.part.code == code), None)


def standing_of(
    snapshot: Snapshot, run: Run, rule: FrameworkRule, kind: str, *, names_everybody: bool
) -> Standing:
    """Read a snapshot for a reader; no query.

    Args:
        kind: of the unit.
        names_everybody: whether the reader may name everybody in the unit.
    """
    reading = _Reading(snapshot, run.indicators, rule, kind, names_everybody=names_everybody)
    dimensions = [reading.part(place) for place in range(len(rule.dimensions))]
    forces = [reading.part(place) for place in range(len(rule.dimensions), len(rule.parts))]
    return Standing(
        unit_id=snapshot.unit_id,
        run=run,
        people=None if reading.unit_withheld else snapshot.people,
        composites=(reading.composite(0, dimensions), reading.composite(1, forces)),
        dimensions=dimensions,
        forces=forces,
    )


class _Reading:
    """One snapshot as one reader sees it."""

    def __init__(
        self,
        snapshot: Snapshot,
        measured: Sequence[str],
        rule: FrameworkRule,
        kind: str,
        *,
        names_everybody: bool,
    ) -> None:
        self.snapshot, self.measured, self.rule, self.kind = snapshot, measured, rule, kind
        self.withheld = dict(
            zip(measured, [w and not names_everybody for w in snapshot.withheld], strict=True)
        )
        # A unit that is too small is withheld whole, and then so is everything of it.
        self.unit_withheld = bool(self.withheld) and all(self.withheld.values())
        there = tuple(not isnan(value) for value in snapshot.values)
        self.coverage = _coverage(rule, tuple(measured), kind, there)

    def part(self, place: int) -> PartStanding:
        part = self.rule.parts[place]
        due = due_at(part, self.kind)
        indicators = [self.indicator(each) for each in due]
        score = self._stored(place)
        absence = None
        if any(each.absence == Absence.WITHHELD for each in indicators):
            score, absence = None, Absence.WITHHELD
        elif score is None:
            lacks = any(each.absence == Absence.TOO_FEW for each in indicators)
            absence = Absence.LACKS if lacks else Absence.LITTLE
        coverage = float(self.coverage[place])
        rooms = waits_for([part], self.kind, self.measured)
        coverage = 0.0 if isnan(coverage) else coverage
        return PartStanding(part, score, coverage, absence, rooms, indicators)

    def composite(self, place: int, parts: Sequence[PartStanding]) -> CompositeStanding:
        at = len(self.rule.parts) + place
        score, absence = self._stored(at), None
        # One part that is withheld could be told from the composite and the others.
        if any(each.absence == Absence.WITHHELD for each in parts):
            score, absence = None, Absence.WITHHELD
        elif score is None:
            absence = Absence.LITTLE
        rooms = waits_for([each.part for each in parts], self.kind, self.measured)
        coverage = float(self.coverage[at])
        return CompositeStanding(COMPOSITES[place], score, coverage, absence, rooms)

    def indicator(self, counted: Counted) -> IndicatorStanding:
        name, goal = counted.indicator, counted.goal
        blank = IndicatorStanding(DEFINITIONS[name], counted.weight, goal)
        if name not in self.measured:
            return _without(blank, Absence.WAITS)
        if self.withheld[name]:
            return _without(blank, Absence.WITHHELD)
        column = self.measured.index(name)
        told = INDICATORS[name].measure(self._sums(name))
        value, score = (
            _number(row[column]) for row in (self.snapshot.values, self.snapshot.scores)
        )
        absence = Absence.TOO_FEW if value is None else Absence.NO_GOAL if goal is None else None
        return IndicatorStanding(
            definition=DEFINITIONS[name],
            weight=counted.weight,
            goal=goal,
            value=value,
            score=score,
            n=int(told.n[0]),
            numerator=_number(told.numerators[0]) if value is not None else None,
            denominator=_number(told.denominators[0]) if value is not None else None,
            absence=absence,
        )

    def _sums(self, name: str) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
        before = self.measured[: self.measured.index(name)]
        start = sum(len(INDICATORS[each].parts) for each in before)
        width = len(INDICATORS[name].parts)
        return np.array([self.snapshot.sums[start : start + width]], dtype=np.int64)

    def _stored(self, place: int) -> float | None:
        return None if self.snapshot.parts is None else _number(self.snapshot.parts[place])


@lru_cache(maxsize=256)
def _coverage(
    rule: FrameworkRule, measured: tuple[str, ...], kind: str, there: tuple[bool, ...]
) -> tuple[float, ...]:
    """The coverage of each part and composite; which values are there says it, not what they are.

    Remembered: months after months of a unit have the same.
    """
    values = np.where(np.array([there]), 0.0, np.nan)
    found = scores_of(rule, measured, np.array([kind]), values).coverage[0]
    return tuple(float(share) for share in found)


def _without(standing: IndicatorStanding, absence: Absence) -> IndicatorStanding:
    return IndicatorStanding(standing.definition, standing.weight, standing.goal, absence=absence)


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)


def is_told_at(definition: Definition, kind: str) -> bool:
    """Whether an indicator is told of a kind of unit."""
    return LEVEL_OF[kind] in definition.levels
