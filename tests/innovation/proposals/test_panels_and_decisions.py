"""A panel is formed, scores and decides; what is not in its power goes up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongjiang.governance.models import Notice
from gongjiang.innovation.models import Proposal, ProposalReview, State
from gongjiang.innovation.services.deciding import (
    Marks,
    decide,
    pass_up,
    score,
    take_up_again,
)
from gongjiang.innovation.services.panels import assign_panel
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.models import Entry
from gongjiang.ledger.queries import live
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, Role
from gongjiang.people.services.appointments import appoint
from proposing import Floor, decided, noon, reviewing, scored, screened, submitted, working_day
from world import TODAY, make_person, make_worker

pytestmark = pytest.mark.django_db


def assign(floor: Floor, *proposals: Proposal, **how: object) -> list[Proposal]:
    wanted = {
        "proposal_ids": [proposal.id for proposal in proposals],
        "reviewer_ids": floor.panel,
        "chair_id": floor.chair.id,
        "actor": floor.hr,
        "at": noon(),
    } | how
    return assign_panel(**wanted)  # type: ignore[arg-type]  # the names of its arguments


def zone_officers(floor: Floor) -> list[Person]:
    people = [make_person(f"区办{n}") for n in "甲乙丙"]
    for person in people:
        appoint(
            person=person,
            role=Role.REFORM_OFFICE,
            unit=floor.world.zone,
            actor=SYSTEM,
            on=TODAY - timedelta(days=100),
        )
    return people


def test_many_are_assigned_at_once_in_as_many_queries_as_one(floor: Floor):
    one, many = [screened(floor)], [screened(floor) for _ in range(6)]

    with CaptureQueriesContext(connection) as few:
        assign(floor, *one)
    with CaptureQueriesContext(connection) as more:
        assigned = assign(floor, *many)

    assert len(more) == len(few)
    assert {proposal.state for proposal in assigned} == {State.REVIEWING}
    assert ProposalReview.objects.count() == 21
    told = Notice.objects.filter(kind="innovation.proposal.to_review", person=floor.chair)
    assert sorted(notice.parameters["count"] for notice in told) == [1, 6]


def test_all_or_nothing(floor: Floor):
    ready, new = screened(floor), submitted(floor)

    with pytest.raises(CannotDo, match="1 of the chosen"):
        assign(floor, ready, new)
    theirs = screened(floor, floor.third)
    with pytest.raises(CannotDo, match="No author sits on the panel"):
        assign(floor, ready, theirs)

    ready.refresh_from_db()
    assert (ready.state, ProposalReview.objects.count()) == (State.PRELIM_OK, 0)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"proposal_ids": []}, "at least one"),
        ({"reviewer_ids": []}, "name 3 more"),
        ({"chair_id": 0}, "chair is one of"),
    ],
)
def test_what_a_panel_needs(floor: Floor, how: dict[str, object], said: str):
    with pytest.raises(CannotDo, match=said):
        assign(floor, screened(floor), **how)


def test_a_panel_is_made_of_people_with_an_office_there(floor: Floor):
    proposal = screened(floor)
    for stranger in (make_worker(floor.site, "路人").person, floor.world.b.hr):
        with pytest.raises(CannotDo, match="1 of the persons named have no office"):
            assign(
                floor,
                proposal,
                reviewer_ids=[floor.chair.id, floor.second.id, stranger.id],
            )


def test_another_panel_keeps_the_marks_that_were_given(floor: Floor):
    proposal = reviewing(floor)
    score(proposal_id=proposal.id, actor=floor.second, marks=Marks(5, 5, 5), at=noon())

    assign(
        floor,
        proposal,
        reviewer_ids=[floor.leader.id, floor.second.id, floor.finance.id],
        chair_id=floor.leader.id,
    )

    proposal.refresh_from_db()
    reviews = proposal.reviews.order_by("reviewer_id").values_list("reviewer_id", "score")
    assert dict(reviews) == {floor.leader.id: None, floor.second.id: 15, floor.finance.id: None}
    assert (proposal.chair_id, proposal.round) == (floor.leader.id, 1)


def test_marks_are_from_one_to_ten_and_may_be_given_anew(floor: Floor):
    proposal = reviewing(floor)
    with pytest.raises(CannotDo, match="from 1 to 10"):
        score(proposal_id=proposal.id, actor=floor.second, marks=Marks(0, 5, 5), at=noon())

    for marks in (Marks(1, 1, 1), Marks(10, 10, 10)):
        review = score(proposal_id=proposal.id, actor=floor.second, marks=marks, at=noon())
    assert review.score == 30


def test_three_score_before_the_chair_decides_and_the_author_reads_why(floor: Floor):
    proposal = reviewing(floor)
    for reviewer in (floor.chair, floor.second):
        score(proposal_id=proposal.id, actor=reviewer, marks=Marks(5, 5, 5), at=noon())
    with pytest.raises(CannotDo, match="2 of the panel have scored it; 3 are needed"):
        concluded(floor, proposal)
    score(proposal_id=proposal.id, actor=floor.third, marks=Marks(5, 5, 5), at=noon())
    assert Notice.objects.filter(kind="innovation.proposal.scored", person=floor.chair).exists()

    with pytest.raises(CannotDo, match="Say why"):
        concluded(floor, proposal, reason="  ")
    with pytest.raises(CannotDo, match="do not adopt it"):
        concluded(floor, proposal, outcome="CLOSED")
    concluded(floor, proposal, outcome="NOT_ADOPTED", reason="投入大于收益。")

    told = Notice.objects.get(kind="innovation.proposal.not_adopted")
    assert (told.person_id, told.parameters["reason"]) == (floor.author.id, "投入大于收益。")


def test_an_adopted_one_waits_for_somebody_to_start_it(floor: Floor):
    proposal = decided(floor)

    assert (proposal.due_on, proposal.holder_unit_id) == (
        working_day(10),
        floor.site.enterprise.id,
    )
    [entry] = live().filter(kind="innovation.proposal.decided")
    assert entry.detail == {
        "outcome": "ADOPTED",
        "in_time": True,
        "submitted_on": TODAY.isoformat(),
    }


def test_a_late_decision_says_so(floor: Floor):
    proposal = scored(floor, on=TODAY - timedelta(days=30))
    concluded(floor, proposal)

    [entry] = live().filter(kind="innovation.proposal.decided")
    assert entry.detail["in_time"] is False


def test_what_is_out_of_power_goes_up_to_the_zone_and_no_further(floor: Floor):
    officers = zone_officers(floor)
    proposal = scored(floor)
    raised = pass_up(proposal_id=proposal.id, actor=floor.chair, reason="要改园区管网。", at=noon())

    assert (raised.state, raised.holder_unit_id) == (State.PRELIM_OK, floor.world.zone.id)
    assert raised.due_on == working_day(10)
    with pytest.raises(NotAllowed, match="It lies with “示范经开区”"):
        assign(floor, raised)
    [assigned] = assign(
        floor,
        raised,
        actor=officers[0],
        chair_id=officers[0].id,
        reviewer_ids=[officer.id for officer in officers],
    )
    assert assigned.round == 2
    with pytest.raises(CannotDo, match="no level above"):
        pass_up(proposal_id=proposal.id, actor=officers[0], reason="更上级。", at=noon())
    for officer in officers:
        score(proposal_id=proposal.id, actor=officer, marks=Marks(9, 9, 9), at=noon())
    adopted = concluded(floor, raised, actor=officers[0])
    assert adopted.holder_unit_id == floor.world.zone.id


def test_whoever_reviewed_before_does_not_sit_on_the_next_panel(floor: Floor):
    kept = decided(floor, outcome="RESERVED")
    again = take_up_again(proposal_id=kept.id, actor=floor.chair, reason="材料降价了。", at=noon())
    assert (again.state, again.decided_on, again.chair) == (State.PRELIM_OK, None, None)
    assert not live().filter(kind="innovation.proposal.decided").exists()

    with pytest.raises(CannotDo, match="does not sit on its next panel"):
        assign(floor, again)
    others = [floor.leader, floor.finance, floor.hr]
    assign(
        floor,
        again,
        reviewer_ids=[person.id for person in others],
        chair_id=floor.leader.id,
    )
    for person in others:
        score(proposal_id=again.id, actor=person, marks=Marks(8, 8, 8), at=noon())
    concluded(floor, again, actor=floor.leader)

    [entry] = live().filter(kind="innovation.proposal.decided")
    assert (entry.detail["outcome"], entry.corrects_id is not None) == ("ADOPTED", True)
    assert Entry.objects.filter(kind="innovation.proposal.decided").count() == 2


def concluded(
    floor: Floor,
    proposal: Proposal,
    *,
    outcome: str = "ADOPTED",
    reason: str = "可行。",
    actor: Person | None = None,
) -> Proposal:
    return decide(
        proposal_id=proposal.id,
        actor=actor or floor.chair,
        outcome=outcome,
        reason=reason,
        at=noon(),
    )
