"""Appointed technicians, an assessment that takes enrolments, the matrices of some teams."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.clerks import NOBODY, moments
from gongjiang.demo.columns import copy, reserve
from gongjiang.demo.facts import Happened, batch, firm_units
from gongjiang.demo.growth import trades
from gongjiang.demo.growth.apprentices import plus_months, posting_on
from gongjiang.demo.growth.grades import FLAGSHIP
from gongjiang.demo.growth.ranks import HIGHEST_CERTIFIED
from gongjiang.demo.numbers import public_ids, uuids
from gongjiang.demo.places import TOMORROW
from gongjiang.demo.spells import DAY
from gongjiang.demo.told import Told, as_batches
from gongjiang.demo.workforce import REGULAR
from gongjiang.kernel.columns import NO_DAY, Ints
from gongjiang.kernel.periods import SHANGHAI
from gongjiang.ledger.bulk import Detail
from gongjiang.ledger.facts.skills import (
    CandidateEnrolled,
    EnrolmentOpened,
    PlanFiled,
    SkillAppointed,
    SkillAssessed,
)
from gongjiang.people.models import Role
from gongjiang.skills.models import AssessmentPlan, Candidate, IssuerKind, Skill, SkillAssessment
from gongjiang.skills.models import SkillAppointment as Appointment

SHARE_APPOINTED = 0.4  # ours, as is what follows
SHARE_OF_CHIEFS = 0.12
SPECIAL, CHIEF = 6, 7
TERM_MONTHS = 36
AFTER_CERTIFICATE = 400 * DAY
REVIEW = "业绩评审、现场答辩和综合评审"
LISTING = "示范省首席技师名单"

FILED, OPENED, LAST_DAY = date(2022, 11, 7), date(2022, 11, 10), date(2022, 12, 9)
CANDIDATES = 8
ASSESSED_RANK = 3

TEAMS_WITH_A_MATRIX = 24
SKILLS = ("设备操作", "首件检验", "设备点检", "换型调整", "异常处置")
ASSESSED = np.datetime64("2022-06-20")
LEVEL_BY_YEARS: Ints = np.array([1, 2, 3, 3, 4])


def write(build: Build) -> None:
    _write_appointments(build)
    build.facts += as_batches(_write_plan(build))
    _write_matrices(build)


def _write_appointments(build: Build) -> None:
    """Some who hold the highest certificate were appointed by the firm where they still work."""
    rng = build.plan.rng("skill appointments")
    certified = build.growth.certified
    on = certified.on + AFTER_CERTIFICATE
    stays = np.isnat(build.work.spells.end[certified.employment])
    rows = np.flatnonzero(
        (certified.rank == HIGHEST_CERTIFIED) & stays & (on < TOMORROW - 30 * DAY)
    )
    rows = rows[rng.random(len(rows)) < SHARE_APPOINTED]
    # A term that was over has been renewed: the running one is told.
    start = np.maximum(on[rows], TOMORROW - rng.integers(60, 900, size=len(rows)) * DAY)
    count = len(rows)
    rank = np.where(rng.random(count) < SHARE_OF_CHIEFS, CHIEF, SPECIAL)
    until = plus_months(start, np.full(count, TERM_MONTHS))
    occupation = build.occupation_of[posting_on(build, certified.employment[rows], start)]
    ids = reserve(build.cursor, Appointment._meta.db_table, count)
    copy(
        build.cursor,
        Appointment._meta.db_table,
        {
            "id": ids,
            "public_id": public_ids(rng, count),
            "person_id": build.person_ids[certified.person[rows]],
            "employer_id": firm_units(build)[build.work.employer[certified.employment[rows]]],
            "occupation_id": build.occupation_ids[occupation],
            "rank": rank,
            "until": until,
            "review": [REVIEW] * count,
            "listing": [LISTING if each == CHIEF else "" for each in rank.tolist()],
            "end_reason": [""] * count,
            "valid_from": start,
            "valid_to": np.full(count, NO_DAY),
        },
    )
    told = Happened(ids, certified.employment[rows], start, moments(rng, start))
    detail: dict[str, Detail] = {
        "occupation": [trades.CODES[each] for each in occupation.tolist()],
        "rank": rank,
        "until": until,
    }
    build.facts.append(batch(build, SkillAppointed, told, detail))


def _write_plan(build: Build) -> list[Told]:
    """An assessment of the flagship for senior workers: the demo's worker and others enrolled."""
    hr = build.hr.of(FLAGSHIP, FILED)
    if hr == NOBODY:
        return []
    using, unit = build.cursor.db.alias, build.grounds.firms[FLAGSHIP].unit
    ids = uuids(build.plan.rng("assessment plan"), CANDIDATES + 1)
    rows = _enrolled(build)
    posting = posting_on(build, rows, np.full(len(rows), np.datetime64(OPENED)))
    occupation = int(build.occupation_of[posting[0]])
    plan = AssessmentPlan.objects.using(using).create(
        public_id=ids.pop(),
        enterprise_id=unit,
        occupation_id=int(build.occupation_ids[occupation]),
        rank=ASSESSED_RANK,
        title="2022年高级工等级认定",
        issuer_kind=IssuerKind.ENTERPRISE,
        issuer=build.grounds.firms[FLAGSHIP].firm.name,
        filing_reference="示范技认〔2022〕18号（虚构）",
        filed_on=FILED,
        enrol_until=LAST_DAY,
        state="ENROLLING",
    )
    clerk = int(build.person_ids[hr])
    filed = PlanFiled(plan_id=plan.id, occupation=trades.CODES[occupation], rank=ASSESSED_RANK)
    told = [
        Told(filed, unit, unit, _at(FILED), by=clerk),
        Told(EnrolmentOpened(plan_id=plan.id), unit, unit, _at(OPENED), by=clerk),
    ]
    for place, (row, public_id) in enumerate(zip(rows.tolist(), ids, strict=False)):
        on = OPENED + timedelta(days=1 + place)
        person = int(build.person_ids[build.work.person[row]])
        candidate = Candidate.objects.using(using).create(
            public_id=public_id, plan=plan, person_id=person, enrolled_on=on
        )
        fact = CandidateEnrolled(candidate_id=candidate.id, plan_id=plan.id)
        team = int(build.postings.unit[posting[place]])
        told.append(Told(fact, team, unit, _at(on), person=person, by=person))
    return told


