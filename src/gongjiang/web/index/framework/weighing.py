"""Ways to weigh: experts' points, comparisons in pairs, or how far units differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongjiang.index.framework import FrameworkRule, Part
from gongjiang.index.rules.normalise import Floats
from gongjiang.index.rules.weights import compared_weights, expert_weights
from gongjiang.index.services.frameworks import Weighing
from gongjiang.kernel.decision import Sentence

EXPERT, PAIRS = "EXPERT", "PAIRS"
METHODS = {
    EXPERT: gettext_lazy("Experts share out 100 points"),
    PAIRS: gettext_lazy("Compare in pairs (AHP)"),
}
PLACES = 4
SCALE: Sequence[tuple[str, Sentence]] = (
    ("9", gettext_lazy("9: the first, beyond doubt")),
    ("7", gettext_lazy("7: the first, by far")),
    ("5", gettext_lazy("5: the first, clearly")),
    ("3", gettext_lazy("3: the first, a little")),
    ("1", gettext_lazy("1: both alike")),
    ("1/3", gettext_lazy("1/3: the second, a little")),
    ("1/5", gettext_lazy("1/5: the second, clearly")),
    ("1/7", gettext_lazy("1/7: the second, by far")),
    ("1/9", gettext_lazy("1/9: the second, beyond doubt")),
)
"""Saaty's scale; the even steps between are left out, for nobody can tell them apart."""


@dataclass(frozen=True, slots=True)
class Group:
    """Things weighed against each other: a composite's parts, or a part's indicators."""

    key: str
    label: Sentence
    members: Mapping[str, str]


def groups_of(rule: FrameworkRule) -> list[Group]:
    """Everything that can be weighed: both composites, then each part with several indicators."""
    composites = [
        Group("dimensions", gettext_lazy("The dimensions"), _names(rule.dimensions)),
        Group("forces", gettext_lazy("The forces"), _names(rule.forces)),
    ]
    parts = [
        Group(
            part.code,
            part.chinese,
            {
                each.indicator: f"{each.indicator} {each.definition.label}"
                for each in part.indicators
            },
        )
        for part in rule.parts
    ]
    return [group for group in [*composites, *parts] if len(group.members) > 1]


class PointsForm(forms.Form):
    """Points for each member."""

    def __init__(self, data: Any = None, *, group: Group) -> None:
        super().__init__(data)
        self.group = group
        for key, name in group.members.items():
            self.fields[key] = forms.FloatField(label=name, min_value=0, max_value=100)

    def weighed(self) -> Weighing:
        """Asked of a valid form.

        Raises:
            CannotDo: all points are zero.
        """
        points = np.array([self.cleaned_data[key] for key in self.group.members])
        source = _("experts' points, %(sum)s in all") % {"sum": f"{points.sum():g}"}
        return Weighing(_named(self.group, expert_weights(points)), source, {})


class PairsForm(forms.Form):
    """How much more the first of each pair matters than the second."""

    def __init__(self, data: Any = None, *, group: Group) -> None:
        super().__init__(data)
        self.group = group
        for one, other in combinations(group.members, 2):
            self.fields[f"{one}-{other}"] = forms.ChoiceField(
                label=_("%(one)s or %(other)s?")
                % {"one": group.members[one], "other": group.members[other]},
                choices=SCALE,
                initial="1",
            )

    def weighed(self) -> Weighing:
        """Asked of a valid form.

        Raises:
            CannotDo: the comparisons contradict each other.
        """
        members = list(self.group.members)
        matrix = np.ones((len(members), len(members)))
        for (i, one), (j, other) in combinations(enumerate(members), 2):
            above, _slash, below = self.cleaned_data[f"{one}-{other}"].partition("/")
            matrix[i, j] = float(above) / float(below or 1)
            matrix[j, i] = 1 / matrix[i, j]
        found = compared_weights(matrix)
        source = _("compared in pairs (AHP), consistency ratio %(ratio)s, under 0.10") % {
            "ratio": f"{found.consistency_ratio:.3f}"
        }
        return Weighing(_named(self.group, found.weights), source, {})


FORMS: Mapping[str, type[PointsForm] | type[PairsForm]] = {EXPERT: PointsForm, PAIRS: PairsForm}


def _names(parts: Sequence[Part]) -> dict[str, str]:
    return {part.code: part.chinese for part in parts}


def _named(group: Group, weights: Floats) -> dict[str, float]:
    """Weights that add up to 100, to a few places; nothing that counts is rounded away."""
    least = 10.0**-PLACES
    shares = (max(round(100 * float(weight), PLACES), least) for weight in weights)
    return dict(zip(group.members, shares, strict=True))
