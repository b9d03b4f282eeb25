"""Every deed in every state, by every sort of actor: done, or refused with a sentence.

The table says what domain.md §6.1 says. Who may is asked in the one state where it can be done;
that nothing else can be done is asked of all states by somebody who may.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from gongjiang.innovation.models import Proposal, State
from gongjiang.innovation.permissions.proposals import OWN
from gongjiang.innovation.rules.proposals import LEADS_TO, Share
from gongjiang.innovation.services import (
    deciding,
    finishing,
    implementing,
    panels,
    proposal_appeals,
    screening,
    submitting,
)
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person
from proposing import (
    WORDS,
    Floor,
    accepted,
    closed,
    confirmed,
    decided,
    idea,
    implemented,
    noon,
    publicised,
    reviewing,
    rewarded,
    scored,
    screened,
    started,
    submitted,
    working_day,
)
from world import TODAY, make_worker

pytestmark = pytest.mark.django_db


def draft(floor: Floor) -> Proposal:
    return submitting.save_draft(
        idea=idea(floor.author, floor.friend), actor=floor.author, at=noon()
    )


def returned(floor: Floor) -> Proposal:
    return screening.send_back(
        proposal_id=two(submitted, floor).id, actor=floor.leader, reason="写清尺寸。", at=noon()
    )


def rejected(floor: Floor) -> Proposal:
    return screening.turn_down(
        proposal_id=two(submitted, floor).id,
        actor=floor.leader,
        ground="KNOWN",
        reason="二班已在做。",
        at=noon(),
    )


def withdrawn(floor: Floor) -> Proposal:
    return submitting.withdraw_proposal(
        proposal_id=two(submitted, floor).id, actor=floor.author, at=noon()
    )


def rework(floor: Floor) -> Proposal:
    return implementing.ask_for_rework(
        proposal_id=owned(implemented, floor).id,
        actor=floor.chair,
        reason="螺栓松动。",
        again_on=working_day(5),
        at=noon(),
    )


def two(make: Callable[..., Proposal], floor: Floor, **how: Any) -> Proposal:
    """Of two authors."""
    return make(floor, floor.author, floor.friend, **how)


def owned(make: Callable[..., Proposal], floor: Floor) -> Proposal:
    """Carried out by a colleague who is no author of it."""
    return make(floor, floor.author)


STATES: dict[State, Callable[[Floor], Proposal]] = {
    State.DRAFT: draft,
    State.SUBMITTED: lambda floor: two(submitted, floor),
    State.RETURNED: returned,
    State.REJECTED: rejected,
    State.PRELIM_OK: lambda floor: two(screened, floor),
    State.REVIEWING: lambda floor: two(scored, floor),
    State.ADOPTED: lambda floor: two(decided, floor),
    State.NOT_ADOPTED: lambda floor: two(decided, floor, outcome="NOT_ADOPTED"),
    State.RESERVED: lambda floor: two(decided, floor, outcome="RESERVED"),
    State.IMPLEMENTING: lambda floor: owned(started, floor),
    State.IMPLEMENTED: lambda floor: owned(implemented, floor),
    State.REWORK: rework,
    State.ACCEPTED: lambda floor: owned(accepted, floor),
    State.BENEFIT_CONFIRMED: lambda floor: owned(publicised, floor),
    State.REWARDED: lambda floor: owned(rewarded, floor),
    State.CLOSED: lambda floor: owned(closed, floor),
    State.WITHDRAWN: withdrawn,
}


@dataclass(frozen=True)
class Row:
    """One deed: who does it as the rules want, from where, and what it leads to.

    Attributes:
        others: who is told that they may not.
    """

    name: str
    do: Callable[[Floor, Proposal, Any], object]
    by: str
    leads: dict[State, State]
    others: tuple[str, ...]


NEITHER = ("stranger", "elsewhere")
DECIDERS = ("author", *NEITHER)

TABLE = [
    Row(
        "submit",
        lambda f, p, who: submitting.submit_proposal(proposal_id=p.id, actor=who, at=noon()),
        "author",
        {State.DRAFT: State.SUBMITTED, State.RETURNED: State.SUBMITTED},
        (*NEITHER, "leader", "chair"),
    ),
    Row(
        "withdraw",
        lambda f, p, who: submitting.withdraw_proposal(proposal_id=p.id, actor=who, at=noon()),
        "author",
        dict.fromkeys(
            [
                State.DRAFT,
                State.SUBMITTED,
                State.RETURNED,
                State.PRELIM_OK,
                State.REVIEWING,
            ],
            State.WITHDRAWN,
        ),
        (*NEITHER, "friend", "leader", "hr"),
    ),
    Row(
        "pass on",
        lambda f, p, who: screening.pass_on(proposal_id=p.id, actor=who, at=noon()),
        "leader",
        {State.SUBMITTED: State.PRELIM_OK},
        (*DECIDERS, "friend", "finance", "system"),
    ),
    Row(
        "send back",
        lambda f, p, who: screening.send_back(
            proposal_id=p.id, actor=who, reason="写清尺寸。", at=noon()
        ),
        "leader",
        {State.SUBMITTED: State.RETURNED},
        (*DECIDERS, "friend", "system"),
    ),
    Row(
        "turn down",
        lambda f, p, who: screening.turn_down(
            proposal_id=p.id, actor=who, ground="KNOWN", reason="已在做。", at=noon()
        ),
        "chair",
        {State.SUBMITTED: State.REJECTED},
        (*DECIDERS, "friend", "system"),
    ),
    Row(
        "assign",
        lambda f, p, who: panels.assign_panel(
            proposal_ids=[p.id], reviewer_ids=f.panel, chair_id=f.chair.id, actor=who, at=noon()
        ),
        "hr",
        {State.PRELIM_OK: State.REVIEWING, State.REVIEWING: State.REVIEWING},
        (*DECIDERS, "friend", "leader", "third", "system"),
    ),
    Row(
        "score",
        lambda f, p, who: deciding.score(
            proposal_id=p.id, actor=who, marks=deciding.Marks(5, 6, 7), at=noon()
        ),
        "third",
        {State.REVIEWING: State.REVIEWING},
        (*DECIDERS, "leader", "hr", "system"),
    ),
    Row(
        "adopt",
        lambda f, p, who: deciding.decide(
            proposal_id=p.id, actor=who, outcome="ADOPTED", reason="可行。", at=noon()
        ),
        "chair",
        {State.REVIEWING: State.ADOPTED},
        (*DECIDERS, "friend", "second", "hr", "system"),
    ),
    Row(
        "pass up",
        lambda f, p, who: deciding.pass_up(
            proposal_id=p.id, actor=who, reason="要动厂房。", at=noon()
        ),
        "chair",
        {State.REVIEWING: State.PRELIM_OK, State.PRELIM_OK: State.PRELIM_OK},
        (*DECIDERS, "leader", "system"),
    ),
    Row(
        "take up again",
        lambda f, p, who: deciding.take_up_again(
            proposal_id=p.id, actor=who, reason="材料降价了。", at=noon()
        ),
        "chair",
        {State.RESERVED: State.PRELIM_OK},
        (*DECIDERS, "leader", "system"),
    ),
    Row(
        "start",
        lambda f, p, who: implementing.start(
            proposal_id=p.id,
            actor=who,
            owner_id=f.friend.id,
            plan="先做样件。",
            planned_on=working_day(10),
            at=noon(),
        ),
        "chair",
        {State.ADOPTED: State.IMPLEMENTING},
        (*DECIDERS, "friend", "leader", "system"),
    ),
    Row(
        "report",
        lambda f, p, who: implementing.report_implemented(
            proposal_id=p.id, actor=who, result="装好了。", at=noon()
        ),
        "friend",
        {State.IMPLEMENTING: State.IMPLEMENTED, State.REWORK: State.IMPLEMENTED},
        (*DECIDERS, "leader", "chair", "system"),
    ),
    Row(
        "accept",
        lambda f, p, who: implementing.accept(
            proposal_id=p.id, actor=who, evidence="前后对比。", at=noon()
        ),
        "chair",
        {State.IMPLEMENTED: State.ACCEPTED},
        (*DECIDERS, "friend", "leader", "system"),
    ),
    Row(
        "rework",
        lambda f, p, who: implementing.ask_for_rework(
            proposal_id=p.id, actor=who, reason="松动。", again_on=working_day(3), at=noon()
        ),
        "chair",
        {State.IMPLEMENTED: State.REWORK},
        (*DECIDERS, "friend", "leader", "system"),
    ),
    Row(
        "publicise",
        lambda f, p, who: finishing.publicise(
            proposal_id=p.id, actor=who, text="", from_day=TODAY, at=noon()
        ),
        "hr",
        {State.BENEFIT_CONFIRMED: State.BENEFIT_CONFIRMED},
        (*DECIDERS, "leader", "chair"),
    ),
    Row(
        "reward",
        lambda f, p, who: finishing.reward(
            proposal_id=p.id, actor=who, payment_reference="付-1", at=noon()
        ),
        "finance",
        {State.BENEFIT_CONFIRMED: State.REWARDED},
        (*DECIDERS, "leader", "chair"),
    ),
    Row(
        "close",
        lambda f, p, who: finishing.close(proposal_id=p.id, actor=who, at=noon()),
        "hr",
        {State.REWARDED: State.CLOSED},
        (*DECIDERS, "leader", "chair"),
    ),
    Row(
        "standardise",
        lambda f, p, who: finishing.standardise(
            proposal_id=p.id, actor=who, sop_reference="SOP-1", at=noon()
        ),
        "chair",
        {
            state: state
            for state in (
                State.ACCEPTED,
                State.BENEFIT_CONFIRMED,
                State.REWARDED,
                State.CLOSED,
            )
        },
        (*DECIDERS, "leader", "system"),
    ),
    Row(
        "appeal",
        lambda f, p, who: proposal_appeals.appeal(
            proposal_id=p.id, actor=who, reason="请再看一眼。", at=noon()
        ),
        "author",
        {
            State.REJECTED: State.REJECTED,
            State.NOT_ADOPTED: State.NOT_ADOPTED,
            State.RESERVED: State.RESERVED,
        },
        (*NEITHER, "leader", "chair"),
    ),
]


def actor(floor: Floor, name: str) -> Any:
    if name == "stranger":
        return make_worker(floor.site, "路人").person
    if name == "elsewhere":
        return floor.world.b.hr
    return SYSTEM if name == "system" else getattr(floor, name)


@pytest.mark.parametrize("state", State, ids=str)
def test_each_deed_can_be_done_exactly_where_the_table_says(floor: Floor, state: State):
    proposal = STATES[state](floor)
    assert proposal.state == state
    for row in TABLE:
        with transaction.atomic():
            said = done(row, floor, proposal, actor(floor, row.by))
            after = Proposal.objects.get(id=proposal.id).state
            transaction.set_rollback(True)
        if state in row.leads:
            assert (row.name, after, said) == (row.name, row.leads[state], "")
        else:
            assert (row.name, after) == (row.name, state)
            assert said, f"{row.name} was done in {state}"
            assert said.rstrip().endswith((".", "!")), f"{row.name}: “{said}” is no sentence"


def done(row: Row, floor: Floor, proposal: Proposal, who: Person) -> str:
    try:
        with transaction.atomic():
            row.do(floor, proposal, who)
    except (CannotDo, NotAllowed) as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_those_who_may_not_are_told_who_may(floor: Floor, row: Row):
    state = next(iter(row.leads))
    proposal = STATES[state](floor)
    for name in row.others:
        who = actor(floor, name)
        with pytest.raises(NotAllowed) as told, transaction.atomic():
            row.do(floor, proposal, who)
        assert len(str(told.value)) > len("You may not."), name
    assert Proposal.objects.get(id=proposal.id).state == state


def test_an_author_with_an_office_decides_nothing_of_their_own(floor: Floor):
    """A co-author of a hundredth counts as one, whatever they lead, review or pay."""
    passing = next(row for row in TABLE if row.name == "pass on")
    for who in (floor.leader, floor.chair, floor.finance, floor.hr):
        shares = [Share(floor.author.id, 9_900), Share(who.id, 100)]
        theirs = submitting.submit_idea(
            idea=submitting.Idea(WORDS, shares), actor=floor.author, at=noon()
        )
        assert done(passing, floor, theirs, who) == str(OWN)


def test_the_table_knows_every_step_there_is():
    """What leads nowhere in the table leads nowhere in the rules, but by an appeal or finance."""
    by_table = {
        (state, after) for row in TABLE for state, after in row.leads.items() if state != after
    }
    by_decision = {
        (State.REVIEWING, State.NOT_ADOPTED),
        (State.REVIEWING, State.RESERVED),
    }
    by_appeal = {(State.REJECTED, State.PRELIM_OK), (State.NOT_ADOPTED, State.PRELIM_OK)}
    by_finance = {
        (State.ACCEPTED, State.BENEFIT_CONFIRMED),
        (State.BENEFIT_CONFIRMED, State.CLOSED),  # an anonymous one, without a reward
    }
    by_rules = {
        (state, after) for state, all_ in LEADS_TO.items() for after in all_ if state != after
    }
    assert by_rules == by_table | by_decision | by_appeal | by_finance


def test_all_states_are_reached(floor: Floor):
    assert set(STATES) == set(State)
    assert confirmed(floor).state == State.BENEFIT_CONFIRMED
    assert reviewing(floor).state == State.REVIEWING
