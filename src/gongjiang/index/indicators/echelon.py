"""L2, L3, L6: key posts with successors, how many stand behind each, and backbones exported."""

from __future__ import annotations

from typing import ClassVar

import ibis
import ibis.expr.types as ir
import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from gongjiang.careers.rules.echelon import NOW
from gongjiang.index.indicators.base import (
    HALF,
    PERCENT,
    Definition,
    Indicator,
    Measured,
    PerHead,
    Reach,
    Share,
    Tally,
    levels,
)
from gongjiang.index.records import Records, days_table
from gongjiang.index.rules.normalise import Direction
from gongjiang.ledger.facts.pipeline import (
    Exported,
    KeyPositionClosed,
    KeyPositionNamed,
    SuccessorNamed,
    SuccessorRemoved,
)

TWO_YEARS = 24


class SuccessorsReady(Share):
    """Key posts with a successor who is ready now (继任覆盖率), where the posts stand."""

    definition: ClassVar[Definition] = Definition(
        id="L2",
        label=_("Key posts with a successor"),
        formula=_("Key posts with a successor who is ready now, of all key posts"),
        numerator=_("key posts with at least one successor who is ready now"),
        denominator=_("key posts on the day"),
        unit=PERCENT,
        direction=Direction.HIGHER,
        levels=levels("ESZ"),
        room="careers",
    )
    parts: ClassVar[tuple[str, ...]] = ("covered", "key_posts")

    def tallies(self, records: Records) -> list[Tally]:
        posts, prepared = _posts(records), _prepared(records)
        ready = prepared.filter(prepared.readiness == NOW)
        covered = ready.select("at", "key_position_id").distinct()
        counts = posts.group_by("at", "unit_id").agg(key_posts=posts.count())
        with_one = posts.semi_join(covered, ["at", "key_position_id"])
        return [
            Tally(counts, Reach.DAY),
            Tally(with_one.group_by("at", "unit_id").agg(covered=with_one.count()), Reach.DAY),
        ]


class ReserveDepth(Indicator):
    """Successors a key post (后备深度); who stands behind two posts counts twice."""

    definition: ClassVar[Definition] = Definition(
        id="L3",
        label=_("Depth of the reserve"),
        formula=_("Named successors per key post"),
        numerator=_("successors on the day, of any readiness"),
        denominator=_("key posts on the day"),
        unit=_("ratio"),
        direction=Direction.HIGHER,
        levels=levels("EZ"),
        room="careers",
    )
    parts: ClassVar[tuple[str, ...]] = ("successors", "key_posts")

    def tallies(self, records: Records) -> list[Tally]:
        posts, prepared = _posts(records), _prepared(records)
        behind = prepared.semi_join(posts, ["at", "key_position_id"])
        return [
            Tally(posts.group_by("at", "unit_id").agg(key_posts=posts.count()), Reach.DAY),
            Tally(behind.group_by("at", "unit_id").agg(successors=behind.count()), Reach.DAY),
        ]

    def measure(self, sums: NDArray[np.int64]) -> Measured:
        successors, posts = sums.T.astype(np.float64)
        values = np.full(posts.shape, np.nan)
        np.divide(successors, posts, out=values, where=posts > 0)
        return Measured(successors, posts, sums[:, 1], values)

    def drawn(self, sums: NDArray[np.int64], chance: np.random.Generator) -> NDArray[np.int64]:
        return np.column_stack([chance.poisson(sums[:, 0] + HALF), sums[:, 1]])


class BackbonesExported(PerHead):
    """Exports to sibling companies and new bases over average headcount (骨干输出率).

    Every export within the group counts, whatever the grade and the length of the stay, which are
    the rule's of figure 19 (domain.md §9.2 counts the events, §4.5 the backbones).
    """

    definition: ClassVar[Definition] = Definition(
        id="L6",
        label=_("Backbones exported"),
        formula=_(
            "Exports to sibling companies and new bases within 24 months, of the average "
            "headcount: the mean of twelve month-end rolls"
        ),
        numerator=_("exports of 24 months to sibling companies and new bases"),
        denominator=_("mean of the rolls of the day and of the eleven month ends before it"),
        unit=PERCENT,
        direction=Direction.HIGHER,
        months=TWO_YEARS,
        levels=levels("EZ"),
        room="careers",
    )
    parts: ClassVar[tuple[str, ...]] = ("exports", "person_months")
    group: ClassVar[str | None] = "exports"

    def tallies(self, records: Records) -> list[Tally]:
        sent = records.live(Exported)
        sent = sent.filter(ibis.coalesce(sent.within_group, ibis.literal(value=True)))
        exports = sent.group_by("at", "unit_id").agg(exports=sent.count())
        return [Tally(exports, Reach.WINDOW), self.present(records)]


def _posts(records: Records) -> ir.Table:
    """The key posts of each day: at, key_position_id, unit_id."""
    named, closed = records.live(KeyPositionNamed), records.live(KeyPositionClosed)
    ended = closed.select("key_position_id", ended_on="occurred_on")
    begun = named.select("key_position_id", "unit_id", began_on="occurred_on")
    return _running(records, begun.left_join(ended, "key_position_id")).select(
        "at", "key_position_id", "unit_id"
    )


def _prepared(records: Records) -> ir.Table:
    """The successors of each day: at, key_position_id, unit_id, readiness."""
    named, removed = records.live(SuccessorNamed), records.live(SuccessorRemoved)
    ended = removed.select("successor_id", ended_on="occurred_on")
    begun = named.select(
        "successor_id", "key_position_id", "unit_id", "readiness", began_on="occurred_on"
    )
    return _running(records, begun.left_join(ended, "successor_id")).select(
        "at", "key_position_id", "unit_id", "readiness"
    )


def _running(records: Records, rows: ir.Table) -> ir.Table:
    """What runs on each of the days asked for."""
    asked = days_table("at", records.question.days)
    runs = (rows.began_on <= asked.at) & (rows.ended_on.isnull() | (rows.ended_on > asked.at))
    return rows.join(asked, runs)
