"""Ways to weigh: experts' points, comparisons in pairs, or how far units differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongjiang.index.framework import FrameworkRule, Part
from gongjiang.index.models import Run
from gongjiang.index.services.frameworks import (
    Weighing,
    weigh_by_comparison,
    weigh_by_dispersion,
    weigh_by_experts,
)
from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.errors import CannotDo

EXPERT, PAIRS, DISPERSION = "EXPERT", "PAIRS", "DISPERSION"
METHODS = {
    EXPERT: gettext_lazy("Experts share out 100 points"),
    PAIRS: gettext_lazy("Compare in pairs (AHP)"),
    DISPERSION: gettext_lazy("By what differs (entropy)"),
}
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
    """Things weighed against each other: a composite's parts, or a part's indicators.

    Attributes:
        part: whose indicators they are; None: they are parts themselves.
    """

    key: str
    label: Sentence
    members: Mapping[str, str]
    part: Part | None = None


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
            part,
        )
        for part in rule.parts
    ]
    return [group for group in [*composites, *parts] if len(group.members) > 1]


class WeighingForm(forms.Form):
    """What a way to weigh asks for.

    Args:
        run: the index as it was computed last; None: it never was.
    """

    def __init__(self, data: Any = None, *, group: Group, run: Run | None = None) -> None:
        super().__init__(data)
        self.group = group
        self.run = run

    def weighed(self) -> Weighing:
        """Asked of a valid form.

        Raises:
            CannotDo: no weights come of what was said.
        """
        raise NotImplementedError


class PointsForm(WeighingForm):
    """Points for each member."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, name in self.group.members.items():
            self.fields[key] = forms.FloatField(label=name, min_value=0, max_value=100)

    def weighed(self) -> Weighing:
        return weigh_by_experts(list(self.group.members), self.cleaned_data)


class PairsForm(WeighingForm):
    """How much more the first of each pair matters than the second."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one, other in combinations(self.group.members, 2):
            self.fields[f"{one}-{other}"] = forms.ChoiceField(
                label=_("%(one)s or %(other)s?")
                % {"one": self.group.members[one], "other": self.group.members[other]},
                choices=SCALE,
                initial="1",
            )

    def weighed(self) -> Weighing:
        members = list(self.group.members)
        matrix = [[1.0] * len(members) for _member in members]
        for (i, one), (j, other) in combinations(enumerate(members), 2):
            above, _slash, below = self.cleaned_data[f"{one}-{other}"].partition("/")
            matrix[i][j] = float(above) / float(below or 1)
            matrix[j][i] = 1 / matrix[i][j]
        return weigh_by_comparison(members, matrix)


class DispersionForm(WeighingForm):
    """How much of the new weights is dispersion: it says what differs, not what matters."""

    share = forms.FloatField(
        label=gettext_lazy("Share of the dispersion, percent"),
        help_text=gettext_lazy("The rest stays as the draft weighs now."),
        min_value=1,
        max_value=100,
        initial=50,
    )

    def weighed(self) -> Weighing:
        if self.run is None or self.group.part is None:
            raise CannotDo(_("The index was never computed, so nothing is known to differ."))
        share = self.cleaned_data["share"] / 100
        return weigh_by_dispersion(self.group.part, self.run, share=share)


FORMS: Mapping[str, type[WeighingForm]] = {
    EXPERT: PointsForm,
    PAIRS: PairsForm,
    DISPERSION: DispersionForm,
}


def ways_for(group: Group) -> list[str]:
    """How a group can be weighed: only indicators differ from one enterprise to another."""
    return [way for way in METHODS if way != DISPERSION or group.part is not None]


def _names(parts: Sequence[Part]) -> dict[str, str]:
    return {part.code: part.chinese for part in parts}
