"""What a studio has on a day: its team, funds and topics, as the criteria ask for them."""

from __future__ import annotations

from datetime import date

from django.db.models import Sum

from gongjiang.innovation.models import Studio, StudioBudgetLine, StudioTopic
from gongjiang.innovation.rules.studios import Standing
from gongjiang.orgs.queries import true_on


def standing_of(studio: Studio, day: date, proven: frozenset[str]) -> Standing:
    """What there is of a studio for a declaration; three queries.

    Args:
        proven: criteria for which there is evidence.
    """
    groups = studio.members.filter(true_on(day)).values_list("group", flat=True)
    allotted = studio.book.filter(kind=StudioBudgetLine.Kind.ALLOTTED, on__lte=day)
    topics = studio.topics.exclude(state=StudioTopic.State.DROPPED)
    return Standing(
        groups=tuple(groups),
        title_level=studio.title_level,
        funds_fen=allotted.aggregate(fen=Sum("amount_fen"))["fen"] or 0,
        topics=topics.count(),
        proven=proven,
    )
