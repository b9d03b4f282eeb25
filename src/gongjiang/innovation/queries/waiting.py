"""How long ideas wait for their answers, enterprise by enterprise: groups, never a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection

WINDOW = timedelta(days=90)
"""Of so many days the ideas are looked at: recent enough to be mended, long enough to be told."""

FIRST, DECISION = "first", "decision"

WAITS = """
    SELECT enterprise_id, step, least(coalesce(answered_on, %(day)s), %(day)s) - submitted_on,
           answered_on IS NOT NULL AND answered_on <= %(day)s, count(*)
    FROM (
        SELECT enterprise_id, submitted_on, state, coalesce(screened_on, decided_on) AS screened,
               decided_on
        FROM innovation_proposal
        WHERE submitted_on > %(since)s AND submitted_on <= %(day)s
          AND state NOT IN ('WITHDRAWN', 'RETURNED')
    ) AS recent,
    LATERAL (VALUES ('first', screened), ('decision', decided_on)) AS each (step, answered_on)
    GROUP BY 1, 2, 3, 4
"""

OPEN_ESCALATIONS = """
    SELECT proposal.enterprise_id, count(DISTINCT proposal.id)
    FROM innovation_proposal AS proposal
    JOIN innovation_escalation AS told
      ON told.proposal_id = proposal.id AND told.lapsed_on = proposal.due_on
    WHERE proposal.due_on < %(day)s
    GROUP BY 1
"""


@dataclass(slots=True)
class Waits:
    """How long the ideas of a group have waited, at one step.

    Attributes:
        answered, waiting: how many, by days: from submission to the answer, or so far.
    """

    answered: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    waiting: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def n(self) -> int:
        return sum(self.answered.values()) + sum(self.waiting.values())

    def add(self, other: Waits) -> None:
        for mine, theirs in ((self.answered, other.answered), (self.waiting, other.waiting)):
            for days, count in theirs.items():
                mine[days] += count


def waits_by_enterprise(day: date) -> Mapping[int, Mapping[str, Waits]]:
    """For each enterprise with ideas of the last 90 days, its waits by step; one query.

    The first step ends with the first review, the second with the decision. Returned ideas lie
    with their authors and are left out, as are those that were withdrawn.
    """
    found: dict[int, dict[str, Waits]] = {}
    with connection.cursor() as cursor:
        cursor.execute(WAITS, {"day": day, "since": day - WINDOW})
        for enterprise, step, days, answered, count in cursor.fetchall():
            steps = found.setdefault(enterprise, {FIRST: Waits(), DECISION: Waits()})
            (steps[step].answered if answered else steps[step].waiting)[days] += count
    return found


def open_escalations(day: date) -> dict[int, int]:
    """For each enterprise how many ideas are past their day, told of a level up, and still wait."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN_ESCALATIONS, {"day": day})
        return {enterprise: int(count) for enterprise, count in cursor.fetchall()}
