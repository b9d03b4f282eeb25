"""What pages draw of explanations and trails."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gongjiang.careers import wording
from gongjiang.careers.models import Conversion, Measure, Promotion, Step
from gongjiang.careers.rules.explanation import Explanation
from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.periods import day_of


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion, drawn; `counted` False: it is met or not, without a number."""

    label: str
    counted: bool
    asked: str
    there: str
    satisfied: bool
    remark: str


@dataclass(frozen=True, slots=True)
class WayShown:
    """One way to the next grade, drawn."""

    exceptional: bool
    steps: list[str]
    earliest: date


@dataclass(frozen=True, slots=True)
class Shown:
    """An explanation, drawn.

    Attributes:
        done, of: how many criteria are satisfied, of how many.
    """

    of_it: Explanation
    lines: list[Line]
    ways: list[WayShown]

    @property
    def done(self) -> int:
        return len(self.of_it.satisfied)

    @property
    def of(self) -> int:
        return len(self.of_it.items)

    @property
    def grade(self) -> str:
        return f"{self.of_it.sequence}{self.of_it.grade}"

    @property
    def target(self) -> str:
        return f"{self.of_it.sequence}{self.of_it.target}"


def shown(explanation: Explanation) -> Shown:
    """Missing lines first, each with what closes it."""
    items = [*explanation.missing, *explanation.satisfied]
    return Shown(
        explanation,
        [
            Line(
                label=wording.label(item),
                counted=item.criterion not in wording.YES_OR_NO,
                asked=wording.asked(item),
                there=wording.there(item),
                satisfied=item.satisfied,
                remark="" if item.satisfied else wording.missing(item),
            )
            for item in items
        ],
        [
            WayShown(way.exceptional, wording.way(explanation, way), way.earliest)
            for way in explanation.ways
        ],
    )


WAY_UP = (
    (Promotion.State.APPLIED, Promotion.State.NOMINATED),
    (Promotion.State.REVIEWED,),
    (Promotion.State.QUALIFIED,),
    (Promotion.State.DEFENDED,),
    (Promotion.State.DECIDED,),
    (Promotion.State.PUBLISHED,),
    (Promotion.State.EFFECTIVE,),
)


def steps_of(promotion: Promotion, trail: Iterable[Step]) -> list[dict[str, Sentence]]:
    """How far a promotion has come."""
    days: dict[str, str] = {}
    for step in trail:
        days[step.what] = day_of(step.at).isoformat()
    reached = next(
        (place for place, states in enumerate(WAY_UP) if promotion.reached in states), -1
    )
    stopped = promotion.state in {
        Promotion.State.REJECTED,
        Promotion.State.APPEALED,
        Promotion.State.WITHDRAWN,
    }
    drawn: list[dict[str, Sentence]] = []
    for place, states in enumerate(WAY_UP):
        state = next((each for each in states if each in days), states[0])
        is_next = place == reached + 1 and not stopped
        mark = "done" if place <= reached else "current" if is_next else "todo"
        drawn.append({"label": state.label, "state": mark, "note": days.get(state, "")})
    if stopped:
        label = Promotion.State(promotion.state).label
        drawn.insert(reached + 1, {"label": label, "state": "current", "note": ""})
    return drawn


STEP_NAMES: dict[str, Sentence] = {
    **{state.value: state.label for state in Promotion.State},
    **{state.value: state.label for state in Conversion.State},
    **{state.value: state.label for state in Measure.State},
}


def events_of(trail: Iterable[Step]) -> list[dict[str, Any]]:
    """The trail, as one reads it: what, who, when, and what was said."""
    return [
        {
            "what": STEP_NAMES.get(step.what) or _agreed(step.what),
            "by": step.by,
            "at": step.at,
            "note": step.note,
        }
        for step in trail
    ]


def _agreed(what: str) -> str:
    names = {
        "AGREED_FROM": _("the department that lets go agreed"),
        "AGREED_TO": _("the department that takes over agreed"),
        "AGREED_HR": _("HR agreed"),
        "UPHELD": _("the appeal was upheld"),
    }
    return names.get(what, what)