def _enrolled(build: Build) -> Ints:
    """Employments: the demo worker's first, then those of the flagship one rank below."""
    work, certified = build.work, build.growth.certified
    worker = build.readers["demo-worker"]
    running = np.isnat(work.spells.end) & (work.site == FLAGSHIP) & (work.kind == REGULAR)
    own = np.flatnonzero(running & (work.person == worker))
    highest = np.zeros(len(build.persons), dtype=np.int64)
    np.maximum.at(highest, certified.person, certified.rank)
    long_ago = work.spells.start < np.datetime64(OPENED)
    others = np.flatnonzero(running & long_ago & (highest[work.person] == ASSESSED_RANK - 1))
    found: Ints = np.r_[own[:1], others[work.person[others] != worker]][:CANDIDATES]
    return found


def _write_matrices(build: Build) -> None:
    """Skills of the flagship, and how well some of its teams have them, the demo's first."""
    leaders = {s.unit: s.person for s in build.seats if s.role == Role.TEAM_LEADER and not s.until}
    teams = _teams(build, leaders)
    unit, using = build.grounds.firms[FLAGSHIP].unit, build.cursor.db.alias
    ids = uuids(build.plan.rng("matrix skills"), len(SKILLS))
    skills = [
        Skill.objects.using(using).create(public_id=public_id, unit_id=unit, name=name).id
        for public_id, name in zip(ids, SKILLS, strict=True)
    ]
    postings, work = build.postings, build.work
    of = postings.employment
    rows = np.flatnonzero(
        np.isin(postings.unit, teams)
        & np.isnat(postings.end)
        & (postings.start < ASSESSED)
        & (work.kind[of] == REGULAR)
        & (work.site[of] == FLAGSHIP)
        & (work.spells.beside[of] < 0)
    )
    _write_levels(build, rows, skills, leaders)


def _teams(build: Build, leaders: dict[int, int]) -> list[int]:
    mine = build.readers["demo-team-leader"]
    units = [build.grounds.teams[each].unit for each in build.grounds.firms[FLAGSHIP].teams]
    led = [unit for unit in units if unit in leaders]
    return sorted(led, key=lambda unit: leaders[unit] != mine)[:TEAMS_WITH_A_MATRIX]


def _write_levels(build: Build, rows: Ints, skills: Sequence[int], leaders: dict[int, int]) -> None:
    rng = build.plan.rng("matrix levels")
    row, skill = np.repeat(rows, len(skills)), np.tile(np.array(skills), len(rows))
    employment = build.postings.employment[row]
    years = (ASSESSED - build.work.spells.start[employment]).astype(int) // 365
    usual = LEVEL_BY_YEARS[np.clip(years, 0, len(LEVEL_BY_YEARS) - 1)]
    level = np.clip(usual + rng.integers(-2, 2, size=len(row)), 0, 4)
    ids = reserve(build.cursor, SkillAssessment._meta.db_table, len(row))
    team = build.postings.unit[row].tolist()
    on = np.full(len(row), ASSESSED)
    copy(
        build.cursor,
        SkillAssessment._meta.db_table,
        {
            "id": ids,
            "skill_id": skill,
            "person_id": build.person_ids[build.work.person[employment]],
            "level": level,
            "assessed_by_id": build.person_ids[[leaders[unit] for unit in team]],
            "note": [""] * len(row),
            "valid_from": on,
            "valid_to": np.full(len(row), NO_DAY),
        },
    )
    told = Happened(ids, employment, on, moments(rng, on))
    build.facts.append(batch(build, SkillAssessed, told, {"skill_id": skill, "level": level}))


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, 30, tzinfo=SHANGHAI)
