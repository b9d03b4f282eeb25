"""Patents, R&D teams, conversions, and the links that close the loop of innovations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from gongjiang.demo.ideas.columns import Venture
from gongjiang.demo.ideas.crews import Colleague
from gongjiang.demo.ideas.shares import shares
from gongjiang.demo.ideas.ventures import Shop, amount
from gongjiang.demo.numbers import uuids
from gongjiang.demo.rows import Rows
from gongjiang.demo.seasons import AS_OF, REFORM
from gongjiang.innovation.models import Conversion, Innovation, LinkKind, LoopLink, Source
from gongjiang.innovation.rules.patents import (
    DESIGN,
    INVENTION,
    KIND_DIGITS,
    LAPSED,
    MAINTAINED,
    STEPS,
    UTILITY,
    check_digit,
)
from gongjiang.kernel.periods import add_months
from gongjiang.ledger.facts.projects import (
    ConversionRecorded,
    LoopLinked,
    PatentFiled,
    PatentGranted,
    PatentInvented,
    PatentLapsed,
    RDTeamFormed,
)

PATENTS, TEAMS, CONVERSIONS = 2400, 240, 420
"""Of a full zone in five years; ours, as is what follows."""
KINDS = (INVENTION, UTILITY, DESIGN)
KIND_SHARES = (0.28, 0.64, 0.08)
WAIT = {
    INVENTION: ((20, 50), (150, 420), (60, 240), (120, 330)),
    UTILITY: ((15, 40), (180, 320)),
    DESIGN: ((15, 40), (120, 240)),
}
"""Days from each step on the way to a grant to the next."""
DAY_OF = {"FILED": "filed_on", "ACCEPTED": "accepted_on", "PUBLISHED": "published_on",
          "EXAMINED": "examined_on", "GRANTED": "granted_on"}  # fmt: skip
NO_SERIAL = 9_000_000
"""No office has ever counted so far in a year, so the numbers are nobody's."""
SHARE_LAPSED, SHARE_WITH_A_BENEFIT = 0.06, 0.5
LAPSED_BECAUSE = "未缴年费"
MEDIAN_YUAN, SPREAD = 700_000, 0.9
CONVERSION_YUAN, CONVERSION_SPREAD = 2_600_000, 0.9
SHARE_LINKED = 0.7
"""Of projects and patents: rule, platform and result are said as well as the team."""


@dataclass(frozen=True, slots=True)
class Granted:
    """A patent that counts, for what is made of it."""

    id: int
    firm: int
    unit: int
    on: date
    title: str
    people: list[tuple[int, int]]


def write(shop: Shop) -> None:
    granted = _patents(shop)
    teams = _rd_teams(shop)
    _conversions(shop, granted)
    _links(shop, teams, granted)


def _patents(shop: Shop) -> list[Granted]:
    chance = shop.chance
    patents = Rows(shop.build.cursor, "innovation_patent")
    inventors = Rows(shop.build.cursor, "innovation_patentinventor")
    count = max(round(PATENTS * shop.build.plan.scale), 8)
    ids = iter(uuids(shop.build.plan.rng("patents' public ids"), count))
    found = []
    for serial, filed in enumerate(sorted(shop.day() for _ in range(count))):
        kind = str(chance.choice(KINDS, p=KIND_SHARES))
        firm = shop.crews.some_firm(chance)
        crew = shop.crews.of(firm, filed, int(chance.integers(1, 6)), chance)
        if not crew:
            continue
        row = _course(shop, kind, filed)
        thing, _defect, cure, _effect = shop.subject(crew[0].unit)
        digits = f"{filed.year}{KIND_DIGITS[kind][0]}{NO_SERIAL + serial:07d}"
        patent = patents.add(
            public_id=str(next(ids)),
            enterprise_id=shop.enterprise(firm),
            unit_id=crew[0].unit,
            kind=kind,
            title=f"一种用于{thing}的装置" if kind != DESIGN else thing,
            application_number=f"{digits}.{check_digit(digits)}" if row["accepted_on"] else "",
            fee_reminded_on=None,
            project_id=None,
            rd_team_id=None,
            registered_by_id=shop.manager(firm),
            synthetic=True,
            **row,
        )
        parts = shares(len(crew), chance)
        for place, (member, part) in enumerate(zip(crew, parts, strict=True)):
            inventors.add(
                patent_id=patent, person_id=member.person, share_bp=part, position=place + 1
            )
        _tell(shop, patent, firm=firm, row=row | {"kind": kind}, crew=crew, parts=parts)
        if row["granted_on"] is not None:
            people = [(m.person, part) for m, part in zip(crew, parts, strict=True)]
            found.append(
                Granted(patent, firm, crew[0].unit, row["granted_on"], f"{thing}{cure}", people)
            )
    patents.write()
    inventors.write()
    _worth(shop, found)
    return found


