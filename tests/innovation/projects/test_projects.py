"""A project from the first plan to its promotion, and what is refused on the way."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from gongjiang.innovation.models import BudgetLine, InnovationProject, LoopLink
from gongjiang.innovation.rules.projects import Step
from gongjiang.innovation.services.appraisers import replace_appraiser
from gongjiang.innovation.services.project_endings import (
    accept_project,
    answer_method,
    close_appraisal,
    name_method,
    name_panel,
    opine,
    promote_project,
)
from gongjiang.innovation.services.project_steps import NotNow
from gongjiang.innovation.services.project_work import (
    give_back,
    raise_budget,
    report_milestone,
    spend,
)
from gongjiang.innovation.services.projects import (
    approve_project,
    change_members,
    propose_project,
    start_project,
    stop_project,
)
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.queries import facts_of, live
from innovators import (
    BUDGET,
    ENDED,
    PROPOSED,
    Bench,
    accepted,
    appraised,
    noon,
    plan_of,
    proposed,
    ready,
    running,
    shares,
)
from world import World, make_worker

AT = noon(ENDED)


def kinds_of(person_id: int) -> list[str]:
    return [each.kind for each in facts_of(person_id)]


def test_a_project_that_goes_all_the_way_is_in_its_peoples_ledgers(bench: Bench):
    project = appraised(bench)
    promote_project(project_id=project.id, where="二车间", actor=bench.chair, at=AT)

    project.refresh_from_db()
    assert (project.state, project.appraisal_score) == ("PROMOTED", 85)
    assert kinds_of(bench.lead.id)[-5:] == [
        "innovation.project.approved",
        "innovation.project.accepted",
        "innovation.project.contributed",
        "innovation.project.promoted",
        "innovation.project.appraised",
    ]
    [part] = [each for each in facts_of(bench.mate.id) if each.kind.startswith("innovation")]
    assert (part.kind, part.fact.share_bp) == ("innovation.project.contributed", 4_000)
    assert set(LoopLink.objects.values_list("link", "target")) == {
        ("TEAM", "TEAM"),
        ("RESULT", "PROMOTION"),
    }


@pytest.mark.parametrize("who", ["lead", "mate", "third"])
def test_neither_members_nor_workers_approve(bench: Bench, who: str):
    project = proposed(bench)

    with pytest.raises(NotAllowed):
        approve_project(project_id=project.id, budget_fen=1, actor=getattr(bench, who), at=AT)


@pytest.mark.parametrize("who", ["reviewer", "chair"])
def test_reviewer_and_union_approve(bench: Bench, who: str):
    project = proposed(bench)

    approve_project(project_id=project.id, budget_fen=0, actor=getattr(bench, who), at=AT)

    project.refresh_from_db()
    assert (project.state, project.budget_fen) == ("APPROVED", 0)


def test_a_reviewer_who_is_a_member_does_not_approve_nor_another_sites_hr(
    bench: Bench, world: World
):
    project = proposed(bench, members=shares((bench.lead, 5_000), (bench.reviewer, 5_000)))

    for actor, said in ((bench.reviewer, "somebody else"), (world.b.hr, "Only the reviewers")):
        with pytest.raises(NotAllowed, match=said):
            approve_project(project_id=project.id, budget_fen=1, actor=actor, at=AT)


def test_a_plan_is_refused_for_what_does_not_fit(bench: Bench, world: World):
    stranger = make_worker(world.b, "外人").person
    wrong = {
        "come to 90 %": plan_of(bench, members=shares((bench.lead, 5_000), (bench.mate, 4_000))),
        "do not work": plan_of(bench, members=shares((bench.lead, 5_000), (stranger, 5_000))),
        "at least one milestone": plan_of(bench, steps=[]),
        "order of their days": plan_of(
            bench, steps=[Step("乙", date(2022, 6, 1)), Step("甲", date(2022, 5, 1))]
        ),
        "Milestones lie between": plan_of(bench, steps=[Step("甲", date(2023, 5, 1))]),
        "due after today": plan_of(bench, due_on=PROPOSED),
    }
    for said, plan in wrong.items():
        with pytest.raises(CannotDo, match=said):
            propose_project(plan, actor=bench.lead, at=noon(PROPOSED))
    with pytest.raises(NotAllowed):
        propose_project(plan_of(bench), actor=bench.mate, at=noon(PROPOSED))
    assert not InnovationProject.objects.exists()


def test_one_project_a_proposal_until_it_is_stopped(bench: Bench):
    first = proposed(bench, proposal_id=77)

    with pytest.raises(CannotDo, match="grown into a project already"):
        proposed(bench, proposal_id=77)
    stop_project(project_id=first.id, reason="没有场地", actor=bench.chair, at=AT)
    assert proposed(bench, proposal_id=77).id != first.id


def test_no_fen_over_the_budget_without_a_raise(bench: Bench):
    project = running(bench)
    given = {"project_id": project.id, "actor": bench.lead, "at": AT}
    spend(amount_fen=BUDGET, what="密封件", **given)
    with pytest.raises(CannotDo, match=r"Only 0\.00 yuan"):
        spend(amount_fen=1, what="螺丝", **given)
    with pytest.raises(NotAllowed):
        raise_budget(amount_fen=100, reason="涨价", **given)

    raise_budget(project_id=project.id, amount_fen=100, reason="涨价", actor=bench.reviewer, at=AT)
    spend(amount_fen=100, what="螺丝", **given)
    give_back(amount_fen=40, what="退货", **given)

    project.refresh_from_db()
    assert (project.budget_fen, project.spent_fen, project.left_fen) == (
        BUDGET + 100,
        BUDGET + 60,
        40,
    )
    lines = BudgetLine.objects.order_by("id").values_list("kind", "amount_fen")
    assert list(lines) == [
        ("GRANT", BUDGET), ("SPEND", BUDGET), ("RAISE", 100), ("SPEND", 100), ("REFUND", 40),
    ]  # fmt: skip


def test_the_table_itself_refuses_a_budget_overspent(bench: Bench):
    project = running(bench)

    with pytest.raises(IntegrityError, match="never_spends"), transaction.atomic():
        InnovationProject.objects.filter(id=project.id).update(spent_fen=BUDGET + 1)


def test_acceptance_wants_milestones_results_and_evidence(bench: Bench):
    project = running(bench)
    given = {"project_id": project.id, "actor": bench.chair, "at": AT}
    with pytest.raises(CannotDo, match="Not done yet: 试制, 试用"):
        accept_project(evidence="看过", **given)
    for position in (1, 2):
        report_milestone(
            project_id=project.id, position=position, evidence="照片", actor=bench.mate, at=AT
        )
    with pytest.raises(CannotDo, match="not written down its results"):
        accept_project(evidence="看过", **given)
    project.refresh_from_db()
    assert project.state == "RUNNING"


def test_acceptance_is_somebody_elses_and_says_what_was_seen(bench: Bench):
    project = ready(bench)

    with pytest.raises(NotAllowed, match="somebody else"):
        accept_project(project_id=project.id, evidence="看过", actor=bench.mate, at=AT)
    with pytest.raises(CannotDo, match="Say what you saw"):
        accept_project(project_id=project.id, evidence=" ", actor=bench.chair, at=AT)


def test_a_milestone_is_done_once_with_evidence_by_a_member(bench: Bench):
    project = running(bench)
    given = {"project_id": project.id, "position": 1, "at": AT}

    with pytest.raises(NotAllowed):
        report_milestone(evidence="照片", actor=bench.third, **given)
    with pytest.raises(CannotDo, match="Say what shows"):
        report_milestone(evidence="", actor=bench.mate, **given)
    with pytest.raises(CannotDo, match="between the start"):
        report_milestone(evidence="照片", actor=bench.mate, done_on=date(2022, 1, 1), **given)
    report_milestone(evidence="照片", actor=bench.mate, **given)
    with pytest.raises(NotNow, match="reported as done"):
        report_milestone(evidence="照片", actor=bench.mate, **given)


def test_a_panel_is_three_who_are_not_members_and_all_of_them_speak(bench: Bench):
    project = accepted(bench)
    chair = {"project_id": project.id, "actor": bench.chair, "at": AT}
    with pytest.raises(CannotDo, match="Nobody appraises"):
        name_panel(person_ids=[bench.third.id, bench.boss.id, bench.mate.id], **chair)
    with pytest.raises(CannotDo, match="at least 3"):
        name_panel(person_ids=[bench.third.id, bench.boss.id], **chair)
    with pytest.raises(CannotDo, match="at least 3"):
        close_appraisal(**chair)

    panel = [bench.third, bench.boss, bench.reviewer]
    name_panel(person_ids=[one.id for one in panel], **chair)
    with pytest.raises(NotAllowed, match="panel that was named"):
        opine(project_id=project.id, score=90, opinion="好", actor=bench.mate, at=AT)
    for person in panel[:2]:
        opine(project_id=project.id, score=40, opinion="不够", actor=person, at=AT)
    with pytest.raises(CannotDo, match="1 of the panel"):
        close_appraisal(**chair)
    opine(project_id=project.id, score=40, opinion="不够", actor=panel[2], at=AT)
    with pytest.raises(CannotDo, match="stays accepted"):
        close_appraisal(**chair)
    with pytest.raises(NotNow):
        promote_project(where="二车间", **chair)


def test_a_seat_is_taken_over_before_the_panel_closes_and_its_vote_stays(bench: Bench):
    project = accepted(bench)
    chair = {"project_id": project.id, "actor": bench.chair, "at": AT}
    panel = [bench.third, bench.boss, bench.reviewer]
    name_panel(person_ids=[one.id for one in panel], **chair)
    for person, score in zip(panel, (90, 90, 10), strict=True):
        opine(project_id=project.id, score=score, opinion="看过", actor=person, at=AT)
    fresh = make_worker(bench.site, "新评委").person
    swap = {"out_id": bench.reviewer.id, **chair}
    with pytest.raises(CannotDo, match="Say why"):
        replace_appraiser(new_id=fresh.id, reason=" ", **swap)
    with pytest.raises(CannotDo, match="Nobody appraises"):
        replace_appraiser(new_id=bench.mate.id, reason="回避", **swap)
    with pytest.raises(NotAllowed):
        replace_appraiser(new_id=fresh.id, reason="回避", **{**swap, "actor": bench.lead})

    replace_appraiser(new_id=fresh.id, reason="与组长是亲属", **swap)

    with pytest.raises(NotAllowed, match="panel that was named"):
        opine(project_id=project.id, score=99, opinion="好", actor=bench.reviewer, at=AT)
    with pytest.raises(CannotDo, match="1 of the panel"):
        close_appraisal(**chair)
    opine(project_id=project.id, score=84, opinion="看过", actor=fresh, at=AT)
    assert close_appraisal(**chair).appraisal_score == 88
    left = project.appraisers.get(person=bench.reviewer)
    assert (left.score, left.left_because, left.replaced_by) == (10, "与组长是亲属", bench.chair)
    with pytest.raises(NotNow):
        replace_appraiser(new_id=bench.reviewer.id, reason="再换", **{**swap, "out_id": fresh.id})


def test_stopping_needs_a_reason_and_nothing_accepted_is_stopped(bench: Bench):
    project = running(bench)
    with pytest.raises(CannotDo, match="Say why"):
        stop_project(project_id=project.id, reason=" ", actor=bench.chair, at=AT)
    stop_project(project_id=project.id, reason="设备报废", actor=bench.chair, at=AT)

    assert "innovation.project.stopped" in kinds_of(bench.lead.id)
    done = accepted(bench)
    with pytest.raises(NotNow):
        stop_project(project_id=done.id, reason="迟了", actor=bench.chair, at=AT)


def test_a_method_bears_a_name_only_with_consent(bench: Bench):
    project = accepted(bench)
    given = {"project_id": project.id, "at": AT}
    with pytest.raises(CannotDo, match="name of a member"):
        name_method(name="李工法", person_id=bench.third.id, actor=bench.chair, **given)
    name_method(name="钱氏密封法", person_id=bench.lead.id, actor=bench.chair, **given)
    assert not live().filter(kind="innovation.method.named").exists()

    with pytest.raises(NotAllowed, match="Only the person"):
        answer_method(consents=True, actor=bench.mate, **given)
    answer_method(consents=False, actor=bench.lead, **given)
    project.refresh_from_db()
    assert (project.method_name, project.method_person_id) == ("", None)

    name_method(name="钱氏密封法", person_id=bench.lead.id, actor=bench.chair, **given)
    answer_method(consents=True, actor=bench.lead, **given)
    [fact] = live().filter(kind="innovation.method.named")
    assert fact.person_id == bench.lead.id


def test_shares_change_until_acceptance_and_the_leader_stays(bench: Bench):
    project = running(bench)
    new = shares((bench.lead, 5_000), (bench.mate, 2_000), (bench.third, 3_000))
    change_members(project_id=project.id, members=new, actor=bench.lead, at=AT)

    assert list(project.members.order_by("position").values_list("share_bp", flat=True)) == [
        5_000, 2_000, 3_000,
    ]  # fmt: skip
    with pytest.raises(NotAllowed):
        change_members(project_id=project.id, members=new, actor=bench.mate, at=AT)
    done = accepted(bench)
    with pytest.raises(NotNow):
        change_members(project_id=done.id, members=new, actor=bench.lead, at=AT)


def test_starting_is_the_leaders_and_needs_an_approval(bench: Bench):
    project = proposed(bench)
    with pytest.raises(NotNow, match="proposed"):
        start_project(project_id=project.id, actor=bench.lead, at=AT)
    approve_project(project_id=project.id, budget_fen=0, actor=bench.chair, at=AT)
    with pytest.raises(NotAllowed):
        start_project(project_id=project.id, actor=bench.mate, at=AT)
