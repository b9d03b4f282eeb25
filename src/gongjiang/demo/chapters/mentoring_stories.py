"""Agreements close by: goals and months, allowances that came of some, drafts of the newest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.clerks import NOBODY
from gongjiang.demo.columns import copy, picked, reserve
from gongjiang.demo.growth.apprentices import (
    ACTIVE,
    EXIT_EXAM,
    EXTENDED,
    GRADUATED,
    MOST_APPRENTICES,
    units_on,
)
from gongjiang.demo.growth.grades import FLAGSHIP
from gongjiang.demo.numbers import uuids
from gongjiang.demo.places import WORKER
from gongjiang.demo.seasons import AS_OF
from gongjiang.demo.told import Told, as_batches
from gongjiang.demo.workforce import REGULAR
from gongjiang.kernel.columns import NULL, Ints
from gongjiang.kernel.periods import SHANGHAI, add_months
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.mentoring import (
    AgreementSigned,
    AllowanceDue,
    GoalSignedOff,
    MidTermChecked,
    MonthRecorded,
)
from gongjiang.mentoring.models import Agreement, Allowance, Goal, MidTermCheck, MonthRecord
from gongjiang.mentoring.rules.months import months_over
from gongjiang.mentoring.rules.results import earned
from gongjiang.mentoring.services.defaults import DEFAULT as TERMS
from gongjiang.people.models import Role

MOST = 60
OTHERS = 8
"""So many agreements of the flagship's named masters, and of others, are told month by month."""
GRADUATED_SINCE = date(2022, 8, 1)
GOALS = ("设备点检与安全操作", "标准作业流程", "常见故障的判断与处理")
SENTENCES = (
    "跟师傅学会了设备点检的顺序。",
    "独立完成了一个班次的首件检查。",
    "练习换型，时间缩短了十分钟。",
    "学会了判断两种常见报警。",
    "在师傅指导下处理了一次停机。",
)
HALFWAY = "进度正常，继续加强故障判断练习。"
IN_DRAFT = "掌握高一级技能"


def write(build: Build) -> None:
    close = _close_by(build)
    told = [*_months(build, close), *_drafts(build)]
    _write_goals_of_others(build, close)
    build.facts += as_batches(told)


def _close_by(build: Build) -> Ints:
    """The agreements that are told month by month, first of those whom named masters teach."""
    agreements = build.growth.agreements
    named = [s.person for s in build.seats if s.role == Role.MASTER and s.firm == FLAGSHIP]
    late = agreements.over > np.datetime64(GRADUATED_SINCE)
    rows = np.flatnonzero(
        (build.work.site[agreements.employment] == FLAGSHIP)
        & ((agreements.state == ACTIVE) | ((agreements.state == GRADUATED) & late))
        & (agreements.start < np.datetime64(AS_OF) - 40)
    )
    by_named = np.isin(agreements.master[rows], named)
    close: Ints = np.r_[rows[by_named][-MOST:], rows[~by_named][-OTHERS:]]
    return close


def _months(build: Build, rows: Ints) -> list[Told]:
    """Goals, months, checks and allowances."""
    ids = iter(uuids(build.plan.rng("months"), 40 * (MOST + OTHERS)))
    told: list[Told] = []
    for row in rows.tolist():
        agreement = _read(build, row)
        _write_goals(build, agreement, told)
        _write_months(build, agreement, told, ids)
        _write_midterm(build, agreement, told)
        if agreement.ended_on is not None:
            _write_allowance(build, agreement, told)
    return told


def _write_goals_of_others(build: Build, close: Ints) -> None:
    """Whoever is taught today has something to write a month about."""
    running = np.isin(build.growth.agreements.state, [ACTIVE, EXTENDED, EXIT_EXAM])
    running[close] = False
    rows = np.repeat(np.flatnonzero(running), len(GOALS))
    places = np.tile(np.arange(len(GOALS)), int(running.sum()))
    copy(
        build.cursor,
        "mentoring_goal",
        {
            "id": reserve(build.cursor, "mentoring_goal", len(rows)),
            "agreement_id": build.agreement_ids[rows],
            "position": places + 1,
            "title": picked(GOALS, places),
            "signed_off_by_id": [NULL] * len(rows),
            "signed_off_at": [NULL] * len(rows),
        },
    )


