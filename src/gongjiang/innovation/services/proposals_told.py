"""Who is told of what happens to a proposal. Of an anonymous one, no author: nobody knows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from gongjiang.governance.services.notices import notify
from gongjiang.innovation.models import Proposal
from gongjiang.innovation.permissions.proposals import authors_of
from gongjiang.innovation.queries.desks import holders_of
from gongjiang.kernel.periods import day_of
from gongjiang.orgs.models import Unit


def tell(
    persons: Iterable[int],
    proposal: Proposal,
    *,
    what: str,
    msgid: str,
    at: datetime,
    **parameters: str | int,
) -> None:
    """Tell these persons; the notice leads to the proposal.

    Args:
        what: the last word of the notice's kind.
        msgid: marked by gettext_noop where it is written; may name %(title)s and %(number)s.
    """
    notify(
        persons,
        kind=f"innovation.proposal.{what}",
        msgid=msgid,
        at=at,
        link=address(proposal),
        title=proposal.title,
        number=proposal.number,
        **parameters,
    )


def tell_authors(
    proposal: Proposal, *, what: str, msgid: str, at: datetime, **parameters: str | int
) -> None:
    tell(authors_of(proposal), proposal, what=what, msgid=msgid, at=at, **parameters)


def tell_desk(
    proposal: Proposal, unit: Unit, *, what: str, msgid: str, at: datetime, **parameters: str | int
) -> None:
    """Tell those who sit at a unit, but no author."""
    holders = set(holders_of([unit], day_of(at))[unit.id]) - authors_of(proposal)
    tell(holders, proposal, what=what, msgid=msgid, at=at, **parameters)


def address(proposal: Proposal) -> str:
    return f"/proposals/{proposal.public_id}"
