"""Figures of growth: #14 time to rise a grade, #15 the window, #16 to #19 trained and exported."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

import numpy as np
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gongjiang.careers.output_rule import OutputRule
from gongjiang.careers.queries.grade_history import grade_history
from gongjiang.careers.queries.output import Category, Entry, exports_told, trained_output
from gongjiang.careers.rules.backbone import Sent, backbones
from gongjiang.careers.rules.ladder import SEQUENCES
from gongjiang.careers.rules.speed import Spells, Waits, waits
from gongjiang.governance.models import RuleSet
from gongjiang.governance.queries.rule_sets import approved
from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.periods import Period, window_of_months
from gongjiang.ledger.facts.careers import GradeEntered
from gongjiang.ledger.facts.pipeline import Exported
from gongjiang.ledger.facts.skills import SkillCertified, TitleConferred
from gongjiang.reports.figures.base import Definition, Figure, Row, Value
from gongjiang.reports.figures.kept import kept
from gongjiang.reports.figures.occurrences import OccurrenceFigure, Occurrences
from gongjiang.reports.figures.rules_then import rule_then

MONTHS_IN_A_YEAR = 12
NO_RULE = gettext_lazy("Nobody has approved what counts as trained and exported on this day.")

SAID = {
    SkillCertified.kind: gettext_lazy("skill certificate"),
    TitleConferred.kind: gettext_lazy("professional title"),
    GradeEntered.kind: gettext_lazy("grade"),
    Exported.kind: gettext_lazy("sent elsewhere"),
}


@dataclass(frozen=True, slots=True)
class TimeToRise(OccurrenceFigure):
    """The Kaplan-Meier median of whole months to the next grade; each wait is a record."""

    definition: Definition

    def derive(self, on: date, known_at: datetime | None = None) -> Value:
        found = waits_on(on, known_at)
        if not len(found):
            why = _("Nobody's grade has been recorded by this day.")
            return Value(None, 0, self.definition.version, why=why)
        median = found.survival.median
        if np.isnan(median):
            why = _("More than half still wait: there is no median yet.")
            return Value(None, 0, self.definition.version, why=why)
        return Value(round(median), len(found), self.definition.version, remark=_share_said(found))

    def behind(self, on: date, known_at: datetime | None) -> Occurrences | None:
        if self.derive(on, known_at).number is None:
            return None
        found = waits_on(on, known_at)
        return Occurrences(
            person=found.person,
            unit=found.unit,
            enterprise=found.enterprise,
            on=found.start,
            said=lambda place: _wait_said(found, place),
            detail=lambda place: _wait_detail(found, place),
        )

    def trend(
        self,
        days: Sequence[date],  # noqa: ARG002  (the speed page draws the curve itself)
        known_at: datetime | None = None,  # noqa: ARG002
    ) -> dict[date, int]:
        return {}


@dataclass(frozen=True, slots=True)
class OutputWindow(Figure):
    """How many years figures 16 to 19 look back."""

    definition: Definition

    def derive(self, on: date, known_at: datetime | None = None) -> Value:
        rule_set = _rule_set(on, known_at)
        if rule_set is None:
            return Value(None, 0, self.definition.version, why=NO_RULE)
        rule = OutputRule.read(rule_set.content)
        window = window_of_months(on, rule.window_months)
        return Value(rule.window_years, 1, rule_set.version, window)

    def rows(self, on: date, known_at: datetime | None = None) -> Iterator[Row]:
        rule_set = _rule_set(on, known_at)
        if rule_set is not None:
            yield {
                "rule_set": str(rule_set.public_id),
                "version": rule_set.version,
                "window_years": OutputRule.read(rule_set.content).window_years,
            }


class _Counted(OccurrenceFigure):
    """Persons counted once each within the rule's window."""

    course: ClassVar[Sentence] = gettext_lazy(
        "In the window up to the end of each month, by the rule in force then"
    )

    @abstractmethod
    def records(self, rule: OutputRule, known_at: datetime | None) -> Sequence[Any]:
        """All that could count on any day."""

    @abstractmethod
    def counted(self, records: Sequence[Any], rule: OutputRule, on: date) -> list[Entry]:
        """Those that count as of the end of a day."""

    def derive(self, on: date, known_at: datetime | None = None) -> Value:
        rule_set = _rule_set(on, known_at)
        if rule_set is None:
            return Value(None, 0, self.definition.version, why=NO_RULE)
        rule = OutputRule.read(rule_set.content)
        count = len(self.counted(self.records(rule, known_at), rule, on))
        return Value(count, count, rule_set.version, window_of_months(on, rule.window_months))

    def behind(self, on: date, known_at: datetime | None) -> Occurrences | None:
        rule_set = _rule_set(on, known_at)
        if rule_set is None:
            return None
        rule = OutputRule.read(rule_set.content)
        return _occurrences(self.counted(self.records(rule, known_at), rule, on))

    def trend(self, days: Sequence[date], known_at: datetime | None = None) -> dict[date, int]:
        counts: dict[date, int] = {}
        for rule_set in _rule_sets(known_at):
            period = Period(rule_set.valid_from, rule_set.valid_to)
            if held := [day for day in days if day in period]:
                rule = OutputRule.read(rule_set.content)
                records = self.records(rule, known_at)
                counts |= {day: len(self.counted(records, rule, day)) for day in held}
        return dict(sorted(counts.items()))


@dataclass(frozen=True, slots=True)
class Trained(_Counted):
    """Persons who first became what the category says, after completed training."""

    definition: Definition
    category: Category

    def records(self, rule: OutputRule, known_at: datetime | None) -> Sequence[Entry]:
        return _trained(self.category, rule, known_at)

    def counted(self, records: Sequence[Entry], rule: OutputRule, on: date) -> list[Entry]:
        window = window_of_months(on, rule.window_months)
        return [each for each in records if each.on in window]


