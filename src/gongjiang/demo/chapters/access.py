"""Who may look where, and who signs in: a recorded ground, and an account for each demo role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from gongjiang.demo import clerks, seniors
from gongjiang.demo.build import Build
from gongjiang.demo.columns import copy, reserve
from gongjiang.demo.numbers import public_ids
from gongjiang.demo.places import MANAGER_DESK
from gongjiang.demo.seats import Seat
from gongjiang.demo.units import days
from gongjiang.demo.workforce import REGULAR
from gongjiang.people.models import Role

WORKER = "WORKER"

READERS = (  # the account's name, and whose it is
    ("demo-worker", WORKER),
    ("demo-team-leader", Role.TEAM_LEADER),
    ("demo-master", Role.MASTER),
    ("demo-lecturer", Role.LECTURER),
    ("demo-reviewer", Role.REVIEWER),
    ("demo-panel-chair", Role.REVIEWER),
    ("demo-studio-leader", Role.REVIEWER),
    ("demo-finance", Role.FINANCE),
    ("demo-hr", Role.HR),
    ("demo-other-hr", Role.HR),
    ("demo-union-chair", Role.UNION_CHAIR),
    ("demo-party-secretary", Role.PARTY_SECRETARY),
    ("demo-grid-worker", Role.GRID_WORKER),
    ("demo-station-head", Role.STATION_HEAD),
    ("demo-party-office", Role.ZONE_PARTY_OFFICE),
    ("demo-zone-union", Role.ZONE_UNION),
    ("demo-reform-office", Role.REFORM_OFFICE),
    ("demo-leader", Role.LEADER),
    ("demo-system-admin", Role.SYSTEM_ADMIN),
    ("demo-security-admin", Role.SECURITY_ADMIN),
    ("demo-auditor", Role.AUDITOR),
    ("demo-privacy-officer", Role.PRIVACY_OFFICER),
)
"""All of the flagship where a firm is meant, but the other HR, who is of another firm."""

PANEL_CHAIR, STUDIO_LEADER = "demo-panel-chair", "demo-studio-leader"

GROUND = "《示范经开区产业工人队伍建设改革实施方案》第四条:重点企业技能人才跟踪服务"
EARLIER_GROUND = "2021年企业走访:劳务派遣用工情况核查"
FLAGSHIP = 0
ANOTHER_FIRM = 1


@dataclass(frozen=True, slots=True)
class Basis:
    """A ground on which an officer of the zone may see a firm's people."""

    person: int
    unit: int
    ground: str
    since: date
    until: date | None


def write(build: Build) -> None:
    build.readers = _readers(build)
    _write_bases(build)
    _write_accounts(build)


def _write_bases(build: Build) -> None:
    [office] = [s.person for s in build.officers if s.role == Role.REFORM_OFFICE][:1]
    [party] = [s.person for s in build.officers if s.role == Role.ZONE_PARTY_OFFICE][:1]
    [officer] = [s.person for s in build.officers if s.role == Role.PRIVACY_OFFICER]
    firms = build.grounds.firms
    bases = [
        Basis(office, firms[FLAGSHIP].unit, GROUND, date(2022, 3, 1), None),
        Basis(party, firms[ANOTHER_FIRM].unit, EARLIER_GROUND, date(2021, 5, 6), date(2021, 9, 1)),
    ]
    copy(
        build.cursor,
        "people_accessbasis",
        {
            "id": reserve(build.cursor, "people_accessbasis", len(bases)),
            "person_id": build.person_ids[[basis.person for basis in bases]],
            "unit_id": np.array([basis.unit for basis in bases]),
            "ground": [basis.ground for basis in bases],
            "granted_by_id": build.person_ids[[officer for _ in bases]],
            "valid_from": days(tuple(basis.since for basis in bases)),
            "valid_to": days(tuple(basis.until for basis in bases)),
        },
    )


def _write_accounts(build: Build) -> None:
    rng = build.plan.rng("accounts")
    count = len(READERS)
    copy(
        build.cursor,
        "people_account",
        {
            "id": reserve(build.cursor, "people_account", count),
            # A password that begins so fits nothing that can be typed.
            "password": [UNUSABLE_PASSWORD_PREFIX + word for word in public_ids(rng, count)],
            "public_id": public_ids(rng, count),
            "username": [name for name, _ in READERS],
            "person_id": build.person_ids[[build.readers[name] for name, _ in READERS]],
            "is_active": np.ones(count, dtype=bool),
        },
    )


def _readers(build: Build) -> dict[str, int]:
    """Whose each account is: no person has two."""
    worker, team = _worker_with_a_story(build)
    found = {"demo-worker": worker}
    for name, role in READERS:
        if role == WORKER:
            continue
        place = ANOTHER_FIRM if name == "demo-other-hr" else FLAGSHIP
        among = [s for s in build.seats if s.role == role and s.until is None]
        fitting = [s for s in among if _suits(build, s, place, team)] or among
        if name == PANEL_CHAIR:
            fitting = [s for s in fitting if s.person == _manager(build)] or fitting
        elif role == Role.REVIEWER:
            fitting = [s for s in fitting if s.person != _manager(build)] or fitting
        found[name] = next(s.person for s in fitting if s.person not in found.values())
    return found


def _manager(build: Build) -> int:
    """Who manages the flagship, and is in the chair of its panels."""
    managers = seniors.at_desk(build.work, build.places, MANAGER_DESK, len(build.grounds.firms))
    who = managers[FLAGSHIP]
    return clerks.NOBODY if who is None else who.person


def _suits(build: Build, seat: Seat, place: int, team: int) -> bool:
    """Whether a seat is in the firm meant, and a leader's in the worker's own team."""
    if seat.role == Role.TEAM_LEADER:
        return seat.unit == team
    if seat.role in {Role.UNION_CHAIR, Role.PARTY_SECRETARY}:
        orgs = build.unions if seat.role == Role.UNION_CHAIR else build.party_orgs
        return seat.unit in {org.unit for org in orgs if org.firm == place}
    return seat.firm in {None, place}


def _worker_with_a_story(build: Build) -> tuple[int, int]:
    """A worker of the flagship who came as an intern, was taken on and moved; and their team."""
    work, postings = build.work, build.postings
    of = postings.employment
    led = {s.unit: s.person for s in build.seats if s.role == Role.TEAM_LEADER and s.until is None}
    taken = {seat.person for seat in build.seats}
    rows = np.flatnonzero(
        np.isnat(postings.end) & (work.site[of] == FLAGSHIP) & (work.kind[of] == REGULAR)
    )
    rows = rows[np.isin(postings.unit[rows], list(led))]
    rows = rows[~np.isin(work.person[of[rows]], list(taken))]
    story = 2 * (work.follows[of[rows]] >= 0) + (postings.came_from[rows] > 0)
    best = rows[np.argmax(story)]
    return int(work.person[of[best]]), int(postings.unit[best])
