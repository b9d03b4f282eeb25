"""From adoption to reward: who carries out, who accepts, what is confirmed, and when it is paid."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongjiang.governance.services.publicity import answer_objection, close_publicity, object_to
from gongjiang.innovation.models import State
from gongjiang.innovation.services.finishing import (
    close,
    mark_benefit_confirmed,
    mark_replicated,
    publicise,
    reward,
    standardise,
)
from gongjiang.innovation.services.implementing import (
    accept,
    ask_for_rework,
    hand_over,
    report_implemented,
    start,
)
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.queries import live
from proposing import (
    Floor,
    accepted,
    closed,
    confirmed,
    decided,
    implemented,
    noon,
    publicised,
    started,
    working_day,
)
from world import TODAY, make_worker

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("plan", "days", "said"),
    [
        ("", 10, "how it will be carried out"),
        ("先试", -1, "has passed"),
        ("先试", 800, "two years ahead"),
    ],
)
def test_a_start_has_a_plan_and_a_day_ahead(floor: Floor, plan: str, days: int, said: str):
    proposal = decided(floor)
    with pytest.raises(CannotDo, match=said):
        start(
            proposal_id=proposal.id,
            actor=floor.chair,
            owner_id=floor.friend.id,
            plan=plan,
            planned_on=TODAY + days * DAY,
            at=noon(),
        )


def test_it_is_carried_out_by_somebody_of_the_enterprise(floor: Floor):
    proposal = decided(floor)
    with pytest.raises(CannotDo, match="works in this enterprise"):
        start(
            proposal_id=proposal.id,
            actor=floor.chair,
            owner_id=floor.world.b.hr.id,
            plan="先试",
            planned_on=TODAY,
            at=noon(),
        )


def test_a_pilot_by_the_author_lies_with_the_authors_team_until_the_planned_day(floor: Floor):
    proposal = start(
        proposal_id=decided(floor).id,
        actor=floor.chair,
        owner_id=floor.author.id,
        plan="一号炉先试。",
        planned_on=TODAY + 9 * DAY,
        pilot=True,
        at=noon(),
    )
    assert (proposal.holder_unit_id, proposal.due_on) == (floor.site.team.id, TODAY + 9 * DAY)
    assert live().get(kind="innovation.proposal.started").detail == {"pilot": True}


def test_the_one_who_carries_it_out_may_change(floor: Floor):
    proposal = started(floor)
    other = make_worker(floor.site, "接手", unit=floor.site.other_team).person

    with pytest.raises(CannotDo, match="Say why"):
        hand_over(
            proposal_id=proposal.id, actor=floor.chair, owner_id=other.id, reason="", at=noon()
        )
    moved = hand_over(
        proposal_id=proposal.id, actor=floor.chair, owner_id=other.id, reason="调岗", at=noon()
    )
    assert moved.holder_unit_id == floor.site.other_team.id
    with pytest.raises(NotAllowed, match="carries it out reports"):
        report_implemented(proposal_id=moved.id, actor=floor.friend, result="好了", at=noon())
    report_implemented(proposal_id=moved.id, actor=other, result="好了", at=noon())


def test_acceptance_wants_evidence_and_another_pair_of_eyes(floor: Floor):
    proposal = decided(floor)
    start(
        proposal_id=proposal.id,
        actor=floor.chair,
        owner_id=floor.second.id,
        plan="先试",
        planned_on=TODAY,
        at=noon(),
    )
    with pytest.raises(CannotDo, match="Say what was done"):
        report_implemented(proposal_id=proposal.id, actor=floor.second, result=" ", at=noon())
    report_implemented(proposal_id=proposal.id, actor=floor.second, result="好了", at=noon())

    with pytest.raises(NotAllowed, match="somebody else accepts it"):
        accept(proposal_id=proposal.id, actor=floor.second, evidence="前后对比", at=noon())
    with pytest.raises(CannotDo, match="how it was before"):
        accept(proposal_id=proposal.id, actor=floor.chair, evidence="", at=noon())
    done = accept(proposal_id=proposal.id, actor=floor.chair, evidence="前后对比", at=noon())
    assert (done.state, done.due_on) == (State.ACCEPTED, working_day(30))


def test_after_a_rework_the_later_day_counts(floor: Floor):
    proposal = implemented(floor)
    later = TODAY + 7 * DAY
    with pytest.raises(CannotDo, match="Say why"):
        ask_for_rework(
            proposal_id=proposal.id, actor=floor.chair, reason="", again_on=later, at=noon()
        )
    again = ask_for_rework(
        proposal_id=proposal.id, actor=floor.chair, reason="松动", again_on=later, at=noon()
    )
    assert (again.due_on, again.holder_unit_id) == (later, floor.site.team.id)
    report_implemented(proposal_id=proposal.id, actor=floor.friend, result="紧固了", at=noon(later))

    [entry] = live().filter(kind="innovation.proposal.implemented")
    assert (entry.occurred_on, entry.detail) == (later, {"adopted_on": TODAY.isoformat()})


def test_finance_confirms_once_in_money_or_in_points(floor: Floor):
    proposal = accepted(floor)
    with pytest.raises(NotAllowed, match="finance office"):
        mark_benefit_confirmed(proposal_id=proposal.id, actor=floor.hr, money=True, at=noon())
    first = mark_benefit_confirmed(
        proposal_id=proposal.id, actor=floor.finance, money=False, at=noon()
    )
    assert (first.state, first.benefit) == (State.BENEFIT_CONFIRMED, "POINTS")

    again = mark_benefit_confirmed(
        proposal_id=proposal.id, actor=floor.finance, money=True, at=noon(TODAY + DAY)
    )
    assert (again.benefit, again.benefit_on) == ("POINTS", TODAY)


def test_no_author_of_it_confirms_its_benefit(floor: Floor):
    proposal = accepted(floor, floor.author, floor.finance)
    with pytest.raises(NotAllowed, match="You are an author"):
        mark_benefit_confirmed(proposal_id=proposal.id, actor=floor.finance, money=True, at=noon())


def test_a_reward_is_public_for_five_working_days_before_it_is_paid(floor: Floor):
    proposal = confirmed(floor)

    def pay(reference: str = "付-118") -> None:
        reward(
            proposal_id=proposal.id,
            actor=floor.finance,
            payment_reference=reference,
            at=noon(TODAY + 9 * DAY),
        )

    with pytest.raises(CannotDo, match="not been made public"):
        pay()
    shown = publicise(
        proposal_id=proposal.id, actor=floor.finance, text="二等奖", from_day=TODAY, at=noon()
    )
    assert shown.last_day == working_day(5, TODAY - DAY)
    with pytest.raises(CannotDo, match="has not been closed"):
        pay()
    close_publicity(publicity_id=shown.id, actor=floor.hr, at=noon(shown.ends_on))
    with pytest.raises(CannotDo, match="Name the voucher"):
        pay(" ")
    pay()

    proposal.refresh_from_db()
    assert (proposal.state, proposal.payment_reference) == (State.REWARDED, "付-118")


def test_an_objection_upheld_stops_the_payment_until_it_is_public_again(floor: Floor):
    proposal = confirmed(floor)
    shown = publicise(
        proposal_id=proposal.id, actor=floor.finance, text="", from_day=TODAY, at=noon()
    )
    objection = object_to(publicity_id=shown.id, actor=floor.third, text="抄的", at=noon())
    answer_objection(
        objection_id=objection.id, actor=floor.hr, upheld=True, answer="属实", at=noon()
    )
    close_publicity(publicity_id=shown.id, actor=floor.hr, at=noon())

    with pytest.raises(CannotDo, match="An objection was upheld"):
        reward(proposal_id=proposal.id, actor=floor.finance, payment_reference="付-1", at=noon())
    publicise(proposal_id=proposal.id, actor=floor.hr, text="", from_day=TODAY, at=noon())


def test_it_is_closed_after_its_reward_and_not_before(floor: Floor):
    proposal = publicised(floor)
    with pytest.raises(CannotDo, match="have not been rewarded"):
        close(proposal_id=proposal.id, actor=floor.hr, at=noon())


def test_marks_stay_on_a_closed_one(floor: Floor):
    proposal = closed(floor)
    with pytest.raises(CannotDo, match="Name the procedure"):
        standardise(proposal_id=proposal.id, actor=floor.chair, sop_reference="", at=noon())
    standardise(proposal_id=proposal.id, actor=floor.chair, sop_reference="SOP-9", at=noon())
    with pytest.raises(CannotDo, match="stands in “SOP-9” already"):
        standardise(proposal_id=proposal.id, actor=floor.chair, sop_reference="SOP-10", at=noon())

    mark_replicated(proposal_id=proposal.id, at=noon())
    marked = mark_replicated(proposal_id=proposal.id, at=noon(TODAY + DAY))
    assert (marked.state, marked.replicated_on) == (State.CLOSED, TODAY)
