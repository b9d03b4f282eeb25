"""What the night sees: reports, rectifications, milestones and answers that are late; seals due.

Called by jobs, which may run twice: who was told is not told again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext_noop

from gongjiang.governance.models import Notice
from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.governance.services.notices import notify
from gongjiang.innovation.contents.studios import StudioTerms
from gongjiang.innovation.models import (
    Bid,
    ChallengeMilestone,
    SpreadOffer,
    Studio,
    StudioMeasure,
    StudioReport,
)
from gongjiang.innovation.rules.studios import QUARTERS, quarter_end, report_due
from gongjiang.innovation.services.bids import open_all_due
from gongjiang.innovation.services.challenges import address as challenge_address
from gongjiang.innovation.services.studio_steps import address
from gongjiang.kernel.periods import day_of
from gongjiang.people.queries.standing import leaders_of


def remind(*, at: datetime) -> int:
    """Break the seals that are due, and tell whoever keeps something waiting; how many told."""
    open_all_due(at=at)
    day = day_of(at)
    return (
        _of_reports(day, at)
        + _of_rectifying(day, at)
        + _of_milestones(day, at)
        + _of_spread(day, at)
    )


def last_quarter(day: date) -> tuple[int, int]:
    """The year and number of the last quarter that is over on a day."""
    running = (day.month - 1) // 3 + 1
    return (day.year, running - 1) if running > 1 else (day.year - 1, QUARTERS)


def _of_reports(day: date, at: datetime) -> int:
    """The report of the quarter that ended last is missing."""
    year, quarter = last_quarter(day)
    named = Studio.objects.filter(
        state=Studio.State.NAMED, named_on__lt=quarter_end(year, quarter)
    ).exclude(id__in=StudioReport.objects.filter(year=year, quarter=quarter).values("studio_id"))
    due = report_due(year, quarter, content_in_force(StudioTerms, on=day))
    return _tell_once(
        (
            ([studio.leader_id], f"{address(studio)}#{year}-{quarter}")
            for studio in named.order_by("id")
        ),
        kind="innovation.studio.report_due",
        msgid=gettext_noop("The report of your studio on quarter %(quarter)d is due by %(day)s."),
        at=at,
        quarter=quarter,
        day=due.isoformat(),
    )


def _of_rectifying(day: date, at: datetime) -> int:
    """The time to rectify is over; whoever gave the order looks again."""
    late = StudioMeasure.objects.filter(lifted_on=None, until__lt=day).select_related("studio")
    return _tell_once(
        (
            ([each.taken_by_id], f"{address(each.studio)}#{each.public_id}")
            for each in late.order_by("id")
            if each.taken_by_id is not None
        ),
        kind="innovation.studio.rectify_over",
        msgid=gettext_noop("A studio's time to rectify is over: look at it again."),
        at=at,
    )


def _of_milestones(day: date, at: datetime) -> int:
    """A milestone's last day is over; the solvers' spokesperson is told."""
    late = ChallengeMilestone.objects.filter(
        challenge__state="AWARDED", state=ChallengeMilestone.State.OPEN, due_on__lt=day
    ).select_related("challenge")
    rows = list(late.order_by("id"))
    speakers = dict(
        Bid.objects.filter(
            state=Bid.State.AWARDED, challenge_id__in={row.challenge_id for row in rows}
        ).values_list("challenge_id", "by_id")
    )
    return _tell_once(
        (
            (
                [speakers[row.challenge_id]],
                f"{challenge_address(row.challenge)}#{row.public_id}",
            )
            for row in rows
            if row.challenge_id in speakers
        ),
        kind="innovation.milestone.late",
        msgid=gettext_noop("A milestone of a challenge you solve is late."),
        at=at,
    )


def _of_spread(day: date, at: datetime) -> int:
    """An offered idea waits for its answer after the last day for one."""
    late = list(
        SpreadOffer.objects.filter(state=SpreadOffer.State.OFFERED, due_on__lt=day).order_by("id")
    )
    leaders = leaders_of({offer.unit_id for offer in late}, day)
    return _tell_once(
        (
            (
                [leader.id for leader in leaders.get(offer.unit_id, [])],
                f"/spread/answer#{offer.public_id}",
            )
            for offer in late
        ),
        kind="innovation.spread.late",
        msgid=gettext_noop("An idea from elsewhere still waits for your answer."),
        at=at,
    )


def _tell_once(
    lines: Iterable[tuple[list[int], str]],
    *,
    kind: str,
    msgid: str,
    at: datetime,
    **parameters: str | int,
) -> int:
    """Tell of each line whoever has not been told of it; how many notices were written."""
    told = set(Notice.objects.filter(kind=kind).values_list("person_id", "link"))
    written = 0
    for persons, link in lines:
        new = [person for person in persons if (person, link) not in told]
        notify(new, kind=kind, msgid=msgid, at=at, link=link, **parameters)
        written += len(new)
    return written
