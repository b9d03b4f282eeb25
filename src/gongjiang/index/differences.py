"""What one framework version changes of another, so that a newcomer sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from gongjiang.index.framework import Counted, FrameworkRule, Goal, Part
from gongjiang.kernel.decision import Sentence


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that was and is otherwise; "" where it was not, or is not any more."""

    label: Sentence
    old: str
    new: str


def differences(before: FrameworkRule, after: FrameworkRule) -> list[Difference]:
    """Everything in which two versions differ, in the order of their parts."""
    found = [
        *_settings(before, after),
        *_parts(before, after),
        *_indicators(before, after),
    ]
    return [each for each in found if each.old != each.new]


def share(counted: Counted | Part, among: tuple[Counted, ...] | tuple[Part, ...]) -> float:
    """How much of the whole something weighs, in per cent."""
    return 100 * counted.weight / sum(each.weight for each in among)


def family_of(rule: FrameworkRule, part: Part) -> tuple[Part, ...]:
    """The parts that make a composite together with this one."""
    return rule.dimensions if part in rule.dimensions else rule.forces


def goal_in_words(goal: Goal | None) -> str:
    """Where a scale begins and ends: 12 – 60, best from 24 to 36."""
    if goal is None:
        return _("none: no score")
    ends = f"{goal.low:g} – {goal.high:g}"
    if goal.band is None:
        return ends
    return _("%(ends)s, best from %(start)s to %(end)s") % {
        "ends": ends,
        "start": f"{goal.band[0]:g}",
        "end": f"{goal.band[1]:g}",
    }


def _settings(before: FrameworkRule, after: FrameworkRule) -> Iterator[Difference]:
    old, new = (dict(rule.readable()) for rule in (before, after))
    for name in ("inside", "across", "enough", "floor", "weights_source"):
        label = FrameworkRule.labels[name]
        yield Difference(label, *(str(lines[label][0]) for lines in (old, new)))


def _parts(before: FrameworkRule, after: FrameworkRule) -> Iterator[Difference]:
    old, new = ({part.code: part for part in rule.parts} for rule in (before, after))
    for code in old | new:
        told = [
            _part_in_words(rule, parts[code]) if code in parts else ""
            for rule, parts in ((before, old), (after, new))
        ]
        yield Difference(code, *told)


def _part_in_words(rule: FrameworkRule, part: Part) -> str:
    return _("%(name)s, %(share)s %% of its composite") % {
        "name": part.chinese,
        "share": f"{share(part, family_of(rule, part)):.1f}",
    }


def _indicators(before: FrameworkRule, after: FrameworkRule) -> Iterator[Difference]:
    ids = [each.indicator for rule in (before, after) for p in rule.parts for each in p.indicators]
    for name in dict.fromkeys(ids):
        told = [_told(rule, name) for rule in (before, after)]
        for what in ("weight", "goal", "source"):
            yield Difference(f"{name} {LABELS[what]()}", *(each[what] for each in told))


LABELS = {
    "weight": lambda: _("weight"),
    "goal": lambda: _("goalposts"),
    "source": lambda: _("source of the goalposts"),
}


def _told(rule: FrameworkRule, name: str) -> dict[str, str]:
    counted, part = rule.counted(name), rule.part_of(name)
    if counted is None or part is None:
        return dict.fromkeys(LABELS, "")
    weight = _("%(share)s %% of %(part)s") % {
        "share": f"{share(counted, part.indicators):.1f}",
        "part": part.chinese,
    }
    return {
        "weight": weight,
        "goal": goal_in_words(counted.goal),
        "source": gettext(counted.goal.source) if counted.goal else "",
    }