def _read(build: Build, row: int) -> Agreement:
    using = build.cursor.db.alias
    return Agreement.objects.using(using).get(id=int(build.agreement_ids[row]))


def _leader(build: Build, agreement: Agreement) -> int:
    """Who looks at an apprentice beside the master: the team's leader, or else HR; 0 for nobody."""
    for seat in build.seats:
        if seat.role == Role.TEAM_LEADER and seat.unit == agreement.unit_id and seat.until is None:
            person = int(build.person_ids[seat.person])
            if person not in {agreement.master_id, agreement.apprentice_id}:
                return person
    hr = build.hr.of(FLAGSHIP, AS_OF)
    return 0 if hr == NOBODY else int(build.person_ids[hr])


def _write_goals(build: Build, agreement: Agreement, told: list[Told]) -> None:
    using = build.cursor.db.alias
    leader = _leader(build, agreement)
    since = agreement.ended_on or AS_OF
    for position, title in enumerate(GOALS, start=1):
        day = add_months(agreement.starts_on, 2 * position)
        learned = bool(leader) and day < since
        at = _at(day, hour=15)
        goal = Goal(agreement=agreement, position=position, title=title)
        if learned:
            goal.signed_off_by_id, goal.signed_off_at = leader, at
        goal.save(using=using)
        if learned:
            fact = GoalSignedOff(mentoring_goal_id=goal.id, agreement_id=agreement.id)
            told.append(_told(agreement, fact, at, leader))


def _write_months(
    build: Build, agreement: Agreement, told: list[Told], ids: Iterator[UUID]
) -> None:
    """Each month that is over; of a running agreement, the last waits for the master's word."""
    over = months_over(agreement.starts_on, agreement.ended_on or AS_OF)
    for month in range(1, over + 1):
        day = min(add_months(agreement.starts_on, month), AS_OF - timedelta(days=2))
        waits = agreement.ended_on is None and month == over
        record = MonthRecord(
            public_id=next(ids),
            agreement=agreement,
            month=month,
            practised=[1 + (month + step) % len(GOALS) for step in range(2)],
            hours=24 + 4 * (month % 5),
            sentence=SENTENCES[month % len(SENTENCES)],
            written_at=_at(day, hour=18) - timedelta(days=1),
        )
        if not waits:
            record.confirmed_by_id, record.confirmed_at = agreement.master_id, _at(day, hour=12)
        record.save(using=build.cursor.db.alias)
        if not waits:
            fact = MonthRecorded(
                month_record_id=record.id,
                agreement_id=agreement.id,
                month=month,
                quantity=Decimal(record.hours),
            )
            told.append(_told(agreement, fact, _at(day, hour=12), agreement.master_id))


