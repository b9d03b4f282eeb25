"""Challenges: problems with a prize, who solved them, and the milestones that released it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from gongjiang.demo.ideas.crews import Colleague
from gongjiang.demo.ideas.shares import shares
from gongjiang.demo.ideas.ventures import Shop, moment
from gongjiang.demo.numbers import uuids
from gongjiang.demo.rows import Rows
from gongjiang.demo.seasons import AS_OF
from gongjiang.kernel.money import split
from gongjiang.kernel.periods import start_of
from gongjiang.ledger.facts.studios import (
    ChallengeAwarded,
    ChallengeEarned,
    ChallengePosted,
    ChallengeReleased,
)

CHALLENGES = 60
"""Of a full zone in five years; ours, as is what follows."""
PARTS = (30, 30, 40)
STEPS = ("方案通过评审", "样机现场试运行", "达标验收")
TABLES = ("challenge", "challengejudge", "bid", "bidshare", "bidscore", "challengemilestone",
          "challengeshare")  # fmt: skip
PLAN = "成立联合小组，三个月内完成样机，六个月内达标。"


@dataclass(frozen=True, slots=True)
class _Course:
    """The days of a challenge; None where they are yet to come."""

    posted: date
    until: date
    awarded: date | None
    released: list[date | None]

    @property
    def state(self) -> str:
        if self.awarded is None:
            return "POSTED"
        return "SETTLED" if self.released[-1] else "AWARDED"


def write(shop: Shop) -> None:
    tables = {name: Rows(shop.build.cursor, f"innovation_{name}") for name in TABLES}
    count = max(round(CHALLENGES * shop.build.plan.scale), 3)
    ids = iter(uuids(shop.build.plan.rng("challenges' public ids"), 8 * (count + 2)))
    days = sorted(shop.day(last=AS_OF - timedelta(days=5)) for _ in range(count))
    for posted in days:
        _challenge(shop, tables, ids, _course(shop, posted))
    for table in tables.values():
        table.write()


def _course(shop: Shop, posted: date) -> _Course:
    until = posted + timedelta(days=30)
    awarded = shop.later(until, 5, 15)
    days, released = awarded, []
    for _ in PARTS:
        days = shop.later(days, 40, 90)
        released.append(days if days <= AS_OF else None)
    return _Course(posted, until, awarded if awarded <= AS_OF else None, released)


def _challenge(shop: Shop, tables: dict[str, Rows], ids: Any, course: _Course) -> None:
    chance = shop.chance
    firm, other = shop.crews.some_firm(chance), shop.crews.some_firm(chance)
    crew = shop.crews.of(other, course.posted, 3, chance)
    poster = shop.crews.of(firm, course.posted, 1, chance)
    if not crew or not poster:
        return
    thing, defect, cure, effect = shop.subject(poster[0].unit)
    prize = int(chance.integers(5, 61)) * 1_000_000
    manager, union, finance = shop.manager(firm), shop.union(firm), shop.finance(firm)
    over = course.state == "SETTLED"
    challenge = tables["challenge"].add(
        public_id=str(next(ids)),
        enterprise_id=shop.enterprise(firm),
        process_id=None,
        title=f"{thing}{defect}攻关",
        summary=f"{thing}{defect}，长期没有解决。",
        problem=f"{thing}{defect}。希望{cure}。",
        solved_when=f"连续运行三个月：{effect}。",
        secrecy="OPEN",
        prize_fen=prize,
        posted_by_id=manager,
        posted_on=course.posted,
        bids_until=start_of(course.until),
        opened_at=moment(course.until) if course.awarded else None,
        state=course.state,
        awarded_by_id=manager if course.awarded else None,
        awarded_on=course.awarded,
        award_reason="方案完整，团队有同类经验。" if course.awarded else "",
        ended_on=course.released[-1] if over else None,
        stop_reason="",
    )
    for place, judge in enumerate((manager, union, finance)):
        tables["challengejudge"].add(challenge_id=challenge, person_id=judge, chairs=not place)
    posted = ChallengePosted(challenge_id=challenge, amount_fen=prize)
    shop.tell(posted, firm, shop.enterprise(firm), course.posted, by=manager)
    parts: list[tuple[int, int]] = []
    if course.awarded:
        parts = _bid(
            shop, tables, public_id=str(next(ids)), challenge=challenge, crew=crew, course=course,
            firms=(firm, other),
        )  # fmt: skip
    for place, (step, fen) in enumerate(zip(STEPS, split(prize, list(PARTS)), strict=True)):
        on = course.released[place] if course.awarded else None
        milestone = tables["challengemilestone"].add(
            public_id=str(next(ids)),
            challenge_id=challenge,
            position=place + 1,
            title=step,
            due_on=course.until + timedelta(days=90 * (place + 1)),
            amount_fen=fen,
            state="RELEASED" if on else "OPEN",
            evidence="验收记录与数据齐全。" if on else "",
            claimed_by_id=crew[0].person if on else None,
            claimed_on=on,
            remark="",
            decided_by_id=manager if on else None,
            decided_on=on,
        )
        if on is None:
            continue
        fact = ChallengeReleased(
            challenge_milestone_id=milestone, challenge_id=challenge, amount_fen=fen
        )
        shop.tell(fact, firm, shop.enterprise(firm), on, by=manager)
        for (person, _share), part in zip(
            parts, split(fen, [share for _person, share in parts]), strict=True
        ):
            row = tables["challengeshare"].add(
                milestone_id=milestone, person_id=person, amount_fen=part
            )
            earned = ChallengeEarned(
                challenge_share_id=row, challenge_id=challenge, amount_fen=part
            )
            shop.tell(earned, other, crew[0].unit, on, person=person)


def _bid(
    shop: Shop,
    tables: dict[str, Rows],
    *,
    public_id: str,
    challenge: int,
    crew: list[Colleague],
    course: _Course,
    firms: tuple[int, int],
) -> list[tuple[int, int]]:
    firm, other = firms
    made = course.posted + timedelta(days=12)
    nonce = f"{challenge:032x}"
    bid = tables["bid"].add(
        public_id=public_id,
        challenge_id=challenge,
        enterprise_id=shop.enterprise(other),
        unit_id=crew[0].unit,
        studio_id=None,
        by_id=crew[0].person,
        shown_as="联合攻关组",
        shows_enterprise=False,
        shows_names=False,
        sealed="",
        digest=hashlib.sha256(f"{nonce}{PLAN}".encode()).hexdigest(),
        nonce=nonce,
        plan=PLAN,
        state="AWARDED",
        made_at=datetime.combine(made, moment(made).timetz()).astimezone(UTC),
    )
    parts = list(zip((m.person for m in crew), shares(len(crew), shop.chance), strict=True))
    for place, (person, share) in enumerate(parts):
        tables["bidshare"].add(bid_id=bid, person_id=person, share_bp=share, position=place + 1)
    for judge in (shop.manager(firm), shop.union(firm), shop.finance(firm)):
        tables["bidscore"].add(
            bid_id=bid, judge_id=judge, points=int(shop.chance.integers(70, 96)),
            remark="思路清楚，可行。", given_at=moment(course.awarded or course.until),
        )  # fmt: skip
    if course.awarded is not None:
        fact = ChallengeAwarded(challenge_id=challenge, bid_id=bid, bids=1)
        shop.tell(fact, firm, shop.enterprise(firm), course.awarded, by=shop.manager(firm))
    return parts
