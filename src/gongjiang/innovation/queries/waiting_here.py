"""What waits at desks, in numbers, and who can be asked to mark it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from gongjiang.innovation.models import Escalation, Proposal, ProposalReview, State
from gongjiang.innovation.permissions.proposals import PANEL_ROLES, ZONE_PANEL_ROLES
from gongjiang.innovation.rules.levels import Level
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Appointment, Person, Role

MOST_OFFERED = 80


@dataclass(frozen=True, slots=True)
class Counts:
    """How many wait, by state, and how many of all are past their day."""

    by_state: Mapping[str, int]
    late: int


def counts_here(rows: QuerySet[Proposal], day: date) -> Counts:
    """One query."""
    counted = (
        rows.order_by()
        .values("state")
        .annotate(n=Count("id"), late=Count("id", filter=Q(due_on__lt=day)))
    )
    found = list(counted.values_list("state", "n", "late"))
    return Counts({state: n for state, n, _late in found}, sum(late for _s, _n, late in found))


def reviews_of(reader_id: int) -> QuerySet[ProposalReview]:
    """What a reader was asked to mark and has not yet, the most urgent first."""
    asked = ProposalReview.objects.filter(
        reviewer_id=reader_id, score__isnull=True, proposal__state=State.REVIEWING
    )
    return asked.order_by("proposal__due_on", "proposal_id")


def open_escalations(day: date) -> dict[int, int]:
    """How many ideas are past their day and a level above was told, by the unit they lie with."""
    told = Escalation.objects.filter(proposal_id=OuterRef("id"), lapsed_on=OuterRef("due_on"))
    late = Proposal.objects.filter(Exists(told), due_on__lt=day)
    return dict(late.values_list("holder_unit_id").annotate(Count("id")))


def panel_candidates(unit: Unit, enterprise_id: int, day: date) -> list[Person]:
    """Who can sit on a panel of a unit: reviewers of its enterprise, and whoever has an office in
    the unit or beneath it; for the zone its officers."""
    seats = Appointment.objects.filter(true_on(day))
    if unit.kind == Level.ZONE:
        fit = seats.filter(role__in=ZONE_PANEL_ROLES)
    else:
        here = Q(unit_id__in=ids_under([unit.id], day), role__in=PANEL_ROLES)
        reviewers = Q(unit_id__in=ids_under([enterprise_id], day), role=Role.REVIEWER)
        fit = seats.filter(here | reviewers)
    people = Person.objects.filter(id__in=fit.values("person_id"), state=Person.State.ACTIVE)
    return list(people.order_by("name_pinyin", "id")[:MOST_OFFERED])
