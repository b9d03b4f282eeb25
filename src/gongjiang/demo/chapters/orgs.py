"""The administrative tree: zone, areas, grids, firms with their workshops and teams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.columns import copy, reserve
from gongjiang.demo.firms import Firm, plan_firms
from gongjiang.demo.grounds import FirmGround, Grounds, TeamGround
from gongjiang.demo.numbers import company_code
from gongjiang.demo.seasons import FIRST_DAY, REFORM
from gongjiang.demo.units import UnitRows, days
from gongjiang.kernel.money import split
from gongjiang.orgs.models import UnitKind

ZONE_NAME = "示范经济技术开发区"
AREAS = ("东", "西", "南", "北", "中")
GRIDS_AN_AREA = 4
NUMERALS = "一二三四五六七八九十"

SMALLEST_TEAM = 5
LARGEST_TEAM = 30
TEAMS_A_WORKSHOP = 7
SHARE_OF_LATE_TEAMS = 0.1
SHARE_OF_MOVED_TEAMS = 0.03
SHARE_OF_MOVED_FIRMS = 0.02
TEAMS_FOR_A_CLOSED_ONE = 9
ALWAYS_MOVED = 2
"""The place of a firm that moved, however small the zone."""
EVERY_BAD_CODE = 90
BAD_CODE = 5
"""One firm in so many has a code that fails its check digit, as some early ones do."""


@dataclass(frozen=True, slots=True)
class NewFirm:
    """A firm whose unit was just added; `place`: where it will stand in `Grounds.firms`."""

    firm: Firm
    unit: int
    place: int


def write(build: Build) -> None:
    rng = build.plan.rng("orgs")
    units = UnitRows(build.cursor)
    grounds = _territory(units)
    firms = plan_firms(build.plan)
    for place, firm in enumerate(firms):
        _add_firm(units, grounds, firm, place, rng)
    units.write(rng)
    _write_enterprises(build, grounds)
    _write_operating_spells(build, grounds)
    build.grounds = grounds


def numeral(number: int) -> str:
    """A number from 1 to 99 as it stands in a unit's name."""
    tens, ones = divmod(number, 10)
    word = NUMERALS[ones - 1] if ones else ""
    if tens == 0:
        return word
    return ("" if tens == 1 else NUMERALS[tens - 1]) + "十" + word


def _territory(units: UnitRows) -> Grounds:
    zone = units.add(UnitKind.ZONE, ZONE_NAME, opened=FIRST_DAY)
    grounds = Grounds(zone)
    for word in AREAS:
        area = units.add(UnitKind.AREA, f"{word}片区", (zone, FIRST_DAY), opened=FIRST_DAY)
        grounds.areas.append(area)
        for number in range(1, GRIDS_AN_AREA + 1):
            name = f"{word}片区第{numeral(number)}网格"
            grid = units.add(UnitKind.GRID, name, (area, FIRST_DAY), opened=FIRST_DAY)
            grounds.grids.append(grid)
            grounds.area_of_grid[grid] = area
    return grounds


def _add_firm(
    units: UnitRows, grounds: Grounds, firm: Firm, place: int, rng: np.random.Generator
) -> None:
    # In turn over the areas, so that even a handful of firms stands in all of them.
    area, turn = place % len(AREAS), place // len(AREAS)
    grid = grounds.grids[area * GRIDS_AN_AREA + turn % GRIDS_AN_AREA]
    places = [(grid, firm.opened)]
    if firm.runs and (place == ALWAYS_MOVED or rng.random() < SHARE_OF_MOVED_FIRMS):
        places = _moved(places, grounds.grids, rng)
    unit = units.add(
        UnitKind.ENTERPRISE, firm.name, *places, opened=firm.opened, closed=firm.closed
    )
    office = _add_below(units, UnitKind.WORKSHOP, "综合管理部", unit, firm)
    first = len(grounds.teams)
    workshops = _add_teams(units, grounds.teams, NewFirm(firm, unit, place), rng)
    grounds.firms.append(
        FirmGround(
            firm=firm,
            unit=unit,
            grid=places[-1][0],
            office=office,
            workshops=workshops,
            teams=range(first, len(grounds.teams)),
        )
    )


