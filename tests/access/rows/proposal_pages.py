"""Pages of proposals: one in each enterprise that waits for its first look, and one before a panel.

The author is the worker of the site; B's title has the canary in it. What A's readers may do to
A's is allowed and yet impossible, so that nothing changes from one reader to the next.
"""

from __future__ import annotations

from typing import Any

from access.readers import CANARY, WORKER, Readers
from access.row import EVERYBODY, NOBODY, Row, a_team, keyed, without_object
from gongjiang.innovation.models import Proposal
from gongjiang.innovation.rules.proposals import Wording
from gongjiang.innovation.services.proposal_defaults import install_proposal_terms
from gongjiang.innovation.services.screening import pass_on
from gongjiang.innovation.services.submitting import Idea, submit_idea
from gongjiang.kernel.periods import now, today
from gongjiang.people.actors import SYSTEM
from gongjiang.people.identity import keyring
from gongjiang.people.models import Role
from gongjiang.web.innovation.proposals.deeds import DEEDS
from gongjiang.web.innovation.proposals.posts import Post, token_of
from gongjiang.web.innovation.proposals.tabs import AT_DESKS, COUNT
from world import Site

AUTHOR = frozenset({WORKER})
SIT_WHERE_IT_LIES = frozenset({Role.TEAM_LEADER, Role.REVIEWER, Role.HR})
AT_THE_ENTERPRISE = frozenset({Role.HR})
"""The reader who is seated as reviewer sits at the team, the chair at a union that covers none."""
SEE_IT = AUTHOR | SIT_WHERE_IT_LIES | {Role.FINANCE}


def a_proposal(readers: Readers, site: Site) -> dict[str, Any]:
    """One that waits for its first look."""
    author = readers.worker_of(site)
    found = Proposal.objects.filter(authors__person=author, state="SUBMITTED").first()
    return {"public_id": (found or _submitted(readers, site)).public_id}


def a_screened_one(readers: Readers, site: Site) -> dict[str, Any]:
    """One that waits for its panel; before it, none can be marked."""
    author = readers.worker_of(site)
    found = Proposal.objects.filter(authors__person=author, state="PRELIM_OK").first()
    if found is None:
        found = _submitted(readers, site)
        pass_on(proposal_id=found.id, actor=site.hr, at=now())
    return {"public_id": found.public_id}


def a_code(readers: Readers, site: Site) -> dict[str, Any]:
    return {"token": token_of(Post(site.team, None), keyring())}


def _submitted(readers: Readers, site: Site) -> Proposal:
    install_proposal_terms(actor=SYSTEM, on=today())
    is_canary = site is readers.world.b
    wording = Wording(
        "SUGGESTION",
        f"{CANARY}炉口加装导流罩" if is_canary else "切片机线轮加防护挡板",
        "每班要停炉清理两次。",
        "没有导流。",
        "折一个导流罩固定在法兰上。",
        "每班少停炉一次。",
    )
    return submit_idea(idea=Idea(wording), actor=readers.worker_of(site), at=now())


MAY: dict[str, frozenset[str]] = {
    "pass-on": SIT_WHERE_IT_LIES,
    "send-back": SIT_WHERE_IT_LIES,
    "turn-down": SIT_WHERE_IT_LIES,
    "decide": NOBODY,
    "pass-up": SIT_WHERE_IT_LIES,
    "take-up-again": AT_THE_ENTERPRISE,
    "start": SIT_WHERE_IT_LIES,
    "hand-over": AT_THE_ENTERPRISE,
    "done": NOBODY,
    "accept": SIT_WHERE_IT_LIES,
    "rework": SIT_WHERE_IT_LIES,
    "publicise": frozenset({Role.HR, Role.FINANCE}),
    "reward": frozenset({Role.HR, Role.FINANCE}),
    "close": frozenset({Role.HR, Role.FINANCE}),
    "standardise": AT_THE_ENTERPRISE,
    "appeal": AUTHOR,
    "withdraw": AUTHOR,
    "note": SIT_WHERE_IT_LIES,
    "add": AUTHOR | SIT_WHERE_IT_LIES,
}
"""Who may at all; what is sent is too long, or lacks the rest, and is shown again."""

TOO_LONG = "字" * 1001


def _deed(name: str) -> Row:
    return Row(
        own=MAY[name],
        other=NOBODY,
        method="post",
        arguments=a_proposal,
        data=keyed(remark=TOO_LONG, reason=TOO_LONG),
    )


PROPOSAL_PAGES: dict[str, Row] = {
    "proposals:capture": without_object(EVERYBODY),
    "proposals:at": Row(arguments=a_code),
    "proposals:mine": without_object(EVERYBODY),
    "proposals:assign": without_object(
        frozenset(
            SIT_WHERE_IT_LIES
            | {Role.FINANCE, Role.UNION_CHAIR, Role.ZONE_UNION, Role.REFORM_OFFICE, Role.LEADER}
        )
    ),
    "proposals:code": Row(anonymous=True),
    "proposals:claim": Row(),
    "proposals:desk": without_object(AT_DESKS | {Role.LEADER}, searched=True),
    "proposals:months": without_object(COUNT - {Role.UNION_CHAIR}, searched=True),
    "proposals:posts": without_object(frozenset({Role.HR, Role.TEAM_LEADER})),
    "proposals:post_sheet": Row(
        own=frozenset({Role.HR, Role.TEAM_LEADER}), other=NOBODY, arguments=a_team
    ),
    "proposals:queue": without_object(EVERYBODY),
    "proposals:waiting": without_object(EVERYBODY),
    "proposals:proposal": Row(own=SEE_IT, other=NOBODY, arguments=a_proposal),
    "proposals:mend": Row(own=NOBODY, other=NOBODY, arguments=a_proposal),
    "proposals:one_page": Row(own=SEE_IT, other=NOBODY, arguments=a_proposal),
    "proposals:score": Row(
        own=NOBODY, other=NOBODY, method="post", arguments=a_screened_one, data=keyed()
    ),
    **{f"proposals:{deed.name}": _deed(deed.name) for deed in DEEDS},
}
