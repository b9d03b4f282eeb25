"""Who may sit for which rank: every alternative, met or not, with its evidence and its day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongjiang.kernel.periods import Period, add_months
from gongjiang.skills.contents.prerequisites import Alternative, PrerequisitesRule, Related
from gongjiang.skills.rules.holder import Holder
from gongjiang.skills.rules.ladder import are_related, is_worth
from gongjiang.skills.rules.working_time import MONTHS_A_YEAR, months_worked, reached


class Asks(StrEnum):
    """What a condition can ask for."""

    AGE = "AGE"
    IN_OCCUPATION = "IN_OCCUPATION"
    YEARS = "YEARS"
    RANK = "RANK"
    YEARS_AFTER_RANK = "YEARS_AFTER_RANK"
    TITLE = "TITLE"
    YEARS_AFTER_TITLE = "YEARS_AFTER_TITLE"
    DIPLOMA = "DIPLOMA"
    APPRENTICED = "APPRENTICED"


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that an alternative asks for, and how far somebody is.

    Attributes:
        needs: years, a rank, a title level or a diploma, by what is asked.
        since: the first day it holds, which may lie ahead; None: not in sight.
        months: of years asked for, how many months lie behind.
        evidence: where it is kept that it holds, or that it has begun.
    """

    asks: Asks
    needs: int | str
    since: date | None
    months: int | None = None
    evidence: tuple[str, ...] = ()

    def holds(self, on: date) -> bool:
        return self.since is not None and self.since <= on


@dataclass(frozen=True, slots=True)
class Way:
    """One alternative: all of its conditions are needed."""

    conditions: tuple[Condition, ...]

    @property
    def earliest(self) -> date | None:
        """The first day on which every condition holds; None: not in sight."""
        days = [condition.since for condition in self.conditions]
        return None if None in days else max((day for day in days if day), default=None)

    def holds(self, on: date) -> bool:
        return self.earliest is not None and self.earliest <= on


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Every way to a rank for one person on one day.

    Attributes:
        held: whether the rank, or a higher one, is held in the occupation already.
    """

    occupation: str
    target: int
    on: date
    held: bool
    ways: tuple[Way, ...]

    @property
    def eligible(self) -> bool:
        return not self.held and any(way.holds(self.on) for way in self.ways)

    @property
    def earliest(self) -> date | None:
        """The first day on which some way is open; None: not in sight."""
        return min((way.earliest for way in self.ways if way.earliest is not None), default=None)

    @property
    def nearest(self) -> Way | None:
        """The way that opens first, else the one that misses least."""
        return min(
            self.ways,
            key=lambda way: (
                way.earliest is None,
                way.earliest or date.max,
                sum(not condition.holds(self.on) for condition in way.conditions),
            ),
            default=None,
        )


def eligible(
    holder: Holder, occupation: str, target: int, ruleset: PrerequisitesRule, on: date
) -> Eligibility:
    """Every way to a rank in an occupation, with what of it is met, by what, and from when.

    Args:
        occupation: its code.
        on: as of this day; work that goes on is taken to go on, so days ahead are days on which
            a condition will hold if nothing changes.
    """
    asked = _Asked(holder, occupation, ruleset.related, on)
    return Eligibility(
        occupation=occupation,
        target=target,
        on=on,
        held=any(
            held.rank >= target and held.occupation == occupation and held.since <= on
            for held in holder.ranks
        ),
        ways=tuple(Way(tuple(_conditions(way, asked))) for way in ruleset.alternatives(target)),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """Somebody's record as far as it belongs to one occupation."""

    holder: Holder
    occupation: str
    related: Related
    on: date

    def belongs(self, code: str) -> bool:
        return are_related(code, self.occupation, self.related)

    def work(self) -> list[tuple[Period, str]]:
        return [(w.period, w.source) for w in self.holder.work if self.belongs(w.occupation)]


def _conditions(way: Alternative, asked: _Asked) -> Iterator[Condition]:
    if way.age is not None:
        yield _age(way.age, asked)
    if way.in_occupation:
        yield _in_occupation(asked)
    if way.years is not None:
        yield _years(Asks.YEARS, way.years, None, asked)
    if way.rank is not None:
        yield from _after_rank(way.rank, way.rank_years, asked)
    if way.title is not None:
        yield from _after_title(way.title, way.title_years, asked)
    if way.diploma is not None:
        yield _diploma(way.diploma, asked, final_year=way.final_year)
    if way.apprenticed:
        yield _apprenticed(asked)


def _age(years: int, asked: _Asked) -> Condition:
    born_on = asked.holder.born_on
    since = None if born_on is None else add_months(born_on, MONTHS_A_YEAR * years)
    return Condition(Asks.AGE, years, since)


def _in_occupation(asked: _Asked) -> Condition:
    """Working in it, or about to: an employment in it has begun, or its day is known."""
    running = [
        (period.start, source)
        for period, source in asked.work()
        if period.end is None or period.end > asked.on
    ]
    since, source = min(running, default=(None, ""))
    return Condition(Asks.IN_OCCUPATION, 1, since, evidence=(source,) if source else ())


def _years(asks: Asks, years: int, after: date | None, asked: _Asked) -> Condition:
    work = asked.work()
    periods = [period for period, _ in work]
    return Condition(
        asks,
        years,
        reached(periods, years, after=after),
        months=months_worked(periods, asked.on, after=after),
        evidence=tuple(source for _, source in work),
    )


def _after_rank(rank: int, years: int, asked: _Asked) -> Iterator[Condition]:
    held = [
        (each.since, each.source)
        for each in asked.holder.ranks
        if each.rank >= rank and asked.belongs(each.occupation)
    ]
    asks = (Asks.RANK, Asks.YEARS_AFTER_RANK)
    yield from _held_and_worked(asks, (rank, years), held, asked)


def _after_title(level: int, years: int, asked: _Asked) -> Iterator[Condition]:
    held = [(each.since, each.source) for each in asked.holder.titles if each.level >= level]
    asks = (Asks.TITLE, Asks.YEARS_AFTER_TITLE)
    yield from _held_and_worked(asks, (level, years), held, asked)


def _held_and_worked(
    asks: tuple[Asks, Asks],
    needs: tuple[int, int],
    held: list[tuple[date, str]],
    asked: _Asked,
) -> Iterator[Condition]:
    """Something held, and years of work since then."""
    value, years = needs
    since, source = min(held, default=(None, ""))
    yield Condition(asks[0], value, since, evidence=(source,) if source else ())
    if not years:
        return
    if since is None:
        yield Condition(asks[1], years, None, months=0)
    else:
        yield _years(asks[1], years, since, asked)


def _diploma(level: str, asked: _Asked, *, final_year: bool) -> Condition:
    early = -MONTHS_A_YEAR if final_year else 0
    held = [
        (add_months(each.graduated_on, early), each.source)
        for each in asked.holder.diplomas
        if is_worth(each.level, level) and each.occupation and asked.belongs(each.occupation)
    ]
    since, source = min(held, default=(None, ""))
    return Condition(Asks.DIPLOMA, str(level), since, evidence=(source,) if source else ())


def _apprenticed(asked: _Asked) -> Condition:
    done = [(each.completed_on, each.source) for each in asked.holder.apprenticeships]
    since, source = min(done, default=(None, ""))
    return Condition(Asks.APPRENTICED, 1, since, evidence=(source,) if source else ())
