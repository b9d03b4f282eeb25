"""Everything a reader needs to trust one number: where it comes from, and how it was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from gongjiang.governance.models import RuleSet
from gongjiang.index.differences import goal_in_words
from gongjiang.index.framework import Counted, Part
from gongjiang.index.indicators import INDICATORS, Definition
from gongjiang.index.models import Run
from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.periods import Window, as_told, window_of_months
from gongjiang.web.index.labels import DIRECTIONS

SHORT = 16
"""A digest's first half tells runs apart; the whole of it is in the run's own answer."""


@dataclass(frozen=True, slots=True)
class Passport:
    """What stands on the page of one indicator beside its value.

    Attributes:
        part: the dimension or force it counts in; None: in none.
        window: the days it looks at; None: the day alone.
        version: of the definition, as the run applied it.
    """

    definition: Definition
    part: Part | None
    counted: Counted | None
    goal: str
    direction: Sentence
    window: Window | None
    version: str
    framework: RuleSet | None
    run: Run | None

    @property
    def goal_source(self) -> str:
        return gettext(self.counted.goal.source) if self.counted and self.counted.goal else ""

    @property
    def known_at(self) -> datetime | None:
        return as_told(self.run.known_at) if self.run else None

    @property
    def run_at(self) -> datetime | None:
        return as_told(self.run.run_at) if self.run else None

    @property
    def is_derived(self) -> bool:
        return self.definition.id in INDICATORS

    @property
    def inputs(self) -> str:
        return self.run.inputs_digest[:SHORT] if self.run else ""

    @property
    def outputs(self) -> str:
        return self.run.outputs_digest[:SHORT] if self.run else ""


def passport_of(definition: Definition, run: Run | None) -> Passport:
    rule = run.rule() if run else None
    counted = rule.counted(definition.id) if rule else None
    months = definition.months
    applied = {each["id"]: each["version"] for each in run.definitions} if run else {}
    return Passport(
        definition=definition,
        part=rule.part_of(definition.id) if rule else None,
        counted=counted,
        goal=goal_in_words(counted.goal if counted else None),
        direction=DIRECTIONS[definition.direction],
        window=window_of_months(run.day, months) if run and months else None,
        version=applied.get(definition.id, definition.version),
        framework=run.framework if run else None,
        run=run,
    )