def _add_teams(
    units: UnitRows, teams: list[TeamGround], new: NewFirm, rng: np.random.Generator
) -> tuple[int, ...]:
    """Add a firm's workshops and teams; return the workshops."""
    firm = new.firm
    sizes = team_sizes(firm.workers, rng)
    count = -(-len(sizes) // TEAMS_A_WORKSHOP) if len(sizes) > 1 else 0
    workshops = tuple(
        _add_below(units, UnitKind.WORKSHOP, _workshop_name(i + 1), new.unit, firm)
        for i in range(count)
    )
    for i, size in enumerate(sizes):
        home = workshops[i // TEAMS_A_WORKSHOP] if workshops else new.unit
        opened = firm.opened
        if firm.runs and i > 0 and rng.random() < SHARE_OF_LATE_TEAMS:
            opened = _late(firm.opened, rng)
        places = [(home, opened)]
        if firm.runs and count > 1 and (i == 1 or rng.random() < SHARE_OF_MOVED_TEAMS):
            places = _moved(places, workshops, rng)
        name = f"{_workshop_name(i // TEAMS_A_WORKSHOP + 1)}{numeral(i % TEAMS_A_WORKSHOP + 1)}班"
        unit = units.add(UnitKind.TEAM, name, *places, opened=opened, closed=firm.closed)
        teams.append(TeamGround(unit, home, new.place, opened, firm.closed, size))
    for i in range(len(sizes) // TEAMS_FOR_A_CLOSED_ONE if firm.runs else 0):
        teams.append(_closed_team(units, new, workshops[i % count], i + 1, rng))
    return workshops


def _closed_team(
    units: UnitRows, new: NewFirm, workshop: int, number: int, rng: np.random.Generator
) -> TeamGround:
    """A team that was closed within the five years; its people went to others before."""
    opened = new.firm.opened
    closed = max(REFORM, opened) + timedelta(days=int(rng.integers(365, 1100)))
    name = f"原{numeral(number % 99 + 1)}班"
    unit = units.add(UnitKind.TEAM, name, (workshop, opened), opened=opened, closed=closed)
    return TeamGround(unit, workshop, new.place, opened, closed, 0)


def team_sizes(workers: int, rng: np.random.Generator) -> list[int]:
    """Split a firm's workers into teams of 5 to 30 that differ in size."""
    if workers == 0:
        return []
    count = max(round(workers / rng.uniform(11, 20)), 1)
    sizes = split(workers, [1] * count)
    for one in range(0, count - 1, 2):
        room = min(sizes[one] - SMALLEST_TEAM, LARGEST_TEAM - sizes[one + 1])
        shift = int(rng.integers(0, max(min(room, 6), 0) + 1))
        sizes[one] -= shift
        sizes[one + 1] += shift
    return sizes


def _workshop_name(number: int) -> str:
    return f"{numeral(number)}车间"


def _add_below(units: UnitRows, kind: str, name: str, parent: int, firm: Firm) -> int:
    since = firm.opened
    return units.add(kind, name, (parent, since), opened=since, closed=firm.closed)


def _late(opened: date, rng: np.random.Generator) -> date:
    first = max(opened, REFORM) + timedelta(days=1)
    return first + timedelta(days=int(rng.integers((date(2022, 8, 1) - first).days)))


def _moved(
    places: list[tuple[int, date]], homes: Sequence[int], rng: np.random.Generator
) -> list[tuple[int, date]]:
    """Let a unit stand under another of these homes from some day of the reform on."""
    [(home, since)] = places
    away = 1 + int(rng.integers(len(homes) - 1))
    to = homes[(homes.index(home) + away) % len(homes)]
    return [(home, since), (to, _late(since, rng))]


def _write_enterprises(build: Build, grounds: Grounds) -> None:
    firms = [ground.firm for ground in grounds.firms]
    codes = [
        company_code(
            i + 1, social=firm.ownership == "SOCIAL_ORG", holds=i % EVERY_BAD_CODE != BAD_CODE
        )
        for i, firm in enumerate(firms)
    ]
    copy(
        build.cursor,
        "orgs_enterprise",
        {
            "unit_id": np.array([ground.unit for ground in grounds.firms]),
            "uscc": codes,
            "ownership": [str(firm.ownership) for firm in firms],
            "industry_code": [firm.industry for firm in firms],
            "group_name": [firm.group for firm in firms],
            "chain_master": np.array([firm.chain_master for firm in firms]),
            "above_scale": np.array([firm.above_scale for firm in firms]),
        },
    )


def _write_operating_spells(build: Build, grounds: Grounds) -> None:
    spells = [(ground.unit, *spell) for ground in grounds.firms for spell in _spells(ground.firm)]
    units, since, until = zip(*spells, strict=True)
    copy(
        build.cursor,
        "orgs_operatingspell",
        {
            "id": reserve(build.cursor, "orgs_operatingspell", len(spells)),
            "enterprise_id": np.array(units),
            "valid_from": days(since),
            "valid_to": days(until),
        },
    )


def _spells(firm: Firm) -> list[tuple[date, date | None]]:
    if firm.never_began:
        return []
    if firm.paused is not None:
        return [(firm.opened, firm.paused[0]), (firm.paused[1], firm.ends)]
    return [(firm.opened, firm.ends)]
