"""What a proposal is linked to, and who is named with it because of that."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from gongjiang.innovation.models import Author, Proposal, ProposalLink, State
from gongjiang.innovation.queries.proposals import Desk, proposals_visible_to
from gongjiang.innovation.rules.proposals import ADOPTED_ONCE
from gongjiang.people.models import Person

NOT_LINKED_IN = (State.DRAFT, State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Linked:
    """A proposal's link as one reader sees it.

    Attributes:
        other: the proposal at the other end.
        is_back: the other one is the earlier.
        credited: the other's authors, named here as well; none that the reader may not know.
        is_own: the reader is an author of the other.
    """

    link: ProposalLink
    other: Proposal
    is_back: bool
    credited: tuple[str, ...]
    is_own: bool


def live_links() -> QuerySet[ProposalLink]:
    """The links that nobody has ended."""
    return ProposalLink.objects.filter(ended_at=None)


def links_of(proposal: Proposal, desk: Desk) -> list[Linked]:
    """A proposal's links to what the reader may see, the earliest first; three queries.

    The other's authors are named to themselves, and to colleagues once theirs was adopted.
    """
    seen = proposals_visible_to(desk).values("id")
    ends = Q(later=proposal, earlier_id__in=seen) | Q(earlier=proposal, later_id__in=seen)
    active = Author.objects.filter(person__state=Person.State.ACTIVE).select_related("person")
    links = (
        live_links()
        .filter(ends)
        .select_related("later__enterprise", "earlier__enterprise")
        .prefetch_related(Prefetch("later__authors", active), Prefetch("earlier__authors", active))
        .order_by("made_at", "id")
    )
    return [_linked(link, proposal, desk) for link in links]


def _linked(link: ProposalLink, proposal: Proposal, desk: Desk) -> Linked:
    is_back = link.later_id == proposal.id
    other = link.earlier if is_back else link.later
    authors = list(other.authors.all())
    is_own = any(author.person_id == desk.reader_id for author in authors)
    is_known = other.state in ADOPTED_ONCE and other.enterprise_id in desk.enterprises
    named = tuple(author.person.name for author in authors if is_own or is_known)
    return Linked(link=link, other=other, is_back=is_back, credited=named, is_own=is_own)


def linkable_to(proposal: Proposal) -> QuerySet[Proposal]:
    """The submitted proposals of its enterprise, itself left out."""
    others = Proposal.objects.filter(enterprise_id=proposal.enterprise_id).exclude(id=proposal.id)
    return others.exclude(state__in=NOT_LINKED_IN)
