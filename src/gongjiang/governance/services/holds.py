"""Who decides about a held employment is told of it, and who asked, of what was decided.

Called by jobs, which may run twice: who was told is not told again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from gongjiang.governance.models import Notice
from gongjiang.governance.services.notices import notify
from gongjiang.kernel.periods import day_of
from gongjiang.people.models import EmploymentHold
from gongjiang.people.queries.rosters import officers_for_holds

State = EmploymentHold.State

ASKED = "people.hold.asked"
DECIDED = "people.hold.decided"


@transaction.atomic
def tell_of_holds(*, roster_id: int, at: datetime) -> None:
    """Tell the person, and the zone's officers, of each hold of an import that waits."""
    officers = officers_for_holds(day_of(at))
    holds = EmploymentHold.objects.filter(roster_id=roster_id, state=State.WAITING)
    for hold in holds.select_related("enterprise").order_by("id"):
        _tell(
            hold,
            [hold.person_id, *officers],
            kind=ASKED,
            msgid=gettext_noop(
                "%(enterprise)s says that somebody begins to work there on %(day)s. Is it so?"
            ),
            enterprise=hold.enterprise.name,
            day=hold.starts_on.isoformat(),
            at=at,
        )


@transaction.atomic
def tell_of_decided_hold(*, hold_id: int, at: datetime) -> None:
    """Tell who asked whether it was confirmed; not by whom, nor why."""
    hold = EmploymentHold.objects.select_for_update().get(id=hold_id)
    if hold.asked_by_id is None:
        return
    confirmed = gettext_noop("Row %(row)d of your file, %(name)s, was confirmed.")
    declined = gettext_noop("Row %(row)d of your file, %(name)s, was not confirmed.")
    _tell(
        hold,
        [hold.asked_by_id],
        kind=DECIDED,
        msgid=confirmed if hold.state == State.CONFIRMED else declined,
        row=hold.row,
        name=hold.name_given,
        at=at,
    )


def _tell(
    hold: EmploymentHold,
    persons: Iterable[int],
    *,
    kind: str,
    msgid: str,
    at: datetime,
    **parameters: str | int,
) -> None:
    link = f"/people/holds/{hold.public_id}"
    told = Notice.objects.filter(kind=kind, link=link).values_list("person_id", flat=True)
    notify(set(persons) - set(told), kind=kind, msgid=msgid, at=at, link=link, **parameters)
