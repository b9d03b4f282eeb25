"""How long an answer takes, desk by desk: the median day, public for everybody to compare.

Who still waits counts as waiting so far (Kaplan-Meier): a group that answers the easy ones quickly
and leaves the rest does not look quick.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import isnan, nan

import numpy as np
from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from gongjiang.innovation.models import Proposal, State
from gongjiang.kernel.periods import Window
from gongjiang.kernel.survival import kaplan_meier_of_counts

LEAST_SHOWN = 5
"""A group with fewer proposals is not shown a median: it would tell of single ones."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long one group's proposals waited for their answer.

    Attributes:
        count: submitted in the window.
        answered: those that have their answer.
        overdue: those that wait beyond the day promised to their authors.
        median_days: calendar days from submission to decision by which half have their answer;
            None: not yet so many, or too few proposals to tell.
    """

    count: int
    answered: int
    overdue: int
    median_days: float | None


def waiting_by_group(
    window: Window, *, enterprise_ids: Collection[int] | None = None
) -> Mapping[int, Waiting]:
    """For each unit whose panel decides, or on whose desk it lies, what was submitted; one query.

    Args:
        window: of submission; who has no answer by its last day waits until then.
        enterprise_ids: None: all of the zone.
    """
    return _by(
        _submitted(window, enterprise_ids),
        Coalesce("panel_unit_id", "holder_unit_id", "enterprise_id"),
        window.until,
    )


def waiting_by_enterprise(window: Window) -> Mapping[int, Waiting]:
    """The same, enterprise by enterprise."""
    return _by(_submitted(window, None), F("enterprise_id"), window.until)


def _submitted(window: Window, enterprise_ids: Collection[int] | None) -> QuerySet[Proposal]:
    found = Proposal.objects.filter(submitted_on__gt=window.after, submitted_on__lte=window.until)
    if enterprise_ids is not None:
        found = found.filter(enterprise_id__in=enterprise_ids)
    return found


def _by(proposals: QuerySet[Proposal], group: Coalesce | F, until: date) -> dict[int, Waiting]:
    """Counts by group and days first: rows by the day, whatever the number of proposals."""
    is_answered = Q(decided_on__isnull=False, decided_on__lte=until)
    ended = Coalesce("decided_on", "withdrawn_on", Value(until))
    rows = (
        proposals.annotate(
            group=group,
            days=ExpressionWrapper(ended - F("submitted_on"), output_field=DurationField()),
        )
        .values_list("group", "days")
        .annotate(
            answered=Count("id", filter=is_answered),
            all=Count("id"),
            late=Count(
                "id",
                filter=Q(decided_on__isnull=True, reply_by__lt=until)
                & ~Q(state__in=[State.WITHDRAWN, State.RETURNED]),
            ),
        )
        .order_by("group", "days")
    )
    return _told(list(rows))


def _told(rows: Sequence[tuple[int, timedelta, int, int, int]]) -> dict[int, Waiting]:
    """The rows of each group, which come one after the other, by their days."""
    if not rows:
        return {}
    counts = np.array(
        [(group, days.days, answered, count, late) for group, days, answered, count, late in rows]
    )
    starts = np.flatnonzero(np.diff(counts[:, 0], prepend=-1))
    return {int(lines[0, 0]): _waiting(lines) for lines in np.split(counts, starts[1:])}


def _waiting(lines: NDArray[np.int64]) -> Waiting:
    """Of one group: (group, days, answered, all, late), a row a number of days."""
    _, answered, total, overdue = lines[:, 1:].sum(axis=0).tolist()
    median = nan
    if total >= LEAST_SHOWN:
        days, arrived, count = lines[:, 1:4].T.astype(np.float64)
        median = kaplan_meier_of_counts(days, arrived, count - arrived).median
    return Waiting(total, answered, overdue, None if isnan(median) else median)
