"""People with projects, items and patents to test with, brought there by the services."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from gongjiang.innovation.models import FiveSmall, InnovationProject, Patent
from gongjiang.innovation.rules.parts import Part
from gongjiang.innovation.rules.patents import KIND_DIGITS, check_digit
from gongjiang.innovation.rules.projects import Step
from gongjiang.innovation.services.five_small import Declared, accept_five_small, declare_five_small
from gongjiang.innovation.services.patents import Application, advance_patent, register_patent
from gongjiang.innovation.services.project_endings import (
    accept_project,
    close_appraisal,
    name_panel,
    opine,
)
from gongjiang.innovation.services.project_work import report_milestone, write_results
from gongjiang.innovation.services.projects import (
    Plan,
    approve_project,
    propose_project,
    start_project,
)
from gongjiang.kernel.periods import SHANGHAI
from gongjiang.orgs.models import Link, UnitKind
from gongjiang.orgs.services import link_units, open_unit
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, PostKind, Role
from gongjiang.people.services.appointments import appoint
from world import OPENING, Site, World, make_person, make_worker

PROPOSED, BEGUN, ENDED = date(2022, 3, 1), date(2022, 3, 8), date(2022, 9, 1)
BUDGET = 50_000_00


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), SHANGHAI)


@dataclass(frozen=True)
class Bench:
    """An enterprise with three inventive workers, a reviewer, and a union that covers it."""

    site: Site
    lead: Person
    mate: Person
    third: Person
    reviewer: Person
    chair: Person
    boss: Person  # on a management post


def make_bench(world: World) -> Bench:
    site = world.a
    lead, mate, third = (make_worker(site, name).person for name in ("钱工", "孙工", "李工"))
    reviewer = make_worker(site, "周评审", unit=site.workshop).person
    appoint(person=reviewer, role=Role.REVIEWER, unit=site.enterprise, actor=SYSTEM, on=OPENING)
    boss = make_worker(site, "吴经理", unit=site.workshop, post_kind=PostKind.MANAGEMENT).person
    root = open_unit(kind=UnitKind.ZONE_UNION, name="开发区总工会", parent=None, on=OPENING)
    union = open_unit(kind=UnitKind.ENTERPRISE_UNION, name="甲硅业工会", parent=root, on=OPENING)
    link_units(kind=Link.Kind.SEATED_AT, source=union, target=site.enterprise, on=OPENING)
    chair = make_person("郑主席")
    appoint(person=chair, role=Role.UNION_CHAIR, unit=union, actor=SYSTEM, on=OPENING)
    return Bench(site, lead, mate, third, reviewer, chair, boss)


def shares(*parts: tuple[Person, int]) -> list[Part]:
    return [Part(person.id, share) for person, share in parts]


def plan_of(bench: Bench, **changes: Any) -> Plan:
    plan = Plan(
        enterprise_id=bench.site.enterprise.id,
        title="单晶炉密封改造",
        object="三号单晶炉",
        baseline="每月漏气两次",
        target="半年不漏气",
        due_on=ENDED,
        members=shares((bench.lead, 6_000), (bench.mate, 4_000)),
        steps=[Step("试制", date(2022, 5, 1)), Step("试用", date(2022, 8, 1))],
    )
    return replace(plan, **changes)


def proposed(bench: Bench, **changes: Any) -> InnovationProject:
    return propose_project(plan_of(bench, **changes), actor=bench.lead, at=noon(PROPOSED))


def running(bench: Bench, *, budget_fen: int = BUDGET, **changes: Any) -> InnovationProject:
    project = proposed(bench, **changes)
    at = noon(BEGUN)
    approve_project(project_id=project.id, budget_fen=budget_fen, actor=bench.reviewer, at=at)
    return start_project(project_id=project.id, actor=bench.lead, at=at)


def ready(bench: Bench, **changes: Any) -> InnovationProject:
    """Running, every milestone done, results written down."""
    project = running(bench, **changes)
    for position in (1, 2):
        report_milestone(
            project_id=project.id,
            position=position,
            evidence="试验记录",
            actor=bench.mate,
            at=noon(date(2022, 8, 1)),
        )
    return write_results(
        project_id=project.id, results="半年未漏气", actor=bench.lead, at=noon(ENDED)
    )


def accepted(bench: Bench, **changes: Any) -> InnovationProject:
    project = ready(bench, **changes)
    return accept_project(
        project_id=project.id, evidence="看过六个月的压力记录", actor=bench.chair, at=noon(ENDED)
    )


def appraised(bench: Bench, **changes: Any) -> InnovationProject:
    project = accepted(bench, **changes)
    panel = [bench.third, bench.boss, bench.reviewer]
    at = noon(date(2022, 10, 10))
    name_panel(
        project_id=project.id, person_ids=[one.id for one in panel], actor=bench.chair, at=at
    )
    for person, score in zip(panel, (80, 90, 85), strict=True):
        opine(project_id=project.id, score=score, opinion="可靠", actor=person, at=at)
    return close_appraisal(project_id=project.id, actor=bench.chair, at=at)


def item_of(bench: Bench, **changes: Any) -> Declared:
    item = Declared(
        enterprise_id=bench.site.enterprise.id,
        kind="MODIFICATION",
        title="换刀架加长",
        answers={"equipment": "数控车床", "change": "刀架加长五厘米"},
        effect="换刀少用两分钟",
        completed_on=date(2022, 6, 1),
        authors=shares((bench.lead, 7_000), (bench.mate, 3_000)),
    )
    return replace(item, **changes)


def declared(bench: Bench, **changes: Any) -> FiveSmall:
    return declare_five_small(
        item_of(bench, **changes), actor=bench.lead, at=noon(date(2022, 7, 1))
    )


def accepted_item(bench: Bench, **changes: Any) -> FiveSmall:
    item = declared(bench, **changes)
    return accept_five_small(item_id=item.id, actor=bench.chair, at=noon(date(2022, 7, 5)))


def number_of(kind: str, serial: int, year: int = 2021) -> str:
    """An application number whose check digit fits."""
    digits = f"{year}{KIND_DIGITS[kind][0]}{serial:07d}"
    return f"{digits}.{check_digit(digits)}"


def filed(bench: Bench, kind: str = "UTILITY", serial: int = 1, **changes: Any) -> Patent:
    application = Application(
        enterprise_id=bench.site.enterprise.id,
        kind=kind,
        title="一种密封圈",
        filed_on=date(2021, 2, 1),
        inventors=shares((bench.lead, 5_000), (bench.mate, 5_000)),
        number=number_of(kind, serial),
    )
    return register_patent(replace(application, **changes), actor=bench.reviewer, at=noon(PROPOSED))


def granted(bench: Bench, kind: str = "UTILITY", serial: int = 1, **changes: Any) -> Patent:
    """Gone all the way to a grant on 2022-04-01."""
    patent = filed(bench, kind, serial, **changes)
    steps = {
        "ACCEPTED": date(2021, 3, 1),
        "PUBLISHED": date(2021, 9, 1),
        "EXAMINED": date(2022, 2, 1),
        "GRANTED": date(2022, 4, 1),
    }
    for state, day in steps.items():
        if kind == "INVENTION" or state in {"ACCEPTED", "GRANTED"}:
            patent = advance_patent(
                patent_id=patent.id, state=state, on=day, actor=bench.reviewer, at=noon(ENDED)
            )
    return patent
