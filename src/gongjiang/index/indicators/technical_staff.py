"""P2: professional and technical staff among the industrial workers."""

from __future__ import annotations

from functools import reduce
from typing import ClassVar

import ibis
import ibis.expr.types as ir
from django.utils.translation import gettext_lazy as _

from gongjiang.index.indicators.base import (
    PERCENT,
    Definition,
    Reach,
    Share,
    Tally,
    levels,
)
from gongjiang.index.records import Records, once_a_day
from gongjiang.index.rules.normalise import Direction
from gongjiang.index.skill_spells import highest, titles
from gongjiang.people.models import PostKind
from gongjiang.people.queries.trend import DatedDefinition


class TechnicalStaff(Share):
    """Professional and technical staff by both counting bases of domain.md §1.1, each person once:
    (a) who holds a professional title, (b) who is in a technical post.

    Version 1b counted by the post alone, before titles were kept. The talent it is a share of is
    everybody who counts as an industrial worker on the day, by the rule in force then: the number
    of the zone is figure 1, and those counted are figure 9.
    """

    definition: ClassVar[Definition] = Definition(
        id="P2",
        label=_("Professional and technical staff"),
        formula=_(
            "Industrial workers who hold a professional title or are in technical posts, each "
            "counted once, of all industrial workers on roll"
        ),
        numerator=_("industrial workers on roll with a title or in technical posts"),
        denominator=_("industrial workers on roll, by the definition in force on the day"),
        unit=PERCENT,
        direction=Direction.HIGHER,
        levels=levels("ESZ"),
        room="skills",
        version="2ab",
    )
    parts: ClassVar[tuple[str, ...]] = ("technical", "industrial")
    group: ClassVar[str | None] = "technical"

    def tallies(self, records: Records) -> list[Tally]:
        workers = once_a_day(_industrial(records))
        titled = highest(workers, titles(records)).select("at", "person_id", title="value")
        workers = workers.left_join(titled, ["at", "person_id"])
        either = (workers.post_kind == PostKind.TECHNICAL.value) | workers.title.notnull()
        counts = workers.group_by("at", "unit_id").agg(
            technical=either.ifelse(1, 0).sum(), industrial=workers.count()
        )
        return [Tally(counts, Reach.DAY)]


def _industrial(records: Records) -> ir.Table:
    """The postings of industrial workers, by the industry of the site and the rule of the day."""
    ancestry, enterprises = records.lake.ancestry, records.lake.enterprises
    sites = ancestry.join(enterprises, ancestry.ancestor_id == enterprises.unit_id).select(
        "descendant_id", "valid_from", "valid_to", industry=enterprises.industry_code.left(1)
    )
    roll = records.roll
    stands_there = (sites.valid_to.isnull() | (sites.valid_to > roll.at)) & (
        sites.valid_from <= roll.at
    )
    placed = roll.join(sites, [roll.unit_id == sites.descendant_id, stands_there])
    return placed.filter(_counts(placed, records.question.industrial)).select(*roll.columns)


def _counts(placed: ir.Table, versions: tuple[DatedDefinition, ...]) -> ir.BooleanValue:
    nobody: ir.BooleanValue = ibis.literal(value=False)
    return reduce(lambda told, dated: told | _counts_by(placed, dated), versions, nobody)


def _counts_by(placed: ir.Table, dated: DatedDefinition) -> ir.BooleanValue:
    rule, period = dated.definition, dated.period
    holds = (
        placed.industry.isin(sorted(rule.industries))
        & placed.post_kind.isin(sorted(rule.post_kinds))
        & placed.employment_kind.isin(sorted(rule.employment_kinds))
        & (placed.at >= ibis.date(period.start))
    )
    return holds if period.end is None else holds & (placed.at < ibis.date(period.end))
