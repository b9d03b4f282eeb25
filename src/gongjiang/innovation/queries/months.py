"""A month of ideas, enterprise by enterprise: by the month in which each thing happened, and by
the month in which the idea was submitted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from gongjiang.innovation.rules.proposals import ADOPTED_ONCE
from gongjiang.kernel.periods import add_months

# Each kind of happening is looked for by its own index; what lies in the month is then counted.
HAPPENED = """
    SELECT enterprise_id, what, count(*) FROM (
        SELECT enterprise_id, 'submitted' AS what FROM innovation_proposal
        WHERE submitted_on >= %(start)s AND submitted_on < %(end)s {within}
        UNION ALL
        SELECT enterprise_id, 'adopted' FROM innovation_proposal
        WHERE decided_on >= %(start)s AND decided_on < %(end)s AND state = ANY(%(adopted)s) {within}
        UNION ALL
        SELECT enterprise_id, 'implemented' FROM innovation_proposal
        WHERE implemented_on >= %(start)s AND implemented_on < %(end)s {within}
        UNION ALL
        SELECT enterprise_id, 'rewarded' FROM innovation_proposal
        WHERE rewarded_on >= %(start)s AND rewarded_on < %(end)s {within}
    ) AS happened GROUP BY 1, 2
"""

COHORT = """
    SELECT enterprise_id,
           count(*) FILTER (WHERE screened_on IS NOT NULL AND state <> 'REJECTED'),
           count(*) FILTER (WHERE decided_on IS NOT NULL),
           count(*) FILTER (WHERE state = ANY(%(adopted)s)),
           count(*) FILTER (WHERE implemented_on IS NOT NULL)
    FROM innovation_proposal
    WHERE submitted_on >= %(start)s AND submitted_on < %(end)s {within}
    GROUP BY 1
"""

AUTHORS = """
    SELECT enterprise_id, count(DISTINCT person_id)
    FROM innovation_proposal AS proposal JOIN innovation_author AS author
      ON author.proposal_id = proposal.id
    WHERE submitted_on >= %(start)s AND submitted_on < %(end)s {within}
    GROUP BY 1
"""

# What was paid in the month for ideas, whenever they were submitted or rewarded.
PAID = """
    SELECT enterprise_id, sum(share.amount_fen), count(DISTINCT share.person_id)
    FROM innovation_award AS award JOIN innovation_proposal AS proposal
      ON proposal.id = award.source_id
    JOIN innovation_awardshare AS share ON share.award_id = award.id
    WHERE award.source = 'PROPOSAL' AND award.state = 'PAID'
      AND award.paid_on >= %(start)s AND award.paid_on < %(end)s {within}
    GROUP BY 1
"""

# Whoever is posted beneath an enterprise, at the first day and at the last.
HEADS = """
    SELECT above.ancestor_id, count(DISTINCT posting.person_id) FILTER (WHERE
               posting.valid_from <= %(start)s
               AND (posting.valid_to IS NULL OR posting.valid_to > %(start)s)),
           count(DISTINCT posting.person_id) FILTER (WHERE
               posting.valid_from <= %(last)s
               AND (posting.valid_to IS NULL OR posting.valid_to > %(last)s))
    FROM people_posting AS posting JOIN orgs_ancestry AS above
      ON above.descendant_id = posting.unit_id AND above.valid_from <= %(last)s
     AND (above.valid_to IS NULL OR above.valid_to > %(last)s)
    WHERE above.ancestor_id = ANY(%(enterprises)s)
      AND posting.valid_from <= %(last)s
      AND (posting.valid_to IS NULL OR posting.valid_to > %(start)s)
    GROUP BY 1
"""


@dataclass(slots=True)
class Month:
    """A month of one enterprise, or of several added up.

    Attributes:
        submitted, adopted, implemented, rewarded: happened in the month.
        paid_fen, paid_to: what schemes paid for ideas in the month, and to how many persons.
        authors: distinct ones of what was submitted; anonymous ideas have none.
        heads_first, heads_last: persons at work on the month's first and last day.
        taken, decided, adopted_of, implemented_of: so far, of those submitted in the month.
    """

    submitted: int = 0
    adopted: int = 0
    implemented: int = 0
    rewarded: int = 0
    paid_fen: int = 0
    paid_to: int = 0
    authors: int = 0
    heads_first: int = 0
    heads_last: int = 0
    taken: int = 0
    decided: int = 0
    adopted_of: int = 0
    implemented_of: int = 0

    @property
    def heads(self) -> float:
        """The average headcount."""
        return (self.heads_first + self.heads_last) / 2

    def add(self, other: Month) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def months_of(start: date, enterprises: Iterable[int] | None) -> dict[int, Month]:
    """The month that begins on a day, by enterprise; five queries.

    Args:
        enterprises: None for all with an idea in it.
    """
    end = add_months(start, 1)
    wanted = None if enterprises is None else list(enterprises)
    asked: dict[str, Any] = {
        "start": start,
        "end": end,
        "last": end - timedelta(days=1),
        "adopted": list(ADOPTED_ONCE),
        "enterprises": wanted,
    }
    within = "" if wanted is None else "AND enterprise_id = ANY(%(enterprises)s)"
    found: dict[int, Month] = {enterprise: Month() for enterprise in wanted or ()}
    with connection.cursor() as cursor:
        cursor.execute(HAPPENED.format(within=within), asked)
        for enterprise, what, count in cursor.fetchall():
            setattr(found.setdefault(enterprise, Month()), what, count)
        cursor.execute(COHORT.format(within=within), asked)
        for enterprise, *counts in cursor.fetchall():
            month = found.setdefault(enterprise, Month())
            month.taken, month.decided, month.adopted_of, month.implemented_of = counts
        cursor.execute(AUTHORS.format(within=within), asked)
        for enterprise, count in cursor.fetchall():
            found.setdefault(enterprise, Month()).authors = count
        cursor.execute(PAID.format(within=within), asked)
        for enterprise, fen, persons in cursor.fetchall():
            month = found.setdefault(enterprise, Month())
            month.paid_fen, month.paid_to = int(fen), persons
        cursor.execute(HEADS, asked | {"enterprises": list(found)})
        for enterprise, first, last in cursor.fetchall():
            found[enterprise].heads_first, found[enterprise].heads_last = first, last
    return found
