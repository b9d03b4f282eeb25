"""Technical innovation projects of five years: proposed, paid for, accepted, appraised, spread."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from gongjiang.demo.build import Build
from gongjiang.demo.chapters import five_small, patents
from gongjiang.demo.ideas import ventures
from gongjiang.demo.ideas.columns import Colleague, Venture
from gongjiang.demo.ideas.crews import crews
from gongjiang.demo.ideas.shares import shares
from gongjiang.demo.ideas.ventures import Shop, amount, moment
from gongjiang.demo.numbers import uuids
from gongjiang.demo.rows import Rows
from gongjiang.demo.seasons import AS_OF
from gongjiang.demo.told import as_batches
from gongjiang.innovation.models import InnovationProject, Source
from gongjiang.ledger.facts.projects import (
    MethodNamed,
    ProjectAccepted,
    ProjectAppraised,
    ProjectApproved,
    ProjectContributed,
    ProjectPromoted,
    ProjectStopped,
)

PROJECTS = 3200
"""Of a full zone in five years; ours, as is what follows."""
SHARE_STOPPED, SHARE_APPRAISED, SHARE_PROMOTED, SHARE_NAMED = 0.05, 0.65, 0.4, 0.1
SHARE_WITH_A_BENEFIT = 0.9
MEDIAN_YUAN, SPREAD = 2_600_000, 1.05
STEPS = ("方案设计与评审", "样件试制", "现场安装调试", "试运行与数据采集", "总结固化")
State = InnovationProject.State


def write(build: Build) -> None:
    build.crews = crews(build)
    shop = ventures.shop(build, "projects")
    tables = Tables(build)
    count = max(round(PROJECTS * build.plan.scale), 6)
    ids = iter(uuids(build.plan.rng("projects' public ids"), count))
    for proposed in sorted(shop.day(last=AS_OF - timedelta(days=9)) for _ in range(count)):
        _project(shop, tables, proposed, next(ids))
    for table in tables.all:
        table.write()
    five_small.write(shop)
    patents.write(shop)
    build.facts += as_batches(shop.told)
    build.ventures = shop.ventures


class Tables:
    """The tables of projects, written in the order of their keys."""

    def __init__(self, build: Build) -> None:
        self.projects, self.members, self.milestones, self.budget, self.appraisers = self.all = [
            Rows(build.cursor, f"innovation_{name}")
            for name in (
                "innovationproject", "projectmember", "milestone", "budgetline", "appraiser",
            )
        ]  # fmt: skip


def _project(shop: Shop, tables: Tables, proposed: date, public_id: Any) -> None:
    chance = shop.chance
    firm = shop.crews.some_firm(chance)
    crew = shop.crews.of(firm, proposed, int(chance.integers(3, 7)), chance)
    if len(crew) < 2:  # noqa: PLR2004  (nobody leads themselves alone)
        return
    course = _course(shop, proposed)
    thing, defect, cure, effect = shop.subject(crew[0].unit)
    row = _row(shop, firm, crew, course, (thing, defect, cure, effect))
    budget = amount(chance, 120_000, 0.8) if course["approved_on"] else 0
    spent = budget * int(chance.integers(40, 98)) // 100 if course["started_on"] else 0
    named = course["state"] in InnovationProject.DONE and chance.random() < SHARE_NAMED
    project = tables.projects.add(
        public_id=str(public_id),
        budget_fen=budget,
        spent_fen=spent,
        method_name=f"{thing[:12]}操作法" if named else "",
        method_person_id=crew[0].person if named else None,
        method_consented_at=moment(course["accepted_on"]) if named else None,
        **row,
    )
    parts = shares(len(crew), chance)
    for place, (member, part) in enumerate(zip(crew, parts, strict=True)):
        tables.members.add(
            project_id=project,
            person_id=member.person,
            role="MEMBER" if place else "LEADER",
            task="" if place else "项目负责人",
            share_bp=part,
            position=place + 1,
        )
    _write_milestones(shop, tables, project, course, crew[0].person)
    _write_budget(shop, tables, project, course, (budget, spent, firm))
    _write_appraisers(shop, tables, project, course, firm)
    _tell(shop, project, firm=firm, crew=crew, parts=parts, course=course, budget=budget)
    if named:
        on = course["accepted_on"]
        leader = crew[0].person
        fact = MethodNamed(project_id=project)
        shop.tell(fact, firm, crew[0].unit, on, person=leader, by=leader)
    if course["accepted_on"] and chance.random() < SHARE_WITH_A_BENEFIT:
        shop.ventures.append(
            Venture(
                source=Source.PROJECT,
                id=project,
                firm=firm,
                unit=crew[0].unit,
                adopted_on=course["accepted_on"],
                what=f"{thing}{cure}",
                fen=amount(chance, MEDIAN_YUAN, SPREAD),
                people=[(m.person, part) for m, part in zip(crew, parts, strict=True)],
            )
        )


def _course(shop: Shop, proposed: date) -> dict[str, Any]:
    """The days of a project up to the last day, and the state they leave it in."""
    chance = shop.chance
    approved = shop.later(proposed, 8, 30)
    started = shop.later(approved, 2, 20)
    ready = started + timedelta(days=int(chance.integers(70, 300)))
    accepted = shop.later(ready, 3, 25)
    steps: list[tuple[str, date, State]] = [
        ("approved_on", approved, State.APPROVED), ("started_on", started, State.RUNNING),
    ]  # fmt: skip
    if chance.random() < SHARE_STOPPED:
        steps.append(("stopped_on", shop.later(started, 20, 90), State.STOPPED))
    else:
        steps.append(("accepted_on", accepted, State.ACCEPTED))
        if chance.random() < SHARE_APPRAISED:
            appraised = shop.later(accepted, 15, 60)
            steps.append(("appraised_on", appraised, State.APPRAISED))
            if chance.random() < SHARE_PROMOTED:
                steps.append(("promoted_on", shop.later(appraised, 20, 120), State.PROMOTED))
    course: dict[str, Any] = dict.fromkeys(
        ("approved_on", "started_on", "accepted_on", "appraised_on", "promoted_on", "stopped_on")
    )
    course |= {"state": State.PROPOSED, "proposed_on": proposed, "due_on": ready}
    for name, day, state in steps:
        if day > AS_OF:
            break
        course |= {name: day, "state": state}
    return course


def _row(
    shop: Shop,
    firm: int,
    crew: list[Colleague],
    course: dict[str, Any],
    words: tuple[str, str, str, str],
) -> dict[str, Any]:
    thing, defect, cure, effect = words
    manager = shop.manager(firm)
    done = course["accepted_on"] is not None
    return {
        "enterprise_id": shop.enterprise(firm),
        "unit_id": crew[0].unit,
        "title": f"{thing}{defect}攻关",
        "object": thing,
        "baseline": f"{thing}{defect}。",
        "target": f"{cure}，{effect}。",
        "results": f"已完成：{cure}。{effect}。" if done else "",
        "proposal_id": None,
        "rd_team_id": None,
        "proposed_by_id": crew[0].person,
        "approved_by_id": manager if course["approved_on"] else None,
        "accepted_by_id": manager if done else None,
        "acceptance": "查看现场与数据，达到目标。" if done else "",
        "appraisal_score": None if course["appraised_on"] is None else "88.00",
        "promotion": "推广到同类产线。" if course["promoted_on"] else "",
        "stop_reason": "条件不成熟，暂不继续。" if course["stopped_on"] else "",
        "synthetic": True,
        **{name: value for name, value in course.items() if name != "state"},
        "state": str(course["state"]),
    }


def _write_milestones(
    shop: Shop, tables: Tables, project: int, course: dict[str, Any], leader: int
) -> None:
    begun = course["started_on"] or course["proposed_on"] + timedelta(days=40)
    span = max((course["due_on"] - begun).days, len(STEPS))
    count = int(shop.chance.integers(3, len(STEPS) + 1))
    until = course["accepted_on"] or course["stopped_on"] or AS_OF
    for place in range(count):
        due = begun + timedelta(days=span * (place + 1) // count)
        done = min(due, until)
        is_done = course["started_on"] is not None and (
            course["accepted_on"] is not None or due < until
        )
        tables.milestones.add(
            project_id=project,
            position=place + 1,
            title=STEPS[place],
            due_on=due,
            done_on=done if is_done else None,
            evidence="记录与照片已归档。" if is_done else "",
            done_by_id=leader if is_done else None,
        )


def _write_budget(
    shop: Shop, tables: Tables, project: int, course: dict[str, Any], money: tuple[int, int, int]
) -> None:
    budget, spent, firm = money
    if course["approved_on"] is None:
        return
    by = shop.finance(firm)
    for kind, fen, on, what in (
        ("GRANT", budget, course["approved_on"], "立项批准"),
        ("SPEND", spent, course["started_on"], "材料与加工"),
    ):
        if on is not None and fen:
            tables.budget.add(
                project_id=project, kind=kind, amount_fen=fen, booked_on=on, what=what,
                booked_by_id=by,
            )  # fmt: skip


def _write_appraisers(
    shop: Shop, tables: Tables, project: int, course: dict[str, Any], firm: int
) -> None:
    if course["appraised_on"] is None:
        return
    for person in (shop.manager(firm), shop.finance(firm), shop.union(firm)):
        tables.appraisers.add(
            project_id=project,
            person_id=person,
            score=88,
            opinion="成果属实，效果明显。",
            opined_on=course["appraised_on"],
        )


def _tell(
    shop: Shop,
    project: int,
    *,
    firm: int,
    crew: list[Colleague],
    parts: list[int],
    course: dict[str, Any],
    budget: int,
) -> None:
    leader, unit, by = crew[0].person, crew[0].unit, shop.manager(firm)
    for name, fact in (
        ("approved_on", ProjectApproved(project_id=project, amount_fen=budget)),
        ("accepted_on", ProjectAccepted(project_id=project)),
        ("appraised_on", ProjectAppraised(project_id=project)),
        ("promoted_on", ProjectPromoted(project_id=project)),
        ("stopped_on", ProjectStopped(project_id=project)),
    ):
        if course[name] is not None:
            shop.tell(fact, firm, unit, course[name], person=leader, by=by)
    if course["accepted_on"] is not None:
        for member, part in zip(crew, parts, strict=True):
            share = ProjectContributed(project_id=project, share_bp=part)
            shop.tell(share, firm, unit, course["accepted_on"], person=member.person, by=by)
