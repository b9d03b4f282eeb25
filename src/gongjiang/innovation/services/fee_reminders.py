"""What the night sees of patents: annual fees that will be due. A job may run twice."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from gongjiang.governance.services.notices import notify
from gongjiang.innovation.models import Patent
from gongjiang.innovation.permissions.projects import RUNS_INNOVATION
from gongjiang.innovation.rules.patents import FEE_NOTICE_MONTHS
from gongjiang.kernel.periods import add_months, day_of
from gongjiang.orgs.models import Link
from gongjiang.orgs.queries import true_on
from gongjiang.people.models import Appointment, Role


@transaction.atomic
def remind_of_fees(*, at: datetime) -> int:
    """Tell whoever keeps the register, once a fee, of those due within three months; how many."""
    day = day_of(at)
    due = Patent.objects.select_for_update().filter(
        state__in=Patent.IN_FORCE,
        fee_due_on__lte=add_months(day, FEE_NOTICE_MONTHS),
        fee_reminded_on=None,
    )
    patents = list(due.order_by("fee_due_on", "id"))
    for patent in patents:
        notify(
            keepers_of(patent.enterprise_id, day),
            kind="innovation.patent_fee",
            msgid=gettext_noop("The annual fee of the patent “%(title)s” is due on %(day)s."),
            at=at,
            link=f"/innovation/patents/{patent.public_id}",
            title=patent.title,
            day=str(patent.fee_due_on),
        )
    Patent.objects.filter(id__in=[patent.id for patent in patents]).update(fee_reminded_on=day)
    return len(patents)


def keepers_of(enterprise_id: int, day: date) -> list[int]:
    """Who keeps an enterprise's register: its HR and reviewers, and its union's chair."""
    seats = Appointment.objects.filter(true_on(day))
    own = seats.filter(role__in=RUNS_INNOVATION, unit_id=enterprise_id)
    covering = Link.objects.filter(true_on(day), target_id=enterprise_id).values("source_id")
    union = seats.filter(role=Role.UNION_CHAIR, unit_id__in=covering)
    return list((own | union).values_list("person_id", flat=True).distinct())
