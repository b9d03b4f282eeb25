"""What is alike, and links: in each enterprise two proposals of its worker that are linked.

They were linked before, too, and that link was ended: whoever may end it is told so.
"""

from __future__ import annotations

from typing import Any

from access.readers import Readers
from access.row import EVERYBODY, NOBODY, Row, keyed, without_object
from access.rows.proposals import AUTHOR, DESK, SEERS, a_proposal
from gongjiang.innovation.models import Proposal, ProposalLink
from gongjiang.innovation.rules.proposals import Wording
from gongjiang.innovation.services.proposal_links import link_proposals, unlink_proposals
from gongjiang.innovation.services.submitting import Idea, submit_idea
from gongjiang.kernel.periods import now
from world import Site

WORDING = Wording(
    "SUGGESTION",
    "换一种挡板",
    "原来的挡板要拆四个螺钉。",
    "螺钉难拆。",
    "改用磁吸挡板, 不用螺钉。",
    "每次少十分钟。",
)
MAY_LINK = AUTHOR | DESK


def an_ended_link(readers: Readers, site: Site) -> dict[str, Any]:
    return {"public_id": _links(readers, site)[0].public_id}


def a_linked_one(readers: Readers, site: Site) -> dict[str, Any]:
    return {"public_id": _links(readers, site)[1].later.public_id}


def what_it_is_linked_to(readers: Readers, site: Site) -> dict[str, Any]:
    return {"other": str(_links(readers, site)[1].earlier.public_id), "kind": "SAME"}


def _links(readers: Readers, site: Site) -> list[ProposalLink]:
    author = readers.worker_of(site)
    found = ProposalLink.objects.filter(later__authors__person=author).order_by("id")
    if not found:
        a_proposal(readers, site)
        one = Proposal.objects.filter(authors__person=author).earliest("id")
        other = submit_idea(idea=Idea(WORDING), actor=author, at=now())
        pair: dict[str, Any] = {"one_id": one.id, "other_id": other.id, "kind": "SAME"}
        first = link_proposals(**pair, actor=author, at=now())
        unlink_proposals(link_id=first.id, actor=author, at=now())
        link_proposals(**pair, actor=author, at=now())
    return list(found.select_related("later", "earlier"))


SIMILAR: dict[str, Row] = {
    "similar:while_typing": without_object(EVERYBODY),
    "similar:links": Row(own=SEERS, other=NOBODY, arguments=a_linked_one),
    "similar:link": Row(
        own=MAY_LINK,
        other=NOBODY,
        method="post",
        arguments=a_linked_one,
        data=keyed(number="1999-000001", kind="SAME"),
    ),
    "similar:end": Row(
        own=MAY_LINK, other=NOBODY, method="post", arguments=an_ended_link, data=keyed()
    ),
    "api:find_similar_proposals": without_object(EVERYBODY),
    "api:list_proposal_links": Row(own=SEERS, other=NOBODY, arguments=a_linked_one),
    "api:link_proposal": Row(
        own=MAY_LINK,
        other=NOBODY,
        method="post",
        arguments=a_linked_one,
        data=what_it_is_linked_to,
        json=True,
    ),
    "api:end_proposal_link": Row(
        own=MAY_LINK, other=NOBODY, method="post", arguments=an_ended_link, json=True
    ),
}
