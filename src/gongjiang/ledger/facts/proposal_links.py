"""What can have happened between two proposals. Ending a link annuls its entries."""

from __future__ import annotations

from dataclasses import dataclass

from gongjiang.ledger.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class ProposalLinked(Fact):
    """Two proposals were said to have to do with each other. The entry stands at the later one.

    Attributes:
        link_code: SAME or BUILDS_ON.
    """

    kind = "innovation.proposal.linked"
    subject = "proposal_link"

    proposal_link_id: int
    later_id: int
    earlier_id: int
    link_code: str


@dataclass(frozen=True, kw_only=True)
class ProposalCredited(Fact):
    """The entry's person, an author of one of two linked proposals, is named with both.

    No share moves and no money is due for it.

    Attributes:
        own_id: the proposal that is theirs; the later one when both are.
        other_id: the one with which they are named besides.
    """

    kind = "innovation.proposal.credited"
    subject = "proposal_link"

    proposal_link_id: int
    own_id: int
    other_id: int
    link_code: str