def _course(shop: Shop, kind: str, filed: date) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys((*DAY_OF.values(), "fee_due_on", "ended_on"))
    row |= {"filed_on": filed, "state": "FILED", "end_reason": ""}
    day = filed
    for step, (least, most) in zip(STEPS[kind][1:], WAIT[kind], strict=True):
        day = shop.later(day, least, most)
        if day > AS_OF:
            return row
        row |= {DAY_OF[step]: day, "state": step}
    due = add_months(filed, 12 * ((day.year - filed.year) + 1))
    while due <= AS_OF:
        due = add_months(due, 12)
    lapsed = shop.later(day, 300, 700)
    if shop.chance.random() < SHARE_LAPSED and lapsed <= AS_OF:
        return row | {"state": LAPSED, "ended_on": lapsed, "end_reason": LAPSED_BECAUSE}
    if add_months(day, 12) <= AS_OF:
        row["state"] = MAINTAINED
    return row | {"fee_due_on": due}


def _tell(
    shop: Shop,
    patent: int,
    *,
    firm: int,
    row: dict[str, Any],
    crew: list[Colleague],
    parts: list[int],
) -> None:
    kind = row["kind"]
    first, unit, by = crew[0].person, crew[0].unit, shop.manager(firm)
    for name, fact in (
        ("filed_on", PatentFiled(patent_id=patent, patent_kind=kind)),
        ("granted_on", PatentGranted(patent_id=patent, patent_kind=kind)),
        ("ended_on", PatentLapsed(patent_id=patent, patent_kind=kind)),
    ):
        if row[name] is not None:
            shop.tell(fact, firm, unit, row[name], person=first, by=by)
    if row["granted_on"] is not None:
        for member, part in zip(crew, parts, strict=True):
            share = PatentInvented(patent_id=patent, patent_kind=kind, share_bp=part)
            shop.tell(share, firm, unit, row["granted_on"], person=member.person, by=by)


def _worth(shop: Shop, found: list[Granted]) -> None:
    for patent in found:
        if shop.chance.random() < SHARE_WITH_A_BENEFIT:
            shop.ventures.append(
                Venture(
                    source=Source.PATENT,
                    id=patent.id,
                    firm=patent.firm,
                    unit=patent.unit,
                    adopted_on=patent.on,
                    what=patent.title,
                    fen=amount(shop.chance, MEDIAN_YUAN, SPREAD),
                    people=patent.people,
                )
            )


def _rd_teams(shop: Shop) -> dict[int, tuple[int, date]]:
    """By firm the first of its teams, and since when it is there."""
    chance = shop.chance
    teams = Rows(shop.build.cursor, "innovation_rdteam")
    members = Rows(shop.build.cursor, "innovation_rdteammember")
    count = max(round(TEAMS * shop.build.plan.scale), 4)
    ids = iter(uuids(shop.build.plan.rng("teams' public ids"), count))
    found: dict[int, tuple[int, date]] = {}
    for formed in sorted(shop.day(growth=1.0) for _ in range(count)):
        firm = shop.crews.some_firm(chance)
        crew = shop.crews.of(firm, formed, int(chance.integers(4, 10)), chance)
        if not crew:
            continue
        thing, defect, *_ = shop.subject(crew[0].unit)
        team = teams.add(
            public_id=str(next(ids)),
            enterprise_id=shop.enterprise(firm),
            name=f"{thing}研发团队",
            topic=f"{thing}{defect}的机理与对策",
            leader_id=crew[0].person,
            formed_by_id=shop.manager(firm),
            synthetic=True,
            valid_from=formed,
            valid_to=None,
        )
        for member in crew:
            members.add(team_id=team, person_id=member.person, valid_from=formed, valid_to=None)
        leader = crew[0]
        fact = RDTeamFormed(rd_team_id=team)
        shop.tell(fact, firm, leader.unit, formed, person=leader.person, by=shop.manager(firm))
        found.setdefault(firm, (team, formed))
    teams.write()
    members.write()
    return found


