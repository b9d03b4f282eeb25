"""The flagship's autumn round, in the middle of it: a case at each step, one of them appealed.

Everything here is what the services would have left behind: state, trail and fact of each step.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import numpy as np

from gongjiang.careers.models import (
    CommitteeVote,
    PanelMember,
    PanelScore,
    Promotion,
    PromotionRound,
    Step,
)
from gongjiang.careers.rules.explanation import Explanation, explain
from gongjiang.careers.subjects import PROMOTION
from gongjiang.demo.build import Build
from gongjiang.demo.chapters.career_cases import managers_of
from gongjiang.demo.clerks import NOBODY
from gongjiang.demo.growth import eligible, ladder
from gongjiang.demo.growth.apprentices import units_on
from gongjiang.demo.growth.grades import FLAGSHIP
from gongjiang.demo.numbers import uuids
from gongjiang.demo.told import Told, as_batches
from gongjiang.governance.models import Appeal, Publicity
from gongjiang.governance.services import defaults
from gongjiang.kernel.columns import Ints
from gongjiang.kernel.periods import SHANGHAI, add_months
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.careers import (
    PromotionAppealed,
    PromotionApplied,
    PromotionDecided,
    PromotionDefended,
    PromotionNominated,
    PromotionPublished,
    PromotionQualified,
    PromotionRejected,
    PromotionReviewed,
    RoundOpened,
)
from gongjiang.people.models import Role

State = Promotion.State

TITLE = "2022年秋季职级晋升"
OPENS, CLOSES, EFFECT = date(2022, 10, 10), date(2022, 10, 31), date(2023, 1, 1)
FIRST = datetime(2022, 10, 12, 9, 30, tzinfo=SHANGHAI)
A_STEP = timedelta(days=6, hours=1)
STATEMENT = "任职以来完成岗位目标，带领班组同事改进作业方法，申请晋升。"
REASON = "部门意见：近期岗位业绩支撑不足，建议下一轮再申报。"
APPEAL = "对部门评审意见有异议，已补充业绩证明，申请复核。"
COOL_OFF_MONTHS = 6
SCORES = (Decimal("82.00"), Decimal("79.50"), Decimal("85.00"))
VOTES_FOR = 4

UP = (
    State.APPLIED,
    State.REVIEWED,
    State.QUALIFIED,
    State.DEFENDED,
    State.DECIDED,
    State.PUBLISHED,
)
"""The way up; each case goes so far on it."""


@dataclass(frozen=True, slots=True)
class Case:
    """How far somebody came.

    Attributes:
        last: the last step upward; then `ended`, where it was turned down or appealed.
        scored, voted: how many of the panel and of the committee have spoken beyond that step.
    """

    last: State
    ended: State | None = None
    nominated: bool = False
    scored: int = 0
    voted: int = 0


CASES = (
    Case(State.APPLIED),
    Case(State.QUALIFIED, scored=2),
    Case(State.PUBLISHED),
    Case(State.APPLIED, ended=State.REJECTED),
    Case(State.APPLIED, ended=State.APPEALED),
    Case(State.DEFENDED, voted=2),
    Case(State.APPLIED, nominated=True),
    Case(State.REVIEWED),
    Case(State.DECIDED),
    Case(State.PUBLISHED),
)


@dataclass(slots=True)
class Held:
    """The round while its cases are written.

    Attributes:
        hr, manager: ids of the persons. leaders: by unit, the id of who leads it.
    """

    build: Build
    using: str
    unit: int
    hr: int
    manager: int
    leaders: dict[int, int]
    public_ids: list[UUID]
    told: list[Told] = field(default_factory=list)
    members: list[PanelMember] = field(default_factory=list)
    round: PromotionRound = field(init=False)


def write(build: Build) -> None:
    """Nothing where the zone is too small for a round: without HR, panel or candidates."""
    held_rows, assessed = eligible.flagship_on(build, CLOSES)
    hr, manager = build.hr.of(FLAGSHIP, OPENS), int(managers_of(build)[FLAGSHIP])
    found = _candidates(build, held_rows, np.flatnonzero(assessed.eligible), {hr, manager})
    if NOBODY in {hr, manager} or not found:
        return
    held = _held(build, hr, manager)
    judges = _judges(build, held_rows, found)
    _open(held, judges)
    for case, row in zip(CASES, found, strict=False):
        file = explain(assessed, row, ladder=defaults.VERSION)
        _write_case(held, case, file, int(held_rows[row]))
    build.facts += as_batches(held.told)


def _held(build: Build, hr: int, manager: int) -> Held:
    leaders = {
        seat.unit: int(build.person_ids[seat.person])
        for seat in build.seats
        if seat.role == Role.TEAM_LEADER and seat.until is None
    }
    return Held(
        build=build,
        using=build.cursor.db.alias,
        unit=build.grounds.firms[FLAGSHIP].unit,
        hr=int(build.person_ids[hr]),
        manager=int(build.person_ids[manager]),
        leaders=leaders,
        public_ids=uuids(build.plan.rng("career round"), 3 * len(CASES) + 1),
    )


def _candidates(build: Build, held: Ints, rows: Ints, apart: set[int]) -> list[int]:
    """Places in `held` of who could rise: those with a role of their own first, leaders aside."""
    who, steps = build.growth.climbers, build.growth.grades
    led = {seat.person for seat in build.seats if seat.role == Role.TEAM_LEADER}
    named = {seat.person for seat in build.seats if seat.role == Role.MASTER}
    person = who.person[steps.climber[held[rows]]].tolist()
    fitting = [
        (who_is not in named, row)
        for row, who_is in zip(rows.tolist(), person, strict=True)
        if who_is not in led | apart and steps.sequence[held[row]] != ladder.M
    ]
    return [row for _, row in sorted(fitting)][: len(CASES)]


def _judges(build: Build, held: Ints, found: list[int]) -> list[int]:
    """Ids of those who judge, the highest first: three on the panel, five on the committee."""
    who, steps = build.growth.climbers, build.growth.grades
    taken = set(who.person[steps.climber[held[found]]].tolist())
    order = np.lexsort((held, -steps.grade[held]))
    persons = who.person[steps.climber[held[order]]].tolist()
    able = [person for person in persons if person not in taken][:8]
    return [int(build.person_ids[person]) for person in able]


def _open(held: Held, judges: list[int]) -> None:
    at = datetime(2022, 10, 10, 9, 0, tzinfo=SHANGHAI)
    held.round = PromotionRound.objects.using(held.using).create(
        public_id=held.public_ids.pop(),
        enterprise_id=held.unit,
        title=TITLE,
        opens_on=OPENS,
        closes_on=CLOSES,
        counted_on=CLOSES,
        effect_on=EFFECT,
        opened_by_id=held.hr,
    )
    fact = RoundOpened(round_id=held.round.id, counted_on=CLOSES)
    held.told.append(Told(fact, held.unit, held.unit, at, by=held.hr))
    seats = ["PANEL"] * 3 + ["CHAIR"] + ["COMMITTEE"] * 4
    for person, seat in zip(judges, seats, strict=False):
        member = PanelMember(round=held.round, person_id=person, seat=seat, named_by_id=held.hr)
        member.save(using=held.using)
        held.members.append(member)


def _write_case(held: Held, case: Case, file: Explanation, row: int) -> None:
    steps, who = held.build.growth.grades, held.build.growth.climbers
    climber = steps.climber[[row]]
    [unit] = units_on(held.build, who.employment[climber], np.array([np.datetime64(CLOSES)]))
    leader = held.leaders.get(int(unit), held.hr)
    first = State.NOMINATED if case.nominated else State.APPLIED
    promotion = Promotion(
        public_id=held.public_ids.pop(),
        round=held.round,
        person_id=file.person,
        enterprise_id=held.unit,
        unit_id=int(unit),
        from_spell_id=int(held.build.spell_ids[row]),
        sequence=file.sequence,
        to_grade=file.target,
        nominated_by_id=leader if case.nominated else None,
        statement=STATEMENT,
        file=file.as_json(),
        state=first if case.last == State.APPLIED else case.last,
        applied_at=FIRST,
    )
    if case.ended is not None:
        promotion.state = case.ended
        promotion.rejected_from = first
        promotion.reason = REASON
        promotion.rejected_by_id = leader
        promotion.cool_off_until = add_months(FIRST.date(), COOL_OFF_MONTHS)
    promotion.save(using=held.using)
    at = _climb(held, case, promotion, leader)
    if case.ended is not None:
        _turn_down(held, case, promotion, leader, at)


def _climb(held: Held, case: Case, promotion: Promotion, leader: int) -> datetime:
    """Each step up to the last, with its trail, its fact and what it rests on; when the next is."""
    at = FIRST
    asked = PromotionNominated if case.nominated else PromotionApplied
    begun = asked(
        promotion_id=promotion.id,
        round_id=held.round.id,
        sequence=str(promotion.sequence),
        to_grade=promotion.to_grade,
        exceptional=False,
    )
    by = leader if case.nominated else promotion.person_id
    _step(held, promotion, begun, by=by, at=at)
    for state in UP[1 : UP.index(case.last) + 1]:
        at += A_STEP
        fact, by = _reached(held, promotion, state, leader, at)
        _step(held, promotion, fact, by=by, at=at)
    at += A_STEP
    _speak(held, promotion, case, at)
    return at


def _reached(
    held: Held, promotion: Promotion, state: State, leader: int, at: datetime
) -> tuple[Fact, int]:
    panel = [member for member in held.members if member.seat == "PANEL"]
    committee = [member for member in held.members if member.seat != "PANEL"]
    match state:
        case State.REVIEWED:
            return PromotionReviewed(promotion_id=promotion.id), leader
        case State.QUALIFIED:
            return PromotionQualified(promotion_id=promotion.id), held.hr
        case State.DEFENDED:
            _score(held, promotion, panel, at)
            mean = sum(SCORES[: len(panel)]) / max(len(panel), 1)
            mean = Decimal(mean).quantize(Decimal("0.01"))
            words = {"promotion_id": promotion.id, "members": len(panel)}
            return PromotionDefended(**words, mean=mean), held.hr
        case State.DECIDED:
            _vote(held, promotion, committee, at)
            votes_for = min(VOTES_FOR, len(committee))
            decided = PromotionDecided(
                promotion_id=promotion.id,
                members=len(committee),
                votes_for=votes_for,
                votes_against=len(committee) - votes_for,
            )
            return decided, committee[0].person_id if committee else held.hr
        case _:
            publicity = _publish(held, promotion, at)
            return PromotionPublished(promotion_id=promotion.id, publicity_id=publicity), held.hr


def _speak(held: Held, promotion: Promotion, case: Case, at: datetime) -> None:
    """Some of the panel or the committee have spoken, and not all."""
    panel = [member for member in held.members if member.seat == "PANEL"]
    committee = [member for member in held.members if member.seat != "PANEL"]
    _score(held, promotion, panel[: case.scored], at)
    _vote(held, promotion, committee[: case.voted], at)


def _score(held: Held, promotion: Promotion, members: list[PanelMember], at: datetime) -> None:
    for member, score in zip(members, SCORES, strict=False):
        given = PanelScore(promotion=promotion, member=member, score=score, given_at=at)
        given.save(using=held.using)


def _vote(held: Held, promotion: Promotion, members: list[PanelMember], at: datetime) -> None:
    for place, member in enumerate(members):
        said = CommitteeVote.Vote.YES if place < VOTES_FOR else CommitteeVote.Vote.NO
        vote = CommitteeVote(promotion=promotion, member=member, vote=said, given_at=at)
        vote.save(using=held.using)


def _publish(held: Held, promotion: Promotion, at: datetime) -> int:
    publicity = Publicity.objects.using(held.using).create(
        public_id=held.public_ids.pop(),
        subject_type=PROMOTION,
        subject_id=promotion.id,
        unit_id=held.unit,
        title=f"{TITLE}公示",
        text="",
        starts_on=at.date(),
        ends_on=at.date() + timedelta(days=7),
        working_days=5,
        holidays_known=True,
        opened_by_id=held.hr,
    )
    return int(publicity.id)


def _turn_down(held: Held, case: Case, promotion: Promotion, leader: int, at: datetime) -> None:
    rejected = PromotionRejected(
        promotion_id=promotion.id,
        rejected_from=str(promotion.rejected_from),
        cool_off_until=add_months(FIRST.date(), COOL_OFF_MONTHS),
    )
    _step(held, promotion, rejected, by=leader, at=at, note=REASON)
    if case.ended != State.APPEALED:
        return
    at += A_STEP
    appeal = Appeal.objects.using(held.using).create(
        public_id=held.public_ids.pop(),
        subject_type=PROMOTION,
        subject_id=promotion.id,
        title=f"{TITLE}申诉",
        unit_id=held.unit,
        heard_at_id=held.unit,
        appellant_id=promotion.person_id,
        against_id=leader,
        reason=APPEAL,
        submitted_at=at,
        reply_by=at.date() + timedelta(days=21),
    )
    appealed = PromotionAppealed(promotion_id=promotion.id, appeal_id=appeal.id)
    _step(held, promotion, appealed, by=promotion.person_id, at=at, note=APPEAL)


def _step(
    held: Held, promotion: Promotion, fact: Fact, *, by: int, at: datetime, note: str = ""
) -> None:
    """The trail and the fact of one step; the trail calls it as the fact's kind ends."""
    what = fact.kind.rpartition(".")[2].upper()
    Step(promotion=promotion, what=what, by_id=by, at=at, note=note).save(using=held.using)
    held.told.append(
        Told(fact, promotion.unit_id, held.unit, at, person=promotion.person_id, by=by)
    )
