"""An author appeals; upheld, the next panel decides anew and the old decision counts no more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongjiang.governance.models import Appeal
from gongjiang.governance.services.appeals import decide_appeal, take_up_appeal, withdraw_appeal
from gongjiang.innovation.models import Proposal, State
from gongjiang.innovation.services.deciding import Marks, decide, score
from gongjiang.innovation.services.panels import assign_panel
from gongjiang.innovation.services.proposal_appeals import appeal
from gongjiang.innovation.services.screening import turn_down
from gongjiang.kernel.errors import CannotDo
from gongjiang.ledger.models import Entry
from gongjiang.ledger.queries import facts_of, live
from proposing import Floor, decided, noon, submitted, working_day
from world import TODAY

pytestmark = pytest.mark.django_db
DECIDED, SCREENED = "innovation.proposal.decided", "innovation.proposal.screened"


def appealed(floor: Floor, proposal: Proposal) -> Appeal:
    return appeal(proposal_id=proposal.id, actor=floor.author, reason="数据有误。", at=noon())


def answered(floor: Floor, made: Appeal, *, uphold: bool) -> None:
    take_up_appeal(appeal_id=made.id, actor=floor.hr, at=noon())
    decide_appeal(appeal_id=made.id, actor=floor.hr, uphold=uphold, answer="复核属实。", at=noon())


def rejected(floor: Floor) -> Proposal:
    return turn_down(
        proposal_id=submitted(floor, floor.author, floor.friend).id,
        actor=floor.leader,
        ground="KNOWN",
        reason="已在做。",
        at=noon(),
    )


def test_an_upheld_appeal_goes_one_level_up(floor: Floor):
    proposal = decided(floor, outcome="NOT_ADOPTED")
    made = appealed(floor, proposal)
    assert (made.against_id, made.heard_at_id) == (floor.chair.id, floor.site.enterprise.id)
    [fact] = [fact for fact in facts_of(floor.author.id) if fact.kind.endswith("appealed")]
    assert fact.fact.proposal_id == proposal.id

    answered(floor, made, uphold=True)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.holder_unit_id, proposal.decided_on) == (
        State.PRELIM_OK,
        floor.world.zone.id,
        None,
    )
    assert proposal.due_on == working_day(10)
    assert not live().filter(kind=DECIDED).exists()
    assert Entry.objects.filter(kind=DECIDED).count() == 1


def test_what_was_turned_down_at_first_sight_comes_before_its_panel_after_all(floor: Floor):
    proposal = rejected(floor)
    answered(floor, appealed(floor, proposal), uphold=True)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.holder_unit_id) == (
        State.PRELIM_OK,
        floor.site.enterprise.id,
    )
    [screened] = live().filter(kind=SCREENED)
    assert screened.detail == {"outcome": "OK", "in_time": True}
    assert screened.corrects_id is not None
    assert not live().filter(kind=DECIDED).exists()


@pytest.mark.parametrize("how", ["rejected", "withdrawn"])
def test_else_the_decision_stands(floor: Floor, how: str):
    proposal = decided(floor, outcome="NOT_ADOPTED")
    made = appealed(floor, proposal)
    if how == "rejected":
        answered(floor, made, uphold=False)
    else:
        withdraw_appeal(appeal_id=made.id, actor=floor.author, at=noon())

    proposal.refresh_from_db()
    assert proposal.state == State.NOT_ADOPTED
    assert live().filter(kind=DECIDED).count() == 1


def test_one_appeals_within_ten_working_days_once_at_a_time_and_with_a_reason(floor: Floor):
    proposal = decided(floor, outcome="RESERVED")
    last = working_day(10)
    with pytest.raises(CannotDo, match="Say what should be looked at again"):
        appeal(proposal_id=proposal.id, actor=floor.author, reason=" ", at=noon())
    with pytest.raises(CannotDo, match=f"was over after {last}"):
        appeal(
            proposal_id=proposal.id,
            actor=floor.author,
            reason="再看",
            at=noon(last + timedelta(days=1)),
        )
    appeal(proposal_id=proposal.id, actor=floor.author, reason="再看", at=noon(last))
    with pytest.raises(CannotDo, match="still waits"):
        appeal(proposal_id=proposal.id, actor=floor.author, reason="再看", at=noon(last))


def test_above_the_zone_there_is_no_panel(floor: Floor):
    proposal = decided(floor, outcome="NOT_ADOPTED")
    Proposal.objects.filter(id=proposal.id).update(panel_unit=floor.world.zone)
    with pytest.raises(CannotDo, match="none above it"):
        appealed(floor, proposal)


def test_a_new_decision_takes_the_place_of_the_old_one(floor: Floor):
    """The old entry stays, corrected; the new one is what counts."""
    proposal = rejected(floor)
    answered(floor, appealed(floor, proposal), uphold=True)
    later = decided_again(floor, proposal)

    [entry] = live().filter(kind=DECIDED)
    assert (later.state, entry.detail["outcome"]) == (State.ADOPTED, "ADOPTED")
    assert Entry.objects.filter(kind=DECIDED).count() == 2
    assert (entry.occurred_on, entry.unit_id) == (TODAY, floor.site.team.id)


def decided_again(floor: Floor, proposal: Proposal) -> Proposal:
    assign_panel(
        proposal_ids=[proposal.id],
        reviewer_ids=floor.panel,
        chair_id=floor.chair.id,
        actor=floor.hr,
        at=noon(),
    )
    for reviewer in (floor.chair, floor.second, floor.third):
        score(proposal_id=proposal.id, actor=reviewer, marks=Marks(7, 7, 7), at=noon())
    return decide(
        proposal_id=proposal.id, actor=floor.chair, outcome="ADOPTED", reason="可行", at=noon()
    )
