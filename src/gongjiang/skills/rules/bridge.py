"""Who may apply over the bridge, and from when. It is a right to apply and confers nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongjiang.skills.contents.bridge import BridgeRule, Crossing
from gongjiang.skills.contents.prerequisites import Related
from gongjiang.skills.models import BridgeDirection
from gongjiang.skills.rules.holder import Holder
from gongjiang.skills.rules.ladder import are_related
from gongjiang.skills.rules.working_time import reached


@dataclass(frozen=True, slots=True)
class Right:
    """A way over the bridge for one person.

    Attributes:
        target: a title level or a skill rank, by the direction.
        years: of work in the occupation since what is held.
        held_since: since when what it starts from is held; None: it is not.
        earliest: the first day one may apply; None: not in sight.
        evidence: where what is held is kept.
    """

    direction: BridgeDirection
    source: int
    target: int
    years: int
    held_since: date | None
    earliest: date | None
    evidence: str

    def holds(self, on: date) -> bool:
        return self.earliest is not None and self.earliest <= on


def rights(
    holder: Holder, occupation: str, ruleset: BridgeRule, on: date, related: Related
) -> tuple[Right, ...]:
    """Every crossing whose target is not held yet, met or not.

    Args:
        occupation: in which the rank is held, or the work is done.
    """
    asked = _Asked(holder, occupation, related, on)
    return (*_to_title(ruleset, asked), *_to_rank(ruleset, asked))


@dataclass(frozen=True, slots=True)
class _Asked:
    holder: Holder
    occupation: str
    related: Related
    on: date

    def belongs(self, code: str) -> bool:
        return are_related(code, self.occupation, self.related)


def _to_title(ruleset: BridgeRule, asked: _Asked) -> Iterator[Right]:
    highest = max((title.level for title in asked.holder.titles), default=-1)
    for crossing in ruleset.to_title:
        if crossing.title > highest:
            held = [
                (each.since, each.source)
                for each in asked.holder.ranks
                if each.rank >= crossing.rank and asked.belongs(each.occupation)
            ]
            ends = (crossing.rank, crossing.title)
            yield _right(BridgeDirection.TO_TITLE, ends, crossing, held, asked)


def _to_rank(ruleset: BridgeRule, asked: _Asked) -> Iterator[Right]:
    highest = max(
        (each.rank for each in asked.holder.ranks if asked.belongs(each.occupation)), default=0
    )
    for crossing in ruleset.to_rank:
        if crossing.rank > highest:
            held = [
                (each.since, each.source)
                for each in asked.holder.titles
                if each.level >= crossing.title
            ]
            ends = (crossing.title, crossing.rank)
            yield _right(BridgeDirection.TO_RANK, ends, crossing, held, asked)


def _right(
    direction: BridgeDirection,
    ends: tuple[int, int],
    crossing: Crossing,
    held: list[tuple[date, str]],
    asked: _Asked,
) -> Right:
    since, source = min(held, default=(None, ""))
    work = [each.period for each in asked.holder.work if asked.belongs(each.occupation)]
    earliest = None if since is None else reached(work, crossing.years, after=since)
    return Right(direction, ends[0], ends[1], crossing.years, since, earliest, source)
