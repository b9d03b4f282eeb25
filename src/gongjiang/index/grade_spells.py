"""Grades held and waits for the next one, worked out from facts (domain.md §4.4)."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from gongjiang.index.records import Records, days_table
from gongjiang.ledger.facts.careers import GradeEntered, GradeLeft

_ = ibis._

LEFT = "LEFT"
RISES = ("PROMOTION", "EXCEPTIONAL")
GOES_ON = ("CONVERSION", "RETURN")


def changes(records: Records) -> ir.Table:
    """Every change of a primary grade with what follows it with the same employer.

    A change of sequence within the grade is none: months go on, as they do for eligibility.

    Returns:
        (at, person_id, enterprise_id, grade, reason, next_at, next_grade, next_reason); a grade
        of 0 where somebody left.
    """
    entered = records.live(GradeEntered)
    moved = entered.filter(
        entered.track == "PRIMARY",
        ~(entered.reason.isin(GOES_ON) & (entered.from_grade.fill_null(0) == entered.grade)),
    )
    left = records.live(GradeLeft)
    left = left.filter(left.reason == "EMPLOYMENT_ENDED")
    stream = moved.select(
        at=_.at,
        person_id=_.person_id,
        enterprise_id=_.enterprise_id,
        grade=_.grade.cast("int64"),
        reason=_.reason,
    ).union(
        left.select(
            at=_.at,
            person_id=_.person_id,
            enterprise_id=_.enterprise_id,
            grade=ibis.literal(0, type="int64"),
            reason=ibis.literal(LEFT),
        )
    )
    # Two changes on one day cannot be, but for an end and a new beginning: the end comes first.
    order = ibis.window(
        group_by=[stream.person_id, stream.enterprise_id], order_by=[stream.at, stream.grade]
    )
    return stream.mutate(
        next_at=stream.at.lead().over(order),
        next_grade=stream.grade.lead().over(order),
        next_reason=stream.reason.lead().over(order),
    )


def held(records: Records) -> ir.Table:
    """The grade that runs on each of the days asked for.

    Returns:
        (at, person_id, enterprise_id, grade).
    """
    spells = changes(records).filter(_.grade > 0).rename(began="at")
    days = days_table("at", records.question.days)
    runs = (spells.began <= days.at) & (spells.next_at.isnull() | (spells.next_at > days.at))
    return spells.join(days, runs).select("at", "person_id", "enterprise_id", "grade")


def waits(records: Records) -> ir.Table:
    """Every wait for the next grade that had begun by each of the days asked for.

    Returns:
        (at, enterprise_id, began, months: whole months waited by then, rose).
    """
    found = changes(records).rename(began="at")
    found = found.filter(found.reason.isin(("INITIAL", *RISES)))
    days = days_table("at", records.question.days)
    known = found.join(days, found.began <= days.at)
    over = known.next_at.notnull() & (known.next_at <= known.at)
    rose = over & known.next_reason.isin(RISES) & (known.next_grade == known.grade + 1)
    until = over.ifelse(known.next_at, known.at)
    apart = (until.year() - known.began.year()) * 12 + (until.month() - known.began.month())
    months = apart - (until.day() < known.began.day()).ifelse(1, 0)
    return known.select(
        at=known.at,
        enterprise_id=known.enterprise_id,
        began=known.began,
        months=months.cast("int64"),
        rose=rose.fill_null(ibis.literal(value=False)),
    )