@dataclass(frozen=True, slots=True)
class BackbonesExported(_Counted):
    """Persons sent to sibling companies and new bases, by the counting rule of §4.5."""

    definition: Definition

    def records(
        self,
        rule: OutputRule,  # noqa: ARG002  (the same whatever the rule)
        known_at: datetime | None,
    ) -> Sequence[tuple[Entry, Sent]]:
        return _exports(known_at)

    def counted(
        self, records: Sequence[tuple[Entry, Sent]], rule: OutputRule, on: date
    ) -> list[Entry]:
        window = window_of_months(on, rule.window_months)
        told = {(sent.person_id, sent.sent_on): entry for entry, sent in records}
        counted = backbones([sent for _entry, sent in records], rule.backbone_terms(), window)
        return [told[sent.person_id, sent.sent_on] for sent in counted]


def _trained_figure(number: int, category: Category, label: Sentence, counts: Sentence) -> Trained:
    return Trained(
        Definition(
            id=number,
            label=label,
            unit=gettext_lazy("persons"),
            counts=counts,
            distinct_by=gettext_lazy("person"),
            months=2 * MONTHS_IN_A_YEAR,
            room="careers",
        ),
        category,
    )


FIGURES: tuple[Figure, ...] = (
    TimeToRise(
        Definition(
            id=14,
            label=gettext_lazy("Time to rise one grade"),
            unit=gettext_lazy("months"),
            counts=gettext_lazy(
                "Kaplan-Meier median of the months in a grade until the next one; who has not "
                "risen counts as still waiting"
            ),
            distinct_by=gettext_lazy("person and grade"),
            room="careers",
        )
    ),
    OutputWindow(
        Definition(
            id=15,
            label=gettext_lazy("Window of the career figures"),
            unit=gettext_lazy("years"),
            counts=gettext_lazy("The window over which figures 16 to 19 are counted"),
            months=2 * MONTHS_IN_A_YEAR,
            room="careers",
        )
    ),
    _trained_figure(
        16,
        Category.TECHNICIAN,
        gettext_lazy("Technicians trained"),
        gettext_lazy(
            "Persons who first became technicians within the window, having completed training"
        ),
    ),
    _trained_figure(
        17,
        Category.ENGINEER,
        gettext_lazy("Engineers trained"),
        gettext_lazy(
            "Persons who first became engineers within the window, having completed training"
        ),
    ),
    _trained_figure(
        18,
        Category.MANAGER,
        gettext_lazy("Managers trained"),
        gettext_lazy(
            "Persons who first became managers within the window, having completed training"
        ),
    ),
    BackbonesExported(
        Definition(
            id=19,
            label=gettext_lazy("Backbone staff exported"),
            unit=gettext_lazy("persons"),
            counts=gettext_lazy(
                "Persons sent to sibling companies and new bases within the window"
            ),
            distinct_by=gettext_lazy("person"),
            months=2 * MONTHS_IN_A_YEAR,
            room="careers",
        )
    ),
)


def _rule_sets(known_at: datetime | None) -> QuerySet[RuleSet]:
    held = approved().filter(key=OutputRule.key, scope=None)
    return held if known_at is None else held.filter(approved_at__lte=known_at)


def _rule_set(on: date, known_at: datetime | None) -> RuleSet | None:
    return rule_then(OutputRule.key, on, known_at)


@kept
def _history(known_at: datetime | None) -> Spells:
    return grade_history(known_at=known_at)


@kept
def waits_on(on: date, known_at: datetime | None) -> Waits:
    """Everybody's waits for the next grade, as they stood at the end of a day."""
    return waits(_history(known_at), on=np.datetime64(on))


@kept
def _trained(category: Category, rule: OutputRule, known_at: datetime | None) -> list[Entry]:
    return trained_output(category, rule, known_at=known_at)


@kept
def _exports(known_at: datetime | None) -> list[tuple[Entry, Sent]]:
    return exports_told(known_at=known_at)


def _occurrences(entries: Sequence[Entry]) -> Occurrences:
    return Occurrences(
        person=np.array([each.person_id for each in entries], dtype=np.int64),
        unit=np.array([each.unit_id for each in entries], dtype=np.int64),
        enterprise=np.array([each.enterprise_id for each in entries], dtype=np.int64),
        on=np.array([each.on for each in entries], dtype="datetime64[D]"),
        said=lambda place: _entry_said(entries[place]),
        detail=lambda place: {"kind": entries[place].kind},
    )


def _entry_said(entry: Entry) -> str:
    return _("%(what)s on %(day)s") % {
        "what": SAID[entry.kind],
        "day": date_format(entry.on, "Y-m-d"),
    }


def _share_said(found: Waits) -> str:
    return _("%(n)d waits, of which %(share).1f %% have not ended yet") % {
        "n": len(found),
        "share": 100 * found.censored / len(found),
    }


def _wait_said(found: Waits, place: int) -> str:
    months = int(found.months[place])
    said = (
        ngettext("rose after %(months)d month", "rose after %(months)d months", months)
        if found.arrived[place]
        else ngettext("waits for %(months)d month", "waits for %(months)d months", months)
    )
    grade = f"{SEQUENCES[found.sequence[place]]}{found.grade[place]}"
    return f"{grade} · {found.start[place]} · {said % {'months': months}}"


def _wait_detail(found: Waits, place: int) -> Row:
    return {
        "sequence": SEQUENCES[found.sequence[place]],
        "grade": int(found.grade[place]),
        "until": str(found.until[place]),
        "months": int(found.months[place]),
        "risen": bool(found.arrived[place]),
    }
