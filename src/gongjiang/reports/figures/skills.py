"""Figures of what people can do: #9, professional and technical staff; #10, their share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongjiang.governance.queries.industrial_workers import industrial_worker_definitions
from gongjiang.people.models import PostKind
from gongjiang.people.queries.trend import DatedDefinition, industrial_headcounts
from gongjiang.people.queries.visibility import Scope
from gongjiang.reports.figures.base import (
    Definition,
    Groups,
    PersonFigure,
    Persons,
    Row,
    Value,
)
from gongjiang.reports.figures.kept import kept
from gongjiang.reports.figures.people import FIGURES as WORKERS
from gongjiang.reports.figures.people import IndustrialWorkers
from gongjiang.skills.queries.held import technical_or_titled, titles_held

BOTH_BASES = "+ab"
"""By title (a) or by post (b), each person once: the two counting bases of domain.md §1.1."""

DIGITS = 1

TECHNICAL_DAYS = """
    WITH spell AS ({spells})
    SELECT * FROM spell WHERE post_kind = %s
    UNION ALL
    SELECT spell.person_id, spell.unit_id, spell.post_kind, spell.employment_kind,
           spell.days * title.days
    FROM spell JOIN ({titles}) AS title
      ON title.person_id = spell.person_id AND title.days && spell.days
"""


@dataclass(frozen=True, slots=True)
class TechnicalStaff(IndustrialWorkers):
    """Industrial workers who hold a title or are in a technical post on the day."""

    def trend(self, days: Sequence[date], known_at: datetime | None = None) -> dict[date, int]:
        return _trend(tuple(days), industrial_worker_definitions(), known_at)


@dataclass(frozen=True, slots=True)
class TechnicalShare(PersonFigure):
    """The share of figure 9 in figure 1, in per cent. It opens to everybody it is a share of."""

    definition: Definition
    counted: PersonFigure
    of: PersonFigure

    def derive(self, on: date, known_at: datetime | None = None) -> Value:
        counted, of = self.counted.derive(on, known_at), self.of.derive(on, known_at)
        if counted.number is None or not of.number:
            why = of.why or _("Nobody is on roll on this day.")
            return Value(None, 0, self.definition.version, why=why)
        return Value(_share(counted.number, of.number), of.records, counted.version)

    def rows(self, on: date, known_at: datetime | None = None) -> Iterator[Row]:
        counted = {row["person"] for row in self.counted.rows(on, known_at)}
        for row in self.of.rows(on, known_at):
            yield {**row, "professional_technical": row["person"] in counted}

    def trend(self, days: Sequence[date], known_at: datetime | None = None) -> Mapping[date, float]:
        counted, of = self.counted.trend(days, known_at), self.of.trend(days, known_at)
        return {day: _share(counted[day], total) for day, total in of.items() if total}

    def persons(
        self, on: date, known_at: datetime | None, scope: Scope, *, limit: int, offset: int = 0
    ) -> Persons:
        return self.of.persons(on, known_at, scope, limit=limit, offset=offset)

    def groups(
        self, on: date, known_at: datetime | None, unit_id: int | None = None
    ) -> Groups | None:
        return self.of.groups(on, known_at, unit_id)


STAFF = TechnicalStaff(
    Definition(
        id=9,
        label=_("Professional and technical staff"),
        unit=_("persons"),
        counts=_(
            "Industrial workers on roll who hold a professional title or are in a technical post"
        ),
        distinct_by=_("person"),
        room="skills",
    ),
    technical_or_titled,
    BOTH_BASES,
)

FIGURES: tuple[PersonFigure, ...] = (
    STAFF,
    TechnicalShare(
        Definition(
            id=10,
            label=_("Their share of industrial talent"),
            unit="%",
            counts=_(
                "Professional and technical staff (figure 9) of all industrial workers on roll "
                "(figure 1)"
            ),
            distinct_by=_("person"),
            room="skills",
        ),
        STAFF,
        WORKERS[0],
    ),
)


@kept
def _trend(
    days: tuple[date, ...], definitions: tuple[DatedDefinition, ...], known_at: datetime | None
) -> dict[date, int]:
    titles = titles_held(known_at)

    def technical_days(spells: str, params: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
        sql = TECHNICAL_DAYS.format(spells=spells, titles=titles.sql)
        return sql, (*params, PostKind.TECHNICAL.value, *titles.params)

    return industrial_headcounts(days, definitions, known_at=known_at, narrow=technical_days)


def _share(counted: int | float, of: int | float) -> float:
    return round(100 * counted / of, DIGITS)
