"""What a framework version says: dimensions, forces, and how indicators make them.

A version is a rule set (key `index.framework`): drafted, made public, approved with the procedure
it passed, in force from a day on, and never changed after. Another list of dimensions or forces
can be loaded beside it. The source article's heading says 五度五力, its text enumerates three
forces; no other two are named anywhere, and none are invented here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Annotated, ClassVar, Self

from annotated_types import Ge, Gt, Le, MaxLen, MinLen
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from gongjiang.governance.contents import RuleContent
from gongjiang.governance.contents.base import TOLD
from gongjiang.index.indicators import DEFINITIONS, Definition
from gongjiang.index.rules.aggregate import ENOUGH, FLOOR, Method
from gongjiang.index.rules.normalise import Direction, Goalposts
from gongjiang.kernel.decision import Sentence

Code = Annotated[str, MinLen(1), MaxLen(12)]
Words = Annotated[str, MinLen(1), MaxLen(200)]
Source = Annotated[str, MinLen(1), MaxLen(300)]
Sources = Annotated[str, MinLen(1), MaxLen(2000)]
"""A sentence on each group of weights."""
Weight = Annotated[float, Gt(0), Le(1000)]
Share = Annotated[float, Ge(0.5), Le(1)]
Floor = Annotated[float, Gt(0), Le(50)]


class Plain(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class Goal(Plain):
    """Where the scale of an indicator begins and ends, and who says so."""

    low: float
    high: float
    band: tuple[float, float] | None = None
    source: Source

    def goalposts(self) -> Goalposts:
        return Goalposts(self.low, self.high, self.band)


class Counted(Plain):
    """An indicator within a dimension or force; without a goal it shows its value and no score."""

    indicator: Code
    weight: Weight = 1.0
    goal: Goal | None = None

    @property
    def definition(self) -> Definition:
        return DEFINITIONS[self.indicator]


class Part(Plain):
    """One dimension (what people bring) or force (what comes of it).

    Attributes:
        chinese: its name in the source.
        label, asks: its name and what it asks; the software's own ones are translated.
        colour: the name of its colour; "": none of its own.
    """

    code: Code
    chinese: Words
    label: Words
    asks: Words
    colour: Annotated[str, MaxLen(20)] = ""
    weight: Weight = 1.0
    indicators: tuple[Counted, ...] = ()

    @property
    def name(self) -> str:
        return gettext(self.label)

    @property
    def question(self) -> str:
        return gettext(self.asks)


class FrameworkRule(RuleContent):
    """A framework version's content (domain.md §9.1, §9.3).

    Attributes:
        inside, across: how indicators make a part, and parts a composite.
        enough: the share of the weight that must be present for a score.
        floor: the least a score counts as in a geometric mean.
        weights_source: who chose the weights, and how.
    """

    key: ClassVar[str] = "index.framework"
    title = _("Framework of the index")
    labels = {
        "dimensions": _("Dimensions"),
        "forces": _("Forces"),
        "inside": _("How indicators make a dimension or force"),
        "across": _("How dimensions and forces make a composite"),
        "enough": _("Share of the weight that must be there"),
        "floor": _("Least score in a geometric mean"),
        "weights_source": _("Where the weights come from"),
    }
    zone_only = True
    leader_approves = True

    dimensions: Annotated[tuple[Part, ...], MinLen(1), MaxLen(12)]
    forces: Annotated[tuple[Part, ...], MinLen(1), MaxLen(12)]
    inside: Method = Method.ARITHMETIC
    across: Method = Method.GEOMETRIC
    enough: Share = ENOUGH
    floor: Floor = FLOOR
    weights_source: Sources

    @property
    def parts(self) -> tuple[Part, ...]:
        return (*self.dimensions, *self.forces)

    def part_of(self, indicator: str) -> Part | None:
        """The dimension or force an indicator counts in."""
        return next((p for p in self.parts for c in p.indicators if c.indicator == indicator), None)

    def counted(self, indicator: str) -> Counted | None:
        """How an indicator counts."""
        return next((c for p in self.parts for c in p.indicators if c.indicator == indicator), None)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        for problem in _problems(self):
            raise PydanticCustomError(TOLD, "{sentence}", {"sentence": str(problem)})
        return self

    def readable(self) -> list[tuple[Sentence, list[Sentence]]]:
        """For showing: a line a dimension and force, with what it weighs."""
        return [
            (self.labels["dimensions"], [_in_words(part) for part in self.dimensions]),
            (self.labels["forces"], [_in_words(part) for part in self.forces]),
            (self.labels["inside"], [METHODS[self.inside]]),
            (self.labels["across"], [METHODS[self.across]]),
            (self.labels["enough"], [f"{self.enough:.0%}"]),
            (self.labels["floor"], [f"{self.floor:g}"]),
            (self.labels["weights_source"], [gettext(self.weights_source)]),
        ]


METHODS: dict[Method, Sentence] = {
    Method.ARITHMETIC: _("weighted arithmetic mean"),
    Method.GEOMETRIC: _("weighted geometric mean"),
}


def _in_words(part: Part) -> str:
    weighed = gettext(", ").join(f"{each.indicator} ×{each.weight:g}" for each in part.indicators)
    return f"{part.chinese} ×{part.weight:g} ({weighed})"


def _problems(rule: FrameworkRule) -> Iterator[Sentence]:
    yield from _twice([part.code for part in rule.parts], _("“%(name)s” names two parts."))
    used = [each.indicator for part in rule.parts for each in part.indicators]
    yield from _twice(used, _("The indicator %(name)s counts twice."))
    for name in used:
        if name not in DEFINITIONS:
            yield _("There is no indicator %(name)s.") % {"name": name}
    for part in rule.parts:
        if not part.indicators:
            yield _("“%(name)s” has no indicator.") % {"name": part.code}
        for each in part.indicators:
            yield from _wrong_goal(each)


def _twice(names: Sequence[str], sentence: Sentence) -> Iterator[Sentence]:
    for name in names:
        if names.count(name) > 1:
            yield sentence % {"name": name}


def _wrong_goal(counted: Counted) -> Iterator[Sentence]:
    goal, name = counted.goal, {"name": counted.indicator}
    if goal is None or counted.indicator not in DEFINITIONS:
        return
    ends = [goal.low, *(goal.band or ()), goal.high]
    if not all(map(isfinite, ends)) or ends != sorted(ends) or goal.low == goal.high:
        yield _("The goalposts of %(name)s must rise from low to high.") % name
    if (goal.band is not None) != (counted.definition.direction == Direction.BAND):
        yield _("%(name)s has a band exactly when its direction is one.") % name
