"""Proposals: one in each enterprise that waits for its first look, and one before a panel.

The author is the worker of the site; B's title has the canary in it. What A's readers may do to
A's is allowed and yet impossible, so that nothing changes from one reader to the next.
"""Proposals: one in each enterprise, submitted by its worker, that no deed of the matrix changes.

A deed that is allowed is impossible all the same, for want of a reason or of the right state.
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
    "take-up-again": SIT_WHERE_IT_LIES - {Role.TEAM_LEADER},
    "start": SIT_WHERE_IT_LIES,
    "hand-over": SIT_WHERE_IT_LIES - {Role.TEAM_LEADER},
    "done": NOBODY,
    "accept": SIT_WHERE_IT_LIES,
    "rework": SIT_WHERE_IT_LIES,
    "publicise": frozenset({Role.HR, Role.FINANCE}),
    "reward": frozenset({Role.HR, Role.FINANCE}),
    "close": frozenset({Role.HR, Role.FINANCE}),
    "standardise": SIT_WHERE_IT_LIES - {Role.TEAM_LEADER},
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


PROPOSALS: dict[str, Row] = {
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
    "proposals:desk": without_object(AT_DESKS, searched=True),
    "proposals:months": without_object(COUNT, searched=True),
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
from dataclasses import replace
from typing import Any
from uuid import uuid4

from access.readers import CANARY, WORKER, Readers
from access.row import EVERYBODY, NOBODY, Arguments, Row, without_object
from gongjiang.innovation.models import Proposal, State
from gongjiang.innovation.services.proposal_defaults import install_proposal_terms
from gongjiang.innovation.services.submitting import Idea, save_draft, submit_idea
from gongjiang.kernel.periods import now, today
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, Role
from proposing import WORDS
from world import Site

SEERS = frozenset({WORKER, Role.TEAM_LEADER, Role.REVIEWER, Role.HR, Role.FINANCE})
"""The author, and whoever decides about it or pays for it in the enterprise."""
DESK = frozenset({Role.TEAM_LEADER, Role.REVIEWER, Role.HR})
AUTHOR = frozenset({WORKER})


def a_proposal(readers: Readers, site: Site) -> dict[str, Any]:
    return {"public_id": _proposal(readers, site).public_id}


def a_draft(readers: Readers, site: Site) -> dict[str, Any]:
    """One that cannot be submitted, because it says no method."""
    author = readers.worker_of(site)
    found = Proposal.objects.filter(authors__person=author, state=State.DRAFT).first()
    if found is None:
        idea = Idea(replace(_words(readers, site), method=""))
        install_proposal_terms(actor=SYSTEM, on=today())
        found = save_draft(idea=idea, actor=author, at=now())
    return {"public_id": found.public_id}


def an_idea(readers: Readers, site: Site) -> dict[str, Any]:
    """It says no method, so nobody can submit it."""
    install_proposal_terms(actor=SYSTEM, on=today())
    return {"kind": "KAIZEN", "title": "导流罩", "problem": "热"}


def a_panel(readers: Readers, site: Site) -> dict[str, Any]:
    """For a proposal that waits for no panel."""
    somebody = str(readers.worker_of(site).public_id)
    proposal = str(_proposal(readers, site).public_id)
    return {"proposals": [proposal], "reviewers": [somebody], "chair": somebody}


def a_start(readers: Readers, site: Site) -> dict[str, Any]:
    owner = str(readers.worker_of(site).public_id)
    return {"owner": owner, "plan": "先试", "planned_on": today().isoformat()}


def _proposal(readers: Readers, site: Site) -> Proposal:
    author = readers.worker_of(site)
    found = Proposal.objects.filter(authors__person=author, state=State.SUBMITTED).first()
    return found or _submitted(readers, site, author)


def _submitted(readers: Readers, site: Site, author: Person) -> Proposal:
    install_proposal_terms(actor=SYSTEM, on=today())
    return submit_idea(idea=Idea(_words(readers, site)), actor=author, at=now())


def _words(readers: Readers, site: Site) -> Any:
    is_other = site is readers.world.b
    return replace(WORDS, title=f"{CANARY}导流罩") if is_other else WORDS


def sent(**values: Any) -> Arguments:
    return lambda readers, site: values


def _deed(own: frozenset[str], data: Arguments, arguments: Arguments = a_proposal) -> Row:
    return Row(own=own, other=NOBODY, method="post", arguments=arguments, data=data, json=True)


REASONLESS = sent(reason="")

PROPOSALS = {
    "api:list_proposals": without_object(EVERYBODY),
    "api:list_own_proposals": without_object(EVERYBODY),
    "api:list_proposal_queue": without_object(EVERYBODY),
    "api:show_waiting_times": without_object(EVERYBODY),
    "api:show_proposal_numbers": without_object(EVERYBODY),
    "api:show_proposal": Row(own=SEERS, other=NOBODY, arguments=a_proposal),
    "api:submit_idea": Row(method="post", data=an_idea, json=True),
    "api:drop_idea": Row(method="post", data=an_idea, json=True),
    "api:find_dropped_idea": Row(method="post", data=sent(code=str(uuid4())), json=True),
    "api:submit_proposal": _deed(AUTHOR, sent(), a_draft),
    "api:withdraw_proposal": _deed(AUTHOR, REASONLESS),
    "api:screen_proposal": _deed(DESK, sent(outcome="REJECTED", reason="")),
    "api:assign_panel": Row(own=SEERS, other=NOBODY, method="post", data=a_panel, json=True),
    "api:score_proposal": _deed(SEERS, sent(progress=5, feasibility=5, benefit=5)),
    "api:decide_proposal": _deed(SEERS, sent(outcome="ADOPTED", reason="")),
    "api:pass_proposal_up": _deed(SEERS, REASONLESS),
    "api:take_proposal_up": _deed(SEERS, REASONLESS),
    "api:start_proposal": _deed(SEERS, a_start),
    "api:report_proposal": _deed(SEERS, sent(result="")),
    "api:accept_proposal": _deed(SEERS, sent(accepted=True)),
    "api:publicise_reward": _deed(SEERS, sent(from_day="2000-01-01")),
    "api:reward_proposal": _deed(SEERS, sent(payment_reference="")),
    "api:close_proposal": _deed(SEERS, sent()),
    "api:standardise_proposal": _deed(SEERS, sent(sop_reference="")),
    "api:appeal_against_decision": _deed(SEERS, REASONLESS),
    "api:write_proposal_note": _deed(SEERS, sent(text="")),
}
"""Refused by their state to whoever sees the proposal; who may do them in the right one is told
by the table of `tests/innovation/proposals`."""
