"""A framework version to write down: settings, parts, and where each indicator counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongjiang.governance.models import RuleSet
from gongjiang.governance.services.rule_sets import Draft
from gongjiang.index.framework import METHODS, Counted, FrameworkRule, Part
from gongjiang.index.indicators import DEFINITIONS, Definition
from gongjiang.index.rules.aggregate import Method
from gongjiang.index.rules.normalise import Direction
from gongjiang.kernel.decision import Sentence
from gongjiang.web.index.framework.next import NextForm

NOWHERE, NEW = "", "NEW"
DIMENSION, FORCE = "dimensions", "forces"
COLUMNS = ("part", "weight", "low", "start", "end", "high", "source")
PERCENT = 100


class Light(forms.Widget):
    """A widget written without a template: the editor has some three hundred of them."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002
        widget = self.get_context(name, value, attrs)["widget"]
        told = {**widget["attrs"], "name": name}
        if "optgroups" not in widget:
            there = {} if widget["value"] is None else {"value": widget["value"]}
            return format_html("<input{}>", flatatt({"type": widget["type"], **told, **there}))
        choices = [option for _, options, _ in widget["optgroups"] for option in options]
        listed = [(flatatt({"value": c["value"], **c["attrs"]}), c["label"]) for c in choices]
        options = format_html_join("", "<option{}>{}</option>", listed)
        return format_html("<select{}>{}</select>", flatatt(told), options)


class LightNumber(Light, forms.NumberInput):
    """A number."""


class LightText(Light, forms.TextInput):
    """A line of text."""


