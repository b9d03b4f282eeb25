"""To whom an idea can be offered: teams that work by its process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from gongjiang.innovation.models import Proposal, SpreadOffer, UnitProcess
from gongjiang.orgs.models import Ancestry
from gongjiang.orgs.queries import enterprises_of, true_on

DONE = ("ACCEPTED", "BENEFIT_CONFIRMED", "REWARDED", "CLOSED")


@dataclass(frozen=True, slots=True)
class Target:
    """A team that works by the idea's process and was not offered it yet."""

    unit_id: int
    enterprise_id: int


def can_spread(proposal: Proposal) -> bool:
    """Whether an idea was accepted and says by which process it works."""
    return (
        proposal.state in DONE
        and proposal.accepted_on is not None
        and proposal.process_id is not None
    )


def targets_of(proposal: Proposal, day: date, *, beyond: bool) -> list[Target]:
    """The teams to offer an idea to; two queries.

    Args:
        beyond: other enterprises' teams too, unless the idea bears a secrecy mark.
    """
    units = list(_units(proposal, day, beyond=beyond).values_list("unit_id", flat=True))
    enterprises = enterprises_of(units, day)
    return [Target(unit, enterprises[unit]) for unit in units if unit in enterprises]


def _units(proposal: Proposal, day: date, *, beyond: bool) -> QuerySet[UnitProcess]:
    offered = SpreadOffer.objects.filter(proposal=proposal).values("unit_id")
    units = (
        UnitProcess.objects.filter(true_on(day), process=proposal.process)
        .exclude(unit_id__in=offered)
        .exclude(unit_id=proposal.unit_id)
        .order_by("unit_id")
    )
    if beyond and not proposal.confidential:
        return units
    own = Ancestry.objects.filter(true_on(day), ancestor_id=proposal.enterprise_id)
    return units.filter(unit_id__in=own.values("descendant_id"))
