"""Proposals in numbers: by the month they were submitted in, and by the month something happened.

A cohort says what became of the ideas of a month, however late; a period what was done in it. Both
are kept apart (domain.md §6.1).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db import connection
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from gongjiang.innovation.models import Author, Proposal, State
from gongjiang.innovation.rules.proposals import ADOPTED_ONCE, IMPLEMENTED_ONCE
from gongjiang.kernel.periods import Window

ANSWERED = (*ADOPTED_ONCE, State.NOT_ADOPTED, State.RESERVED, State.REJECTED)


@dataclass(frozen=True, slots=True)
class Cohort:
    """What became, until now, of the proposals submitted in one month."""

    month: date
    submitted: int
    decided: int
    in_time: int
    adopted: int
    implemented: int
    accepted: int
    closed: int
    withdrawn: int

    @property
    def adoption_rate(self) -> Fraction | None:
        """Adopted of decided; None: none was decided."""
        return _share(self.adopted, self.decided)

    @property
    def implementation_rate(self) -> Fraction | None:
        """Implemented of adopted."""
        return _share(self.implemented, self.adopted)

    @property
    def on_time_rate(self) -> Fraction | None:
        """Decided by the promised day, of all submitted."""
        return _share(self.in_time, self.submitted)


@dataclass(frozen=True, slots=True)
class PeriodNumbers:
    """What happened in one month, whenever the proposals were submitted."""

    month: date
    submitted: int = 0
    authors: int = 0  # distinct persons among those of what was submitted
    screened: int = 0
    decided: int = 0
    adopted: int = 0
    implemented: int = 0
    accepted: int = 0
    rewarded: int = 0
    closed: int = 0


def cohorts(window: Window, *, unit_ids: Collection[int] | None = None) -> list[Cohort]:
    """The months of a window of submission, the earliest first; one query.

    Args:
        unit_ids: enterprises or teams; None: the whole zone.
    """
    rows = (
        _in(window, "submitted_on", unit_ids)
        .annotate(month=TruncMonth("submitted_on"))
        .values("month")
        .annotate(
            submitted=Count("id"),
            decided=Count("id", filter=Q(state__in=ANSWERED)),
            in_time=Count("id", filter=Q(state__in=ANSWERED, decided_on__lte=F("reply_by"))),
            adopted=Count("id", filter=Q(state__in=ADOPTED_ONCE)),
            implemented=Count("id", filter=Q(state__in=IMPLEMENTED_ONCE)),
            accepted=Count("id", filter=Q(accepted_on__isnull=False)),
            closed=Count("id", filter=Q(state=State.CLOSED)),
            withdrawn=Count("id", filter=Q(state=State.WITHDRAWN)),
        )
        .order_by("month")
    )
    return [Cohort(**row) for row in rows]


def periods(window: Window, *, unit_ids: Collection[int] | None = None) -> list[PeriodNumbers]:
    """The months in which something happened, the earliest first; two queries.

    The proposals are read once, whatever happened to them: each of their days is a row to count.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _HAPPENED,
            {
                "after": window.after,
                "until": window.until,
                "units": None if unit_ids is None else list(unit_ids),
            },
        )
        rows = cursor.fetchall()
    found: dict[date, dict[str, int]] = defaultdict(dict)
    for month, what, count in rows:
        found[month][what] = count
    for month, count in _authors(window, unit_ids):
        found[month]["authors"] = count
    return [PeriodNumbers(month=month, **found[month]) for month in sorted(found)]


def _authors(window: Window, unit_ids: Collection[int] | None) -> Sequence[tuple[date, int]]:
    written = Author.objects.filter(
        proposal__submitted_on__gt=window.after, proposal__submitted_on__lte=window.until
    )
    if unit_ids is not None:
        written = written.filter(
            Q(proposal__unit_id__in=unit_ids) | Q(proposal__enterprise_id__in=unit_ids)
        )
    months = written.annotate(month=TruncMonth("proposal__submitted_on")).values_list("month")
    return list(months.annotate(Count("person_id", distinct=True)))


def _in(window: Window, day: str, unit_ids: Collection[int] | None) -> QuerySet[Proposal]:
    found = Proposal.objects.filter(**{f"{day}__gt": window.after, f"{day}__lte": window.until})
    if unit_ids is not None:
        found = found.filter(Q(unit_id__in=unit_ids) | Q(enterprise_id__in=unit_ids))
    return found


_HAPPENED = f"""
    SELECT date_trunc('month', happened.day)::date, happened.what, count(*)
    FROM innovation_proposal p, LATERAL (VALUES
        ('submitted', p.submitted_on),
        ('screened', p.screened_on),
        ('decided', p.decided_on),
        ('adopted', CASE WHEN p.state IN ({", ".join(f"'{state}'" for state in ADOPTED_ONCE)})
                    THEN p.decided_on END),
        ('implemented', p.implemented_on),
        ('accepted', p.accepted_on),
        ('rewarded', p.rewarded_on),
        ('closed', p.closed_on)
    ) AS happened (what, day)
    WHERE happened.day > %(after)s AND happened.day <= %(until)s
      AND p.submitted_on <= %(until)s
      AND greatest(p.submitted_on, p.screened_on, p.decided_on, p.implemented_on, p.accepted_on,
                   p.rewarded_on, p.closed_on) > %(after)s
      AND (%(units)s::bigint[] IS NULL
           OR p.unit_id = ANY(%(units)s) OR p.enterprise_id = ANY(%(units)s))
    GROUP BY 1, 2
"""


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None
