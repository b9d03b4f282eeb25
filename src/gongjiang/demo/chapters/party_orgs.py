"""The Party tree: the work committee and 193 organisations below it, and what each covers."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import cycle

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.chapters.orgs import numeral
from gongjiang.demo.grounds import FirmGround, Organisation
from gongjiang.demo.seasons import FIRST_DAY
from gongjiang.demo.units import UnitRows
from gongjiang.orgs.models import Enterprise, Link, UnitKind

COMMITTEES = 12  # domain.md §16: 12 + 21 + 160 = 193
GENERAL_BRANCHES = 21
BRANCHES = 160
BRANCHES_OF_A_COMMITTEE = 3
BRANCHES_OF_A_GENERAL_BRANCH = 2
JOINT_SHARE = 0.28
COVERED_SHARE = 0.85  # of the operating non-public firms, as in the source article

Host = tuple[int, FirmGround]


def write(build: Build) -> None:
    plan, rng = build.plan, build.plan.rng("party")
    units = UnitRows(build.cursor)
    root = units.add(UnitKind.WORK_COMMITTEE, "示范经开区党工委", opened=FIRST_DAY)
    committees = max(plan.number_of(COMMITTEES), 2)
    general = max(plan.number_of(GENERAL_BRANCHES), 2)
    branches = max(plan.number_of(BRANCHES), 12)
    hosts = hosts_by_size(build)
    build.party_orgs = []
    non_public = _add_non_public_committee(units, root)
    tree = _Tree(build, units, rng)
    for host in hosts[: committees - 1]:
        tree.add_own(host, root, UnitKind.PRIMARY_COMMITTEE, BRANCHES_OF_A_COMMITTEE)
    for host in hosts[committees - 1 : committees - 1 + general]:
        tree.add_own(host, root, UnitKind.GENERAL_BRANCH, BRANCHES_OF_A_GENERAL_BRANCH)
    left = branches - tree.branches
    rest = hosts[committees - 1 + general :]
    singles = rest[: min(round(left * (1 - JOINT_SHARE)), len(rest) // 2)]
    for host in singles:
        tree.add_own(host, non_public, UnitKind.BRANCH, 0)
    tree.add_joint(rest[len(singles) :], non_public, branches - tree.branches, _wanted(hosts))
    units.write(rng)


def hosts_by_size(build: Build) -> list[Host]:
    """The firms that operate, with their places: the flagship, then the largest first."""
    flagship, *others = [(i, g) for i, g in enumerate(build.grounds.firms) if g.firm.runs]
    others.sort(key=lambda host: -(host[1].firm.workers + host[1].firm.staff))
    return [flagship, *others]


def _wanted(hosts: list[Host]) -> int:
    """How many operating non-public firms are to be covered in all."""
    return round(COVERED_SHARE * sum(map(_is_non_public, hosts)))


def _is_non_public(host: Host) -> bool:
    return host[1].firm.ownership == Enterprise.Ownership.NON_PUBLIC


def _add_non_public_committee(units: UnitRows, root: int) -> int:
    name, opened = "非公企业和社会组织党委", date(2012, 9, 3)
    return units.add(UnitKind.PRIMARY_COMMITTEE, name, (root, opened), opened=opened)


class _Tree:
    """Adds organisations, and keeps which firms they cover."""

    def __init__(self, build: Build, units: UnitRows, rng: np.random.Generator) -> None:
        self.orgs = build.party_orgs
        self.grids = build.grounds.grids
        self.units = units
        self.rng = rng
        self.branches = 0
        self.covered = 0

    def add_own(self, host: Host, parent: int, kind: str, below: int) -> None:
        """Set up a firm's own organisation, with branches in its workshops."""
        place, ground = host
        opened = founding(ground, self.rng)
        words = {"PRIMARY_COMMITTEE": "党委", "GENERAL_BRANCH": "党总支", "BRANCH": "党支部"}
        name = f"{ground.firm.name}{words[kind]}"
        unit = self._add(kind, name, parent, opened=opened, firm=place)
        self.units.link(Link.Kind.COVERS_SINGLE, unit, ground.unit, opened)
        for number in range(1, below + 1):
            name = f"{ground.firm.name}第{numeral(number)}党支部"
            branch = self._add(UnitKind.BRANCH, name, unit, opened=opened, firm=place, rank=number)
            seats = ground.workshops or (ground.office,)
            seat = seats[(number - 1) % len(seats)]
            self.units.link(Link.Kind.SEATED_AT, branch, seat, opened)
        self.covered += _is_non_public(host)

    def add_joint(self, hosts: list[Host], parent: int, count: int, wanted: int) -> None:
        """Cover small non-public firms by joint branches; more branches stand for a grid."""
        small = [host for host in hosts if _is_non_public(host)]
        small = small[: max(wanted - self.covered, 0)]
        circles = [small[i::count] for i in range(count)]
        for number, (circle, grid) in enumerate(zip(circles, cycle(self.grids)), start=1):
            if not circle:
                opened = date(2016, 7, 1)
                name = f"网格第{numeral(number)}党支部"
                unit = self._add(
                    UnitKind.BRANCH, name, parent, opened=opened, firm=hosts[0][0], rank=number
                )
                self.units.link(Link.Kind.COVERS_REGIONAL, unit, grid, opened)
                continue
            opened = max(founding(ground, self.rng) for _, ground in circle)
            name = f"第{numeral(number)}联合党支部"
            unit = self._add(UnitKind.BRANCH, name, parent, opened=opened, firm=circle[0][0])
            for _, ground in circle:
                self.units.link(Link.Kind.COVERS_JOINT, unit, ground.unit, opened)

    def _add(
        self, kind: str, name: str, parent: int, *, opened: date, firm: int, rank: int = 0
    ) -> int:
        unit = self.units.add(kind, name, (parent, opened), opened=opened)
        self.orgs.append(Organisation(unit, opened, firm, rank))
        self.branches += kind == UnitKind.BRANCH
        return unit


def founding(ground: FirmGround, rng: np.random.Generator) -> date:
    """When a firm got an organisation: some time after it opened."""
    wait = timedelta(days=int(rng.integers(60, 240)))
    return max(ground.firm.opened, date(2012, 9, 3)) + wait
