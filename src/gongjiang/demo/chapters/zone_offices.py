"""Those who work for the zone itself, and for no firm: its offices, stations and grids."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongjiang.demo.build import Build
from gongjiang.demo.chapters.people import OFFICERS
from gongjiang.demo.seats import Seat
from gongjiang.orgs.models import UnitKind
from gongjiang.people.models import Role

REFORM_BEGAN = date(2017, 11, 1)
SWITCH = date(2020, 7, 1)
"""When some seats went to somebody else."""

OFFICES = (  # role, how many hold it, whether somebody else did before
    (Role.LEADER, 2, True),
    (Role.REFORM_OFFICE, 2, False),
    (Role.SYSTEM_ADMIN, 1, True),
    (Role.SECURITY_ADMIN, 1, False),
    (Role.AUDITOR, 1, True),
    (Role.PRIVACY_OFFICER, 1, False),
    (Role.JUDGE, 3, False),
)
LINES = ((Role.ZONE_PARTY_OFFICE, UnitKind.WORK_COMMITTEE), (Role.ZONE_UNION, UnitKind.ZONE_UNION))
GRID_WORKERS = 2
INSTRUCTORS = 2
GRIDS_WITH_A_NEW_ONE = 2


def write(build: Build) -> None:
    """Say who holds each seat of the zone, each person one; `roles` writes them."""
    grounds = build.grounds
    persons = iter(range(len(build.persons) - OFFICERS, len(build.persons)))
    found: list[Seat] = []
    for role, count, replaced in OFFICES:
        found += _filled(persons, role, grounds.zone, count, replaced=replaced)
    for role, kind in LINES:
        found += _filled(persons, role, _root(build, kind), 2, replaced=False)
    for i, area in enumerate(grounds.areas):
        found += _filled(persons, Role.STATION_HEAD, area, 1, replaced=i == 0)
        found += _filled(persons, Role.INSTRUCTOR, area, INSTRUCTORS, replaced=False)
    for i, grid in enumerate(grounds.grids):
        found += _filled(
            persons, Role.GRID_WORKER, grid, GRID_WORKERS, replaced=i < GRIDS_WITH_A_NEW_ONE
        )
    build.officers = found


def in_office(build: Build, role: str, day: date) -> int:
    """The row of somebody who held a role of the zone on a day, -1 for nobody."""
    for seat in build.officers:
        if seat.role == role and seat.since <= day and (seat.until is None or day < seat.until):
            return seat.person
    return -1


def _filled(
    persons: Iterator[int], role: Role, unit: int, count: int, *, replaced: bool
) -> list[Seat]:
    found = []
    for number in range(count):
        since = REFORM_BEGAN
        if replaced and number == 0:
            found.append(Seat(next(persons), role, unit, since, SWITCH))
            since = SWITCH
        found.append(Seat(next(persons), role, unit, since))
    return found


def _root(build: Build, kind: str) -> int:
    build.cursor.execute("SELECT id FROM orgs_unit WHERE kind = %s", [str(kind)])
    [root] = build.cursor.fetchone()
    return int(root)
