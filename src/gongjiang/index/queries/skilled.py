"""Who of a roll stands behind an indicator of what people can do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeAlias

from gongjiang.index.records import MONTHS
from gongjiang.kernel.periods import window_of_months
from gongjiang.ledger.facts.skills import SkillAssessed
from gongjiang.ledger.queries import live_sql
from gongjiang.people.queries.roll import Roll
from gongjiang.skills.models import HIGHLY_SKILLED, INDEPENDENT
from gongjiang.skills.queries.held import (
    Held,
    among,
    certificates_valid,
    posts_occupied,
    ranks_held,
    technical_or_titled,
    titles_held,
)

Narrow: TypeAlias = Callable[[Roll, datetime | None], Roll]

WITH_LEVEL = """
    SELECT person_id FROM (
        SELECT DISTINCT ON (person_id, skill) person_id, level FROM (
            SELECT person_id, (detail->>'skill_id')::bigint AS skill,
                   (detail->>'level')::int AS level, occurred_on, id FROM ({live}) AS fact
        ) AS assessed ORDER BY person_id, skill, occurred_on DESC, id DESC
    ) AS latest WHERE level >= %s
"""

LACKING = """
    SELECT needed.person_id FROM ({needed}) AS needed
    WHERE needed.days @> %s::date AND NOT EXISTS (
        SELECT FROM ({valid}) AS valid
        WHERE valid.person_id = needed.person_id AND valid.kind_code = needed.kind_code
          AND valid.days @> %s::date
    )
"""

RISEN = """
    SELECT person_id FROM (
        SELECT person_id, lower(days) AS on_day, value, max(value) OVER (
            PARTITION BY person_id ORDER BY lower(days), value
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS before FROM ({ranks}) AS held
    ) AS step
    WHERE (before IS NULL OR value > before) AND on_day > %s AND on_day <= %s
"""


@dataclass(frozen=True, slots=True)
class Sides:
    """Whom the two sides of an indicator count, of everybody on a roll."""

    numerator: Narrow
    denominator: Narrow


def behind(name: str, part: str, roll: Roll, known_at: datetime | None) -> Roll:
    """Only those of a roll whom one side of an indicator counts; of others, everybody."""
    sides = SIDES.get(name)
    if sides is None:
        return roll
    narrow = sides.numerator if part == "numerator" else sides.denominator
    return narrow(roll, known_at)


def _everybody(roll: Roll, known_at: datetime | None) -> Roll:  # noqa: ARG001  (a Narrow)
    return roll


def _ranked(least: int, roll: Roll, known_at: datetime | None) -> Roll:
    return among(roll, ranks_held(known_at).persons(roll.day, f"value >= {int(least)}"))


def _ranked_and_titled(roll: Roll, known_at: datetime | None) -> Roll:
    ranked = _ranked(HIGHLY_SKILLED, roll, known_at)
    return among(ranked, titles_held(known_at).persons(roll.day))


def _risen(roll: Roll, known_at: datetime | None) -> Roll:
    window, ranks = window_of_months(roll.day, MONTHS), ranks_held(known_at)
    sql = RISEN.format(ranks=ranks.sql)
    return among(roll, Held(sql, (*ranks.params, window.after, window.until)))


def _on_posts(roll: Roll, known_at: datetime | None) -> Roll:
    return among(roll, posts_occupied(known_at).persons(roll.day))


def _certified(roll: Roll, known_at: datetime | None) -> Roll:
    needed, valid = posts_occupied(known_at), certificates_valid(known_at)
    sql = LACKING.format(needed=needed.sql, valid=valid.sql)
    lacking = Held(sql, (*needed.params, roll.day, *valid.params, roll.day))
    return among(_on_posts(roll, known_at), lacking, absent=True)


def _skilled(roll: Roll, known_at: datetime | None) -> Roll:
    live, params = live_sql((SkillAssessed.kind,), on=roll.day, known_at=known_at)
    return among(roll, Held(WITH_LEVEL.format(live=live), (*params, int(INDEPENDENT))))


SIDES: Mapping[str, Sides] = {
    "P2": Sides(technical_or_titled, _everybody),
    "P1": Sides(partial(_ranked, HIGHLY_SKILLED), partial(_ranked, 1)),
    "P8": Sides(_ranked_and_titled, partial(_ranked, HIGHLY_SKILLED)),
    "L5": Sides(partial(_ranked, 1), _everybody),
    "G3": Sides(_risen, _everybody),
    "P3": Sides(_certified, _on_posts),
    "P7": Sides(_skilled, _everybody),
}
