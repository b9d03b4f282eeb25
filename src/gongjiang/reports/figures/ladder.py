"""Figures of the ladder in force: #12, its channels, and #13, its grades."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from gongjiang.careers.ladder import LadderRule
from gongjiang.governance.models import RuleSet
from gongjiang.reports.figures.base import Definition, Figure, Row, Value
from gongjiang.reports.figures.rules_then import rule_then


@dataclass(frozen=True, slots=True)
class OfLadder(Figure):
    """Something that is counted in the zone's ladder itself."""

    definition: Definition

    @abstractmethod
    def counted(self, rule: LadderRule) -> list[Row]:
        """What is counted, a row each."""

    def derive(self, on: date, known_at: datetime | None = None) -> Value:
        found = ladder_in_force(on, known_at)
        if found is None:
            why = _("No career ladder is in force on this day; the reform office approves one.")
            return Value(None, 0, self.definition.version, why=why)
        count = len(self.counted(LadderRule.read(found.content)))
        return Value(count, count, found.version)

    def rows(self, on: date, known_at: datetime | None = None) -> Iterator[Row]:
        found = ladder_in_force(on, known_at)
        if found is not None:
            yield from self.counted(LadderRule.read(found.content))


@dataclass(frozen=True, slots=True)
class Channels(OfLadder):
    """Distinct channels of the sequences."""

    definition: Definition

    def counted(self, rule: LadderRule) -> list[Row]:
        return [
            {
                "channel": channel.value,
                "sequences": ", ".join(
                    span.sequence.value for span in rule.sequences if span.channel == channel
                ),
            }
            for channel in sorted(rule.channels)
        ]


@dataclass(frozen=True, slots=True)
class Grades(OfLadder):
    """Distinct grades of all sequences on the one scale."""

    definition: Definition

    def counted(self, rule: LadderRule) -> list[Row]:
        return [
            {
                "grade": grade,
                "sequences": ", ".join(
                    span.sequence.value for span in rule.sequences if span.low <= grade <= span.high
                ),
            }
            for grade in range(1, 24)
            if any(span.low <= grade <= span.high for span in rule.sequences)
        ]


FIGURES = (
    Channels(
        Definition(
            id=12,
            label=_("Career channels"),
            unit=_("channels"),
            counts=_("Channels of the career ladder in force"),
            room="careers",
        )
    ),
    Grades(
        Definition(
            id=13,
            label=_("Career grades"),
            unit=_("grades"),
            counts=_("Grades of the career ladder in force"),
            room="careers",
        )
    ),
)


def ladder_in_force(on: date, known_at: datetime | None = None) -> RuleSet | None:
    """The zone's ladder that holds on a day, as known by a moment."""
    return rule_then(LadderRule.key, on, known_at)
