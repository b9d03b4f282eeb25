"""Proposals: one in each enterprise, submitted by its worker, that no deed of the matrix changes.

A deed that is allowed is impossible all the same, for want of a reason or of the right state.
"""

from __future__ import annotations

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
