"""Which proposals a reader may see, and of which also whose they are.

Who works in an enterprise sees what was found to be a proposal there; those at a desk all of what
reaches their desk; the zone only what went up to it. An author's name is shown to the authors, to
the offices of their enterprise, and to colleagues once it was adopted. Never to the zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from gongjiang.innovation.models import (
    Author,
    Escalation,
    Implementation,
    Proposal,
    ProposalReview,
    State,
)
from gongjiang.innovation.permissions.proposals import DESK_ROLES, MONEY_ROLES
from gongjiang.innovation.queries.desks import held
from gongjiang.innovation.rules.proposals import ADOPTED_ONCE
from gongjiang.orgs.models import Ancestry, UnitKind
from gongjiang.orgs.queries import enterprises_of, ids_under, true_on
from gongjiang.people.models import Person, Posting, Role

OPEN_TO_COLLEAGUES = (
    State.PRELIM_OK,
    State.REVIEWING,
    State.NOT_ADOPTED,
    State.RESERVED,
    *ADOPTED_ONCE,
)
"""What colleagues see: not what was turned down or sent back, which would shame its author."""

ZONE_ROLES = frozenset({Role.REFORM_OFFICE, Role.ZONE_UNION, Role.LEADER})


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one reader stands towards proposals on one day, as unit ids.

    Attributes:
        reach: units all of whose proposals, and of those beneath them, the reader handles.
        enterprises: where the reader works, or holds a role.
        zones: the zone, for its officers.
    """

    reader_id: int
    day: date
    reach: tuple[int, ...] = ()
    enterprises: tuple[int, ...] = ()
    zones: tuple[int, ...] = ()

    @property
    def handles(self) -> bool:
        """Whether anybody else's proposals are the reader's to handle."""
        return bool(self.reach or self.zones)


def desk_of(reader: Person, day: date) -> Desk:
    """Read once where a reader stands; five queries at most."""
    seats = held(reader.id, day)
    handling = {unit for role, unit in seats if role in DESK_ROLES | MONEY_ROLES}
    working = set(
        Posting.objects.filter(true_on(day), person=reader).values_list("unit_id", flat=True)
    )
    is_officer = any(role in ZONE_ROLES for role, _unit in seats)
    return Desk(
        reader_id=reader.id,
        day=day,
        reach=tuple(sorted(handling)),
        enterprises=tuple(sorted(set(enterprises_of(working | handling, day).values()))),
        zones=_zones(day) if is_officer else (),
    )


def proposals_visible_to(desk: Desk) -> QuerySet[Proposal]:
    """The proposals a reader may see, drafts of their own among them."""
    own, *more = _by_themselves(desk.reader_id)
    # One list of ids: several, or a join, and each proposal there is would be held against them.
    seen = Q(id__in=own.union(*more))
    if desk.enterprises:
        seen |= Q(enterprise_id__in=desk.enterprises, state__in=OPEN_TO_COLLEAGUES)
    if desk.reach:
        under = ids_under(desk.reach, desk.day)
        seen |= (Q(unit_id__in=under) | Q(holder_unit_id__in=under)) & ~Q(state=State.DRAFT)
    if desk.zones:
        gone_up = Escalation.objects.filter(to_unit_id__in=desk.zones).values("proposal_id")
        seen |= Q(panel_unit_id__in=desk.zones) | Q(id__in=gone_up)
    return Proposal.objects.filter(seen)


def named_to(desk: Desk) -> list[int]:
    """Which of these are seen because of themselves, not of where they stand: one's own, what one
    was asked about or carries out, and what went up to the zone; one query."""
    found = _by_themselves(desk.reader_id)
    if desk.zones:
        found += [
            Proposal.objects.filter(panel_unit_id__in=desk.zones).values_list("id"),
            Escalation.objects.filter(to_unit_id__in=desk.zones).values_list("proposal_id"),
        ]
    return [id_ for (id_,) in found[0].union(*found[1:])]


def _by_themselves(reader_id: int) -> list[QuerySet[Any, tuple[int]]]:
    """What somebody is an author of, was asked about, or carries out."""
    return [
        Author.objects.filter(person_id=reader_id).values_list("proposal_id"),
        ProposalReview.objects.filter(reviewer_id=reader_id).values_list("proposal_id"),
        Implementation.objects.filter(owner_id=reader_id).values_list("proposal_id"),
    ]


def may_see_authors(desk: Desk, proposal: Proposal) -> bool:
    """Whether a reader who sees a proposal may see whose it is."""
    if proposal.authors.filter(person_id=desk.reader_id).exists():
        return True
    if proposal.enterprise_id not in desk.enterprises:
        return False
    if proposal.state in ADOPTED_ONCE:
        return True
    units = {proposal.unit_id, proposal.holder_unit_id, proposal.panel_unit_id} - {None}
    under = ids_under(desk.reach, desk.day).filter(descendant_id__in=units)
    return under.exists() or proposal.reviews.filter(reviewer_id=desk.reader_id).exists()


def _zones(day: date) -> tuple[int, ...]:
    top = Ancestry.objects.filter(true_on(day), depth=0, ancestor__kind=UnitKind.ZONE)
    return tuple(top.values_list("ancestor_id", flat=True))