def _conversions(shop: Shop, granted: list[Granted]) -> None:
    chance = shop.chance
    rows = Rows(shop.build.cursor, "innovation_conversion")
    count = min(max(round(CONVERSIONS * shop.build.plan.scale), 3), len(granted))
    ids = iter(uuids(shop.build.plan.rng("conversions' public ids"), count))
    for place in sorted(chance.permutation(len(granted))[:count].tolist()):
        patent = granted[place]
        agreed = shop.later(patent.on, 30, 200)
        if agreed > AS_OF:
            continue
        own = chance.random() < 0.6  # noqa: PLR2004  (ours)
        kind = Conversion.Kind.OWN_USE if own else Conversion.Kind.LICENCE
        income = amount(chance, CONVERSION_YUAN, CONVERSION_SPREAD)
        firm, by = patent.firm, shop.finance(patent.firm)
        conversion = rows.add(
            public_id=str(next(ids)),
            enterprise_id=shop.enterprise(firm),
            kind=str(kind),
            patent_id=patent.id,
            project_id=None,
            counterparty="" if own else "区外某装备有限公司（虚构）",
            income_fen=income,
            agreed_on=agreed,
            recorded_by_id=by,
            synthetic=True,
        )
        fact = ConversionRecorded(
            conversion_id=conversion, conversion_kind=str(kind), amount_fen=income
        )
        shop.tell(fact, firm, patent.unit, agreed, by=by)
        shop.ventures.append(
            Venture(
                source=Source.CONVERSION,
                id=conversion,
                firm=firm,
                unit=patent.unit,
                adopted_on=agreed,
                what=f"成果转化：{patent.title}",
                fen=income,
                people=patent.people,
            )
        )
    rows.write()


def _links(shop: Shop, teams: dict[int, tuple[int, date]], granted: list[Granted]) -> None:
    """Documents and platforms of each firm, and what innovations are linked to."""
    documents = Rows(shop.build.cursor, "innovation_ruledocument")
    platforms = Rows(shop.build.cursor, "innovation_platform")
    links = Rows(shop.build.cursor, "innovation_looplink")
    ids = iter(uuids(shop.build.plan.rng("loops' public ids"), 2 * len(shop.crews.firms)))
    opened = {f: max(REFORM, shop.build.grounds.firms[f].firm.opened) for f in shop.crews.firms}
    rules = {
        firm: documents.add(
            public_id=str(next(ids)), enterprise_id=shop.enterprise(firm),
            title="合理化建议和技术革新管理办法", number="创新〔2017〕1号", synthetic=True,
            valid_from=opened[firm], valid_to=None,
        )
        for firm in shop.crews.firms
    }  # fmt: skip
    places = {
        firm: platforms.add(
            public_id=str(next(ids)), enterprise_id=shop.enterprise(firm), kind="PROPOSALS",
            name="职工创新平台", synthetic=True, valid_from=opened[firm], valid_to=None,
        )
        for firm in shop.crews.firms
    }  # fmt: skip
    for patent in granted:
        if shop.chance.random() > SHARE_LINKED:
            continue
        target = LoopLink.Target
        chosen: list[tuple[LinkKind, Any, int | None]] = [
            (LinkKind.RULE, target.RULE_DOCUMENT, rules[patent.firm]),
            (LinkKind.PLATFORM, target.PLATFORM, places[patent.firm]),
        ]
        if patent.firm in teams and teams[patent.firm][1] <= patent.on:
            chosen.append((LinkKind.TEAM, target.RD_TEAM, teams[patent.firm][0]))
        for link, kind, row in chosen:
            _link(shop, links, patent, link=link, target=str(kind), row=row)
    for rows in (documents, platforms, links):
        rows.write()


def _link(
    shop: Shop, links: Rows, patent: Granted, *, link: LinkKind, target: str, row: int | None
) -> None:
    made_on = min(patent.on + timedelta(days=3), AS_OF)
    by = shop.manager(patent.firm)
    found = links.add(
        innovation=str(Innovation.PATENT),
        innovation_id=patent.id,
        link=str(link),
        target=target,
        target_id=row,
        enterprise_id=shop.enterprise(patent.firm),
        linked_on=made_on,
        linked_by_id=by,
    )
    fact = LoopLinked(
        loop_link_id=found,
        innovation=str(Innovation.PATENT),
        innovation_row=patent.id,
        link=str(link),
    )
    shop.tell(fact, patent.firm, patent.unit, made_on, by=by)
