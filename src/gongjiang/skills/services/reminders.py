"""Worker, leader and HR are told before a certificate's review or end: each distance once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.governance.services.notices import notify
from gongjiang.kernel.periods import day_of
from gongjiang.orgs.models import Ancestry
from gongjiang.orgs.queries import true_on
from gongjiang.people.models import Appointment, Employment, Posting, Role
from gongjiang.skills.contents import OperationRule
from gongjiang.skills.models import OperationCertificate, OperationReminder
from gongjiang.skills.queries.operation import days_of
from gongjiang.skills.rules.operation import reminder_due

KIND = "skills.operation_certificate.due"
TO_WORKER = gettext_noop(
    "Your certificate %(number)s is valid until %(day)s unless it is reviewed or renewed before."
)
TO_OFFICE = gettext_noop(
    "The certificate %(number)s of %(name)s is valid until %(day)s unless it is reviewed or "
    "renewed before."
)


@dataclass(frozen=True, slots=True)
class _Due:
    certificate: OperationCertificate
    due_on: date
    days_before: int


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Send what is due today and was not sent before; how many certificates it was about.

    It finds by itself what was sent, so it may run twice.
    """
    on = day_of(at)
    due = _due(on)
    told = _unsent(due, on)
    persons = {each.certificate.person_id for each in told}
    leaders, offices = _leaders(persons, on), _hr(persons, on)
    for each in told:
        person = each.certificate.person
        said = {"number": each.certificate.number, "day": each.due_on.isoformat()}
        notify([person.id], kind=KIND, msgid=TO_WORKER, at=at, link="/skills/mine", **said)
        others = (leaders[person.id] | offices[person.id]) - {person.id}
        notify(
            others,
            kind=KIND,
            msgid=TO_OFFICE,
            at=at,
            link="/skills/expiring",
            name=str(person),
            **said,
        )
    return len(told)


def _due(on: date) -> list[_Due]:
    """The certificates of people at work for which some distance has been reached."""
    remind_days = content_in_force(OperationRule, on=on).remind_days
    horizon = on + timedelta(days=max(remind_days))
    near = Q(valid_until__gt=on, valid_until__lte=horizon) | Q(
        review_due__gt=on, review_due__lte=horizon
    )
    at_work = Employment.objects.filter(true_on(on)).values("person_id")
    rows = list(
        OperationCertificate.objects.filter(near, person__in=at_work, person__state="ACTIVE")
        .select_related("person")
        .order_by("id")
    )
    newest = _newest_days(rows)
    found = []
    for row in rows:
        due_on = days_of(row).next_due
        days = reminder_due(on, due_on, remind_days)
        if days is not None and newest[row.person_id, row.kind_code] <= due_on:
            found.append(_Due(row, due_on, days))
    return found


def _newest_days(rows: Iterable[OperationCertificate]) -> Mapping[tuple[int, str], date]:
    """For each person and kind, until when they are covered by whatever certificate."""
    covered: dict[tuple[int, str], date] = {}
    persons = {row.person_id for row in rows}
    for other in OperationCertificate.objects.filter(person_id__in=persons):
        key = other.person_id, other.kind_code
        covered[key] = max(covered.get(key, date.min), days_of(other).next_due)
    return covered


def _unsent(due: list[_Due], on: date) -> list[_Due]:
    """Write down what is to be sent now; what another run wrote down is not sent again."""
    sent = set(
        OperationReminder.objects.filter(
            certificate_id__in=[each.certificate.id for each in due]
        ).values_list("certificate_id", "due_on", "days_before")
    )
    new = [each for each in due if (each.certificate.id, each.due_on, each.days_before) not in sent]
    OperationReminder.objects.bulk_create(
        OperationReminder(
            certificate=each.certificate,
            due_on=each.due_on,
            days_before=each.days_before,
            sent_on=on,
        )
        for each in new
    )
    return new


def _leaders(persons: Collection[int], on: date) -> Mapping[int, set[int]]:
    """Who leads the team, or a unit above it, in which each of these persons works."""
    units = dict(
        Posting.objects.filter(true_on(on), person_id__in=persons).values_list(
            "person_id", "unit_id"
        )
    )
    above: dict[int, set[int]] = defaultdict(set)
    for unit, ancestor in Ancestry.objects.filter(
        true_on(on), descendant_id__in=set(units.values())
    ).values_list("descendant_id", "ancestor_id"):
        above[unit].add(ancestor)
    seats = Appointment.objects.filter(true_on(on), role=Role.TEAM_LEADER)
    leading: dict[int, set[int]] = defaultdict(set)
    wanted = {ancestor for ancestors in above.values() for ancestor in ancestors}
    for unit, leader in seats.filter(unit_id__in=wanted).values_list("unit_id", "person_id"):
        leading[unit].add(leader)
    found: dict[int, set[int]] = defaultdict(set)
    for person, unit in units.items():
        found[person] = {leader for ancestor in above[unit] for leader in leading[ancestor]}
    return found


def _hr(persons: Collection[int], on: date) -> Mapping[int, set[int]]:
    """The HR of each person's employers."""
    found: dict[int, set[int]] = defaultdict(set)
    employed = Employment.objects.filter(true_on(on), person_id__in=persons).values_list(
        "person_id", "employer_id"
    )
    pairs = list(employed)
    seats: dict[int, set[int]] = defaultdict(set)
    for unit, holder in Appointment.objects.filter(
        true_on(on), role=Role.HR, unit_id__in={employer for _, employer in pairs}
    ).values_list("unit_id", "person_id"):
        seats[unit].add(holder)
    for person, employer in pairs:
        found[person] |= seats[employer]
    return found
