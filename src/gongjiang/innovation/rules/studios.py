"""What a studio needs for a level, and how its year is scored. No database, no clock."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from gongjiang.innovation.contents.studios import StudioTerms
from gongjiang.innovation.models import StudioEvidence, StudioLevel, StudioReview
from gongjiang.kernel.decision import ALLOWED, Decision, refused

LEVELS: tuple[str, ...] = tuple(StudioLevel.values)
NAMED_HERE = (StudioLevel.ENTERPRISE, StudioLevel.ZONE)
"""The levels this zone names itself; the others come with a document from elsewhere."""

CENT = Decimal("0.01")
QUARTERS = 4
Criterion = StudioEvidence.Criterion
Result = StudioReview.Result


def rank_of(level: str) -> int:
    """0 for a studio without a name, then 1 for the lowest level."""
    return LEVELS.index(level) + 1 if level else 0


def may_ask_for(current: str, wanted: str) -> Decision:
    """The next level and no other: each needs the one below it."""
    if rank_of(wanted) <= rank_of(current):
        return refused(_("The studio has this level already."))
    if rank_of(wanted) > rank_of(current) + 1:
        below = StudioLevel(LEVELS[rank_of(wanted) - 2]).label
        return refused(_("This level needs the one below it first: %(below)s.") % {"below": below})
    return ALLOWED


@dataclass(frozen=True, slots=True)
class Standing:
    """What a studio has on the day it asks for a level.

    Attributes:
        groups: what its members are there, one for each member.
        title_level: of the leader's honour; blank: none.
        proven: criteria for which there is evidence.
    """

    groups: tuple[str, ...]
    title_level: str
    funds_fen: int
    topics: int
    proven: frozenset[str]

    @property
    def is_mixed(self) -> bool:
        return len(set(self.groups)) > 1


def missing(standing: Standing, level: str, terms: StudioTerms) -> list[str]:
    """A sentence for each criterion of a level that is not met; empty: it may be declared."""
    return [*missing_in_people(standing, level, terms), *_of_means(standing, level, terms)]


def missing_in_people(standing: Standing, level: str, terms: StudioTerms) -> list[str]:
    """The same of leader and team alone: what a successor has to meet."""
    return list(_of_people(standing, level, terms))


def _of_people(standing: Standing, level: str, terms: StudioTerms) -> Iterator[str]:
    team = len(standing.groups)
    if rank_of(level) >= rank_of(terms.mixed_from):
        if team < terms.least_team_mixed or not standing.is_mixed:
            yield _(
                "A team of %(least)d or more is needed, from more than one group; it has %(team)d."
            ) % {"least": terms.least_team_mixed, "team": team}
    elif team < terms.least_team:
        yield _("A team of %(least)d or more is needed; it has %(team)d.") % {
            "least": terms.least_team,
            "team": team,
        }
    if rank_of(level) >= rank_of(terms.title_from) and rank_of(standing.title_level) < rank_of(
        StudioLevel.CITY
    ):
        yield _("The leader needs a title of honour of the city or higher for this level.")


def _of_means(standing: Standing, level: str, terms: StudioTerms) -> Iterator[str]:
    if standing.funds_fen < terms.least_funds_fen:
        yield _("Dedicated funds of %(yuan)s yuan or more are needed.") % {
            "yuan": f"{terms.least_funds_fen / 100:.0f}"
        }
    if standing.topics < terms.least_topics:
        yield _("%(least)d innovation topics or more are needed.") % {"least": terms.least_topics}
    unproven = [each for each in needed(level, terms) if each not in standing.proven]
    if unproven:
        names = _(", ").join(str(Criterion(each).label) for each in unproven)
        yield _("Evidence is missing for: %(criteria)s.") % {"criteria": names}


def needed(level: str, terms: StudioTerms) -> list[str]:
    """The criteria a level asks evidence for, in the order they are checked."""
    titled = rank_of(level) >= rank_of(terms.title_from)
    return [each for each in Criterion.values if titled or each != Criterion.TITLE]


@dataclass(frozen=True, slots=True)
class Year:
    """What a studio's records of one year add up to.

    Attributes:
        reports_due: quarters of the year that ended while it bore its name.
    """

    topics_done: int
    benefit_fen: int
    patents: int
    apprentices: int
    trained: int
    copies: int
    reports_in_time: int
    reports_due: int


@dataclass(frozen=True, slots=True)
class Line:
    """One heading of the score sheet: `count` of `full` gave `points` of `most`."""

    heading: str
    count: Decimal
    full: int
    points: Decimal
    most: int


def sheet(year: Year, terms: StudioTerms) -> list[Line]:
    """The yearly score sheet (domain.md §6.6): each heading by its part of what gives full points.

    People trained count as apprentices by the rule's exchange; a studio that no report was due
    from gets management's points in full.
    """
    grown = year.apprentices + Decimal(year.trained) / terms.trained_per_point
    return [
        _line("topics", Decimal(year.topics_done), terms.topics_full, terms.topics_points),
        _line("benefit", Decimal(year.benefit_fen), terms.benefit_full_fen, terms.benefit_points),
        _line("patents", Decimal(year.patents), terms.patents_full, terms.patents_points),
        _line("training", grown, terms.training_full, terms.training_points),
        _line("copies", Decimal(year.copies), terms.copies_full, terms.copies_points),
        _line(
            "management",
            Decimal(year.reports_in_time) if year.reports_due else Decimal(1),
            year.reports_due or 1,
            terms.management_points,
        ),
    ]


def _line(heading: str, count: Decimal, full: int, most: int) -> Line:
    part = max(Decimal(0), min(Decimal(1), count / full))
    return Line(heading, count, full, (part * most).quantize(CENT, ROUND_HALF_UP), most)


def total(lines: Collection[Line]) -> Decimal:
    return sum((line.points for line in lines), Decimal(0))


def best_result(points: Decimal, terms: StudioTerms) -> str:
    """The best result that points allow; whoever decides may decide for a lower one."""
    if points >= terms.excellent_points:
        return Result.EXCELLENT
    return Result.QUALIFIED if points >= terms.qualified_points else Result.RECTIFY


def may_result_in(result: str, points: Decimal, terms: StudioTerms) -> Decision:
    """Named people decide, but nobody is called better than the records say."""
    order = (Result.RECTIFY, Result.QUALIFIED, Result.EXCELLENT)
    best = best_result(points, terms)
    if order.index(Result(result)) <= order.index(Result(best)):
        return ALLOWED
    return refused(
        _("%(points)s points allow “%(best)s” at most; records that are missing can be added.")
        % {"points": points, "best": Result(best).label}
    )


def quarter_end(year: int, quarter: int) -> date:
    """The first day after a quarter."""
    return date(year + quarter // QUARTERS, quarter % QUARTERS * 3 + 1, 1)


def report_due(year: int, quarter: int, terms: StudioTerms) -> date:
    """The last day for a quarter's report."""
    return quarter_end(year, quarter) + timedelta(days=terms.report_days - 1)


def quarters_owed(year: int, named_on: date, until: date) -> list[int]:
    """The quarters of a year that ended after a studio was named, and by a day."""
    return [
        quarter
        for quarter in range(1, QUARTERS + 1)
        if named_on < quarter_end(year, quarter) <= until
    ]
