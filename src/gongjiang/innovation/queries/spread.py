"""What a reader sees of ideas that spread: a desk's offers, an enterprise's, an idea's copies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from gongjiang.innovation.models import Proposal, SpreadOffer
from gongjiang.innovation.queries.spread_targets import DONE
from gongjiang.orgs.queries import ids_under
from gongjiang.people.models import Role
from gongjiang.people.queries.visibility import Scope

State = SpreadOffer.State
WHOLE = frozenset({Role.ZONE_UNION, Role.AUDITOR})


def desks_of(scope: Scope) -> tuple[int, ...]:
    """The units whose offers the reader answers: teams they lead, units they review."""
    return tuple(unit for role, unit in scope.seats if role in {Role.TEAM_LEADER, Role.REVIEWER})


def waiting_for(scope: Scope) -> QuerySet[SpreadOffer]:
    """The offers the reader may answer, the most urgent first; never of their own ideas."""
    desks = desks_of(scope)
    offers = SpreadOffer.objects.filter(
        state=State.OFFERED, unit_id__in=ids_under(desks, scope.day)
    )
    mine = Proposal.objects.filter(authors__person_id=scope.reader_id)
    return (
        offers.exclude(proposal__in=mine)
        .select_related("proposal__process", "proposal__enterprise", "unit")
        .order_by("due_on", "id")
    )


def offers_visible_to(scope: Scope) -> QuerySet[SpreadOffer]:
    """Offers from and to the reader's enterprises, those at their desk; all for zone offices."""
    offers = SpreadOffer.objects.select_related(
        "proposal", "proposal__enterprise", "unit", "enterprise"
    )
    if scope.roles & WHOLE:
        return offers
    desks = desks_of(scope)
    return offers.filter(
        Q(enterprise_id__in=scope.hr)
        | Q(proposal__enterprise_id__in=scope.hr)
        | Q(unit_id__in=ids_under(desks, scope.day))
        | Q(proposal__authors__person_id=scope.reader_id)
    ).distinct()


def ideas_visible_to(scope: Scope) -> QuerySet[Proposal]:
    """Accepted ideas whose spread the reader may follow.

    One's own, those of enterprises one has charge of, those offered to one's desk; zone offices see
    all that bear no secrecy mark.
    """
    ideas = Proposal.objects.filter(state__in=DONE).select_related("enterprise", "unit", "process")
    desks = desks_of(scope)
    seen = (
        Q(authors__person_id=scope.reader_id)
        | Q(enterprise_id__in=scope.hr)
        | Q(unit_id__in=ids_under(desks, scope.day))
        | Q(
            id__in=SpreadOffer.objects.filter(unit_id__in=ids_under(desks, scope.day)).values(
                "proposal_id"
            )
        )
    )
    if scope.roles & WHOLE:
        seen |= Q(confidential=False)
    return ideas.filter(seen).distinct()


@dataclass(frozen=True, slots=True)
class Copies:
    """How an idea fared elsewhere."""

    offered: int
    waiting: int
    taken: int
    verified: int
    declined: int


def copies_of(proposal_id: int) -> Copies:
    """An idea's offers, counted; one query."""
    counted = SpreadOffer.objects.filter(proposal_id=proposal_id).aggregate(
        offered=Count("id"),
        waiting=Count("id", filter=Q(state=State.OFFERED)),
        taken=Count("id", filter=Q(state__in=SpreadOffer.TAKEN)),
        verified=Count("id", filter=Q(state=State.VERIFIED)),
        declined=Count("id", filter=Q(state=State.NOT_APPLICABLE)),
    )
    return Copies(**counted)


def late_on(day: date) -> Q:
    """The offers that wait after the last day for an answer."""
    return Q(state=State.OFFERED, due_on__lt=day)