def _write_midterm(build: Build, agreement: Agreement, told: list[Told]) -> None:
    day = add_months(agreement.starts_on, agreement.term_months // 2)
    leader = _leader(build, agreement)
    if not leader or day >= (agreement.ended_on or AS_OF):
        return
    check = MidTermCheck(
        agreement=agreement,
        checked_by_id=leader,
        checked_on=day,
        on_track=True,
        remark=HALFWAY,
    )
    check.save(using=build.cursor.db.alias)
    fact = MidTermChecked(midterm_check_id=check.id, agreement_id=agreement.id, on_track=True)
    told.append(_told(agreement, fact, _at(day, hour=16), leader))


def _write_allowance(build: Build, agreement: Agreement, told: list[Told]) -> None:
    over = months_over(agreement.starts_on, agreement.ended_on or AS_OF)
    lines = earned(
        {agreement.master_id: over},
        TERMS,
        percent=TERMS.percent_for(agreement.result),
        excellent=agreement.result == Agreement.Result.EXCELLENT,
    )
    for line in lines:
        allowance = Allowance(
            agreement=agreement,
            master_id=line.master_id,
            months=line.months,
            monthly_fen=line.monthly_fen,
            percent=line.percent,
            prize_fen=line.prize_fen,
            amount_fen=line.amount_fen,
            due_on=agreement.ended_on or AS_OF,
        )
        allowance.save(using=build.cursor.db.alias)
        fact = AllowanceDue(
            allowance_id=allowance.id,
            agreement_id=agreement.id,
            months=line.months,
            amount_fen=line.amount_fen,
        )
        at = _at(allowance.due_on, hour=17)
        told.append(
            Told(fact, agreement.unit_id, agreement.enterprise_id, at, person=line.master_id)
        )


def _drafts(build: Build) -> list[Told]:
    """The flagship's newest who have no master now: one agreement signed, two not."""
    agreements, work = build.growth.agreements, build.work
    hr = build.hr.of(FLAGSHIP, AS_OF)
    spells = work.spells
    open_ones = np.isin(agreements.state, [ACTIVE, EXTENDED, EXIT_EXAM])
    busy = np.isin(work.person, agreements.person[open_ones])
    fresh = np.flatnonzero(
        (work.site == FLAGSHIP)
        & (work.kind == REGULAR)
        & np.isnat(spells.end)
        & (spells.start < np.datetime64(AS_OF) - 10)
        & (build.places.sort[spells.place] == WORKER)
        & (spells.beside < 0)
        & ~busy
    )
    there = work.site[agreements.employment] == FLAGSHIP
    teach, load = np.unique(
        agreements.master[there & (agreements.state == ACTIVE)], return_counts=True
    )
    named = teach[load < MOST_APPRENTICES].tolist()
    if hr == NOBODY or not named:
        return []
    free = [row for row in fresh.tolist() if int(work.person[row]) not in named]
    ids = uuids(build.plan.rng("drafts"), 3)
    told: list[Told] = []
    states = (Agreement.State.SIGNED, Agreement.State.DRAFT, Agreement.State.WITHDRAWN)
    for row, state, public_id in zip(reversed(free), states, ids, strict=False):
        agreement = _draft(build, row, named[len(told) % len(named)], state, hr)
        agreement.public_id = public_id
        agreement.save(using=build.cursor.db.alias)
        if state == Agreement.State.SIGNED:
            fact = AgreementSigned(agreement_id=agreement.id, master_id=agreement.master_id)
            at = _at(AS_OF - timedelta(days=3), hour=14)
            told.append(_told(agreement, fact, at, agreement.apprentice_id))
    return told


def _draft(build: Build, row: int, master: int, state: str, hr: int) -> Agreement:
    [unit] = units_on(build, np.array([row]), np.array([np.datetime64(AS_OF)]))
    at = _at(AS_OF - timedelta(days=5), hour=10)
    agreement = Agreement(
        kind=Agreement.Kind.SKILL_MASTER,
        apprentice_id=int(build.person_ids[build.work.person[row]]),
        master_id=int(build.person_ids[master]),
        enterprise_id=build.grounds.firms[FLAGSHIP].unit,
        unit_id=int(unit),
        goal=IN_DRAFT,
        term_months=TERMS.skill_least_months,
        starts_on=AS_OF + timedelta(days=3),
        ends_on=add_months(AS_OF + timedelta(days=3), TERMS.skill_least_months),
        state=state,
        drafted_by_id=int(build.person_ids[hr]),
        drafted_at=at,
        master_signed_at=None if state == Agreement.State.WITHDRAWN else at + timedelta(days=1),
    )
    if state == Agreement.State.SIGNED:
        agreement.apprentice_signed_at = _at(AS_OF - timedelta(days=3), hour=14)
    if state == Agreement.State.WITHDRAWN:
        agreement.ended_on = AS_OF - timedelta(days=2)
    return agreement


def _told(agreement: Agreement, fact: Fact, at: datetime, by: int) -> Told:
    return Told(
        fact,
        agreement.unit_id,
        agreement.enterprise_id,
        at,
        person=agreement.apprentice_id,
        by=by,
    )


def _at(day: date, *, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=SHANGHAI)
