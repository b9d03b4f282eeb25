"""Studios of model workers, their years, and the challenges that enterprises posted."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from gongjiang.demo.build import Build
from gongjiang.demo.chapters import challenges
from gongjiang.demo.chapters.access import FLAGSHIP, STUDIO_LEADER
from gongjiang.demo.ideas import ventures
from gongjiang.demo.ideas.columns import Colleague
from gongjiang.demo.ideas.processes import WAYS
from gongjiang.demo.ideas.ventures import Shop, moment
from gongjiang.demo.numbers import uuids
from gongjiang.demo.rows import Rows
from gongjiang.demo.seasons import AS_OF
from gongjiang.demo.told import as_batches
from gongjiang.innovation.contents.studios import StudioTerms
from gongjiang.innovation.models import StudioEvidence
from gongjiang.innovation.rules.studios import Year, best_result, sheet, total
from gongjiang.innovation.services.defaults_studios import DEFAULTS
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.studios import (
    StudioDeclared,
    StudioMeasured,
    StudioNamed,
    StudioReviewed,
    StudioUpgraded,
    StudioVerified,
)

STUDIOS = 86
"""Of a full zone on the last day; ours, as is what follows."""
SHARE_OF_THE_ZONE = 0.4
TERMS = StudioTerms.read(dict(DEFAULTS[StudioTerms.key]))
TABLES = ("studio", "studiomember", "studionaming", "studioevidence", "studioreview",
          "studiomeasure", "studiotopic", "studiominutes", "studiobudgetline",
          "studioequipment", "studioapprentice", "studioreport")  # fmt: skip
GOAL = "把现场难题变成课题，做成标准作业。"
TOPICS = ("攻克{thing}{defect}", "{thing}快换工装研制", "{thing}点检标准化")


def write(build: Build) -> None:
    shop = ventures.shop(build, "studios")
    tables = {name: Rows(build.cursor, f"innovation_{name}") for name in TABLES}
    ids = iter(uuids(build.plan.rng("studios' public ids"), 40 * (STUDIOS + 8)))
    count = max(round(STUDIOS * build.plan.scale), 3)
    leader = int(build.person_ids[build.readers[STUDIO_LEADER]])
    days = sorted(shop.day(last=AS_OF - timedelta(days=30), growth=0.9) for _ in range(count))
    for place, declared in enumerate(days):
        _studio(shop, tables, ids, declared, leader if place == 0 else None)
    for table in tables.values():
        table.write()
    challenges.write(shop)
    build.ventures += shop.ventures
    build.facts += as_batches(shop.told)


def _studio(shop: Shop, tables: Any, ids: Any, declared: date, led_by: int | None) -> None:
    chance = shop.chance
    firm = FLAGSHIP if led_by is not None else shop.crews.some_firm(chance)
    crew = shop.crews.of(firm, declared, int(chance.integers(5, 11)), chance)
    if led_by is not None:
        unit = next(each.unit for each in shop.crews.people[firm] if each.person == led_by)
        crew = [Colleague(led_by, unit), *(each for each in crew if each.person != led_by)]
    if len(crew) < TERMS.least_team:
        return
    named = shop.later(declared, 25, 60)
    rises = shop.later(named, 300, 700) if chance.random() < SHARE_OF_THE_ZONE else AS_OF
    risen = rises if rises < AS_OF else None
    is_named = named <= AS_OF
    way = WAYS[max(int(shop.build.ideas.way_of_unit[crew[0].unit]), 0)]
    studio = tables["studio"].add(
        public_id=str(next(ids)),
        name=f"{way.name}创新工作室",
        enterprise_id=shop.enterprise(firm),
        unit_id=crew[0].unit,
        leader_id=crew[0].person,
        leader_title="企业劳动模范",
        title_level="ENTERPRISE",
        field=way.name,
        state="NAMED" if is_named else "DECLARED",
        level="ZONE" if risen else "ENTERPRISE" if is_named else "",
        standing="ORDINARY",
        declared_on=declared,
        named_on=named if is_named else None,
        ended_on=None,
    )
    for member in crew:
        tables["studiomember"].add(
            studio_id=studio, person_id=member.person, group="SKILLED", valid_from=declared,
            valid_to=None,
        )  # fmt: skip
    who = (shop, tables, ids, firm, crew[0], studio)
    _naming(who, "ENTERPRISE", declared, named if is_named else None)
    if risen:
        _naming(who, "ZONE", risen - timedelta(days=40), risen)
    _means(who, declared)
    if is_named:
        _years(who, named, risen)
        _work(who, crew, named)


Who = tuple[Shop, Any, Any, int, Colleague, int]
"""Where a studio is told: its firm, its leader, its id."""


def _naming(who: Who, level: str, declared: date, named: date | None) -> None:
    shop, tables, ids, firm, leader, studio = who
    union = shop.union(firm)
    checked = shop.later(declared, 3, 8) if named else None
    inspected = shop.later(declared, 9, 18) if named else None
    naming = tables["studionaming"].add(
        public_id=str(next(ids)),
        studio_id=studio,
        level=level,
        state="NAMED" if named else "DECLARED",
        declared_by_id=leader.person,
        declared_on=declared,
        checked_by_id=union if checked else None,
        checked_on=checked,
        inspected_by_id=union if inspected else None,
        inspected_on=inspected,
        publicity_id=None,
        decided_by_id=union if named else None,
        decided_on=named,
        reason="",
        document="",
        authority="",
    )
    for criterion in StudioEvidence.Criterion.values:
        tables["studioevidence"].add(
            naming_id=naming,
            criterion=str(criterion),
            statement="材料齐全，现场可查。",
            desk_holds=True if checked else None,
            site_holds=True if inspected else None,
            remark="",
        )
    keys: dict[str, Any] = {"studio_id": studio, "level": level}
    person = leader.person
    told: list[tuple[Fact, date]] = [(StudioDeclared(studio_naming_id=naming, **keys), declared)]
    if named and inspected:
        told.append((StudioVerified(studio_naming_id=naming, **keys), inspected))
        first = level == "ENTERPRISE"
        told.append(
            (StudioNamed(**keys), named)
            if first
            else (StudioUpgraded(studio_naming_id=naming, **keys), named)
        )
    for fact, on in told:
        shop.tell(fact, firm, leader.unit, on, person=person, by=union)


def _means(who: Who, declared: date) -> None:
    shop, tables, _ids, firm, _leader, studio = who
    finance = shop.finance(firm)
    year = declared.year
    while year <= AS_OF.year:
        on = max(declared, date(year, 3, 1))
        for kind, fen, purpose in (
            ("ALLOTTED", 2_000_000, "年度专项经费"),
            ("SPENT", int(shop.chance.integers(400_000, 1_900_000)), "材料与工具"),
        ):
            tables["studiobudgetline"].add(
                studio_id=studio, kind=kind, on=on, amount_fen=fen, purpose=purpose, document="",
                reverses_id=None, written_by_id=finance, written_at=moment(on),
            )  # fmt: skip
        year += 1
    for name, count in (("工作台", 2), ("测量仪器", 3)):
        tables["studioequipment"].add(
            studio_id=studio, name=name, count=count, acquired_on=declared,
            value_fen=1_200_000 * count, given_up_on=None,
        )  # fmt: skip


def _years(who: Who, named: date, risen: date | None) -> None:
    """Each full year was reviewed at the beginning of the next."""
    shop, tables, ids, firm, leader, studio = who
    chance, union = shop.chance, shop.union(firm)
    for year in range(named.year, AS_OF.year):
        on = shop.later(date(year + 1, 1, 15), 5, 60)
        found = Year(
            topics_done=int(chance.integers(1, 5)),
            benefit_fen=int(chance.integers(10_000_000, 90_000_000)),
            patents=int(chance.integers(0, 4)),
            apprentices=int(chance.integers(1, 6)),
            trained=int(chance.integers(10, 60)),
            copies=int(chance.integers(0, 4)),
            reports_in_time=int(chance.integers(2, 5)),
            reports_due=4,
        )
        lines = sheet(found, TERMS)
        points = total(lines)
        result = str(best_result(points, TERMS))
        until = on + timedelta(days=TERMS.rectify_days)
        rectify = result == "RECTIFY"
        level = "ZONE" if risen and risen < on else "ENTERPRISE"
        review = tables["studioreview"].add(
            public_id=str(next(ids)),
            studio_id=studio,
            year=year,
            level=level,
            lines=json.dumps([_line(asdict(line)) for line in lines]),
            points=str(points),
            computed_on=on,
            result=result,
            reason="按年度得分和现场情况评定。",
            decided_by_id=union,
            decided_on=on,
            rectify_by=until if rectify else None,
        )
        fact = StudioReviewed(
            studio_review_id=review, studio_id=studio, year=year, level=level, result=result
        )
        shop.tell(fact, firm, leader.unit, on, person=leader.person, by=union)
        if rectify:
            _rectified(who, review, on, until)


def _line(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "count": str(values["count"]), "points": str(values["points"]), "records": []}


def _rectified(who: Who, review: int, on: date, until: date) -> None:
    """What had to be put right was, in time."""
    shop, tables, ids, firm, leader, studio = who
    measure = tables["studiomeasure"].add(
        public_id=str(next(ids)),
        studio_id=studio,
        kind="RECTIFY",
        reason="课题推进和台账记录不足，限期整改。",
        taken_by_id=shop.union(firm),
        taken_on=on,
        until=until,
        lifted_on=until - timedelta(days=10),
        lifted_because="整改验收合格。",
        review_id=review,
    )
    fact = StudioMeasured(studio_measure_id=measure, studio_id=studio, measure="RECTIFY")
    shop.tell(fact, firm, leader.unit, on, person=leader.person, by=shop.union(firm))


def _work(who: Who, crew: list[Colleague], named: date) -> None:
    shop, tables, ids, _firm, leader, studio = who
    chance = shop.chance
    for pattern in TOPICS:
        thing, defect, cure, _effect = shop.subject(leader.unit)
        began = shop.day(first=named, last=AS_OF)
        due = began + timedelta(days=180)
        done = due - timedelta(days=int(chance.integers(0, 40)))
        is_done = done <= AS_OF
        topic = tables["studiotopic"].add(
            public_id=str(next(ids)),
            studio_id=studio,
            title=pattern.format(thing=thing, defect=defect),
            goal=GOAL,
            started_on=began,
            due_on=due,
            state="DONE" if is_done else "OPEN",
            ended_on=done if is_done else None,
            outcome=cure if is_done else "",
            added_by_id=leader.person,
        )
        tables["studiominutes"].add(
            public_id=str(next(ids)),
            studio_id=studio,
            topic_id=topic,
            kind="MEETING",
            held_on=began,
            present=len(crew),
            text=f"讨论{thing}{defect}的原因，分工到人。",
            outcome="",
            written_by_id=leader.person,
            written_at=moment(began),
        )
    for member in crew[1:3]:
        tables["studioapprentice"].add(
            studio_id=studio, person_id=member.person, master_id=leader.person,
            valid_from=named, valid_to=None,
        )  # fmt: skip