class LightSelect(Light, forms.Select):
    """One of a few."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of an indicator, under the heading of its column."""

    column: str
    heading: Sentence
    field: BoundField


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator in the editor: its definition and its fields in order."""

    definition: Definition
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Block:
    """A part in the editor with the indicators that count in it; None: those that count nowhere."""

    part: Part | None
    weight: BoundField | None
    rows: list[Row]


class FrameworkForm(NextForm):
    """Every number of a framework version; begins with the version it would follow."""

    weights_source = forms.CharField(
        label=_("Where the weights come from"),
        max_length=2000,
        help_text=_("Who chose them, and how: a reader will ask."),
    )
    inside = forms.ChoiceField(
        label=_("How indicators make a dimension or force"),
        choices=[(m.value, METHODS[m]) for m in Method],
    )
    across = forms.ChoiceField(
        label=_("How dimensions and forces make a composite"),
        choices=[(m.value, METHODS[m]) for m in Method],
    )
    enough = forms.FloatField(
        label=_("Share of the weight that must be there, in per cent"), min_value=50, max_value=100
    )
    floor = forms.FloatField(
        label=_("Least score in a geometric mean"),
        min_value=0.01,
        max_value=50,
        help_text=_("Lower scores count as this, or one zero would be the end of all."),
    )
    new_kind = forms.ChoiceField(
        label=_("It is one of the"),
        choices=[(DIMENSION, _("dimensions")), (FORCE, _("forces"))],
        required=False,
    )
    new_code = forms.CharField(label=_("Its code, such as F4"), max_length=12, required=False)
    new_chinese = forms.CharField(label=_("Its Chinese name"), max_length=200, required=False)
    new_label = forms.CharField(label=_("Its English name"), max_length=200, required=False)
    new_asks = forms.CharField(label=_("The question it answers"), max_length=200, required=False)

    def __init__(
        self, data: Any = None, *, begins_with: FrameworkRule, rule_set: RuleSet | None = None
    ) -> None:
        super().__init__(data, initial=_initial(begins_with, rule_set))
        self.rule = begins_with
        codes = [(part.code, part.chinese) for part in begins_with.parts]
        for part in begins_with.parts:
            self.fields[f"weight-{part.code}"] = _number(f"{part.chinese} {HEADINGS['weight']}")
        for name, definition in DEFINITIONS.items():
            self._add_indicator(name, definition, codes)

    def _add_indicator(self, name: str, definition: Definition, codes: list[Any]) -> None:
        said = f"{name} {definition.label}"
        choices = [(NOWHERE, _("does not count")), *codes, (NEW, _("the new part below"))]
        part = forms.ChoiceField(choices=choices, required=False, widget=LightSelect)
        part.widget.attrs |= {"aria-label": f"{said}: {HEADINGS['part']}"}
        self.fields[f"{name}-part"] = part
        for column in COLUMNS[1:-1]:
            self.fields[f"{name}-{column}"] = _number(f"{said}: {HEADINGS[column]}")
        source = forms.CharField(max_length=300, required=False, widget=LightText)
        source.widget.attrs |= {"aria-label": f"{said}: {HEADINGS['source']}"}
        self.fields[f"{name}-source"] = source

    @property
    def settings(self) -> list[BoundField]:
        names = ("version", "valid_from", "procedure_reference", "weights_source")
        return [self[name] for name in (*names, "inside", "across", "enough", "floor")]

    @property
    def new_part(self) -> list[BoundField]:
        return [self[f"new_{name}"] for name in ("kind", "code", "chinese", "label", "asks")]

    @property
    def blocks(self) -> Iterator[Block]:
        """The parts of the version it begins with, then what counts nowhere."""
        for part in self.rule.parts:
            rows = [self._row(each.indicator) for each in part.indicators]
            yield Block(part, self[f"weight-{part.code}"], rows)
        elsewhere = [self._row(name) for name in DEFINITIONS if self.rule.counted(name) is None]
        if elsewhere:
            yield Block(None, None, elsewhere)

    def _row(self, name: str) -> Row:
        shown = [c for c in COLUMNS if c not in {"start", "end"} or _has_band(name)]
        cells = [Cell(column, HEADINGS[column], self[f"{name}-{column}"]) for column in shown]
        return Row(DEFINITIONS[name], cells)

    def draft(self) -> Draft:
        """What was asked for. Asked of a valid form."""
        data = self.cleaned_data
        return Draft(
            key=FrameworkRule.key,
            version=data["version"],
            content=self._content(data),
            valid_from=data["valid_from"],
            procedure_reference=data["procedure_reference"],
        )

    def _content(self, data: Mapping[str, Any]) -> dict[str, Any]:
        content: dict[str, Any] = {
            name: data[name] for name in ("inside", "across", "floor", "weights_source")
        }
        content["enough"] = data["enough"] / PERCENT
        for family, parts in ((DIMENSION, self.rule.dimensions), (FORCE, self.rule.forces)):
            content[family] = [
                part.model_dump(mode="json", exclude={"indicators", "weight"})
                | {"weight": data[f"weight-{part.code}"] or 0}
                for part in parts
            ]
        if data["new_code"]:
            new = {name: data[f"new_{name}"] for name in ("code", "chinese", "label", "asks")}
            content[data["new_kind"] or FORCE].append(new | {"weight": 1})
        for family in (DIMENSION, FORCE):
            counted = [part | self._indicators(part["code"], data) for part in content[family]]
            # A part from which everything was moved away is no part any more.
            content[family] = [part for part in counted if part["indicators"]]
        return content

    def _indicators(self, code: str, data: Mapping[str, Any]) -> dict[str, Any]:
        chosen = {code, NEW} if code == data["new_code"] else {code}
        return {
            "indicators": [
                {
                    "indicator": name,
                    "weight": data[f"{name}-weight"] or 0,
                    "goal": _goal(name, data),
                }
                for name in DEFINITIONS
                if data[f"{name}-part"] in chosen
            ]
        }


HEADINGS = {
    "part": _("counts in"),
    "weight": _("weight"),
    "low": _("low end"),
    "start": _("best from"),
    "end": _("best to"),
    "high": _("high end"),
    "source": _("source of the goalposts"),
}


def _goal(name: str, data: Mapping[str, Any]) -> dict[str, Any] | None:
    low, high = data[f"{name}-low"], data[f"{name}-high"]
    if low is None and high is None:
        return None
    band = (data[f"{name}-start"], data[f"{name}-end"]) if _has_band(name) else None
    return {"low": low, "high": high, "band": band, "source": data[f"{name}-source"]}


def _has_band(name: str) -> bool:
    return DEFINITIONS[name].direction == Direction.BAND


def _number(said: str) -> forms.FloatField:
    field = forms.FloatField(required=False, widget=LightNumber)
    field.widget.attrs |= {"aria-label": said, "step": "any"}
    return field


def _initial(rule: FrameworkRule, rule_set: RuleSet | None) -> dict[str, Any]:
    initial: dict[str, Any] = {
        "inside": rule.inside.value,
        "across": rule.across.value,
        "enough": round(rule.enough * PERCENT, 6),
        "floor": rule.floor,
        "weights_source": gettext(rule.weights_source),
    }
    for part in rule.parts:
        initial[f"weight-{part.code}"] = part.weight
        for counted in part.indicators:
            initial |= _initial_of(part, counted)
    if rule_set is not None:
        for name in ("version", "valid_from", "procedure_reference"):
            initial[name] = getattr(rule_set, name)
    return {name: _plain(value) for name, value in initial.items()}


def _plain(value: Any) -> Any:
    """A number as it would be typed: 70, not 70.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _initial_of(part: Part, counted: Counted) -> dict[str, Any]:
    name, goal = counted.indicator, counted.goal
    initial: dict[str, Any] = {f"{name}-part": part.code, f"{name}-weight": counted.weight}
    if goal is not None:
        initial |= {
            f"{name}-low": goal.low,
            f"{name}-high": goal.high,
            f"{name}-source": gettext(goal.source),
        }
        if goal.band is not None:
            initial[f"{name}-start"], initial[f"{name}-end"] = goal.band
    return initial
