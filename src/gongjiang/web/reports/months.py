"""What stands behind a figure that counts month by month: one month, and its proposals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest

from gongjiang.innovation.models import Proposal
from gongjiang.innovation.queries.proposals import desk_of, proposals_visible_to
from gongjiang.kernel.periods import add_months, today
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person
from gongjiang.reports.figures.base import Month

MOST_SHOWN = 200
"""So many proposals of a unit and month are listed."""


def chosen_month(request: HttpRequest, months: Sequence[Month]) -> Month | None:
    """The month in the address, if it is one of the figure's."""
    text = request.GET.get("month", "")
    return next((month for month in months if f"{month.first:%Y-%m}" == text), None)


def proposals_of(reader: Person, unit: Unit | None, month: date) -> list[Proposal]:
    """The proposals that stand at a unit itself, of one month, as far as the reader may see them.

    Of the zone as a whole (None) there are none.
    """
    if unit is None:
        return []
    seen = proposals_visible_to(desk_of(reader, today()))
    found = seen.filter(unit=unit, submitted_on__gte=month, submitted_on__lt=add_months(month, 1))
    return list(found.order_by("submitted_on", "id")[:MOST_SHOWN])
