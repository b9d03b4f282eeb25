"""The union tree: the zone's union, one in each larger firm, joint ones for the small."""

from __future__ import annotations

from datetime import date

from gongjiang.demo.build import Build
from gongjiang.demo.chapters.orgs import numeral
from gongjiang.demo.chapters.party_orgs import Host, founding, hosts_by_size
from gongjiang.demo.grounds import Organisation
from gongjiang.demo.seasons import FIRST_DAY
from gongjiang.demo.units import UnitRows
from gongjiang.orgs.models import Link, UnitKind

LARGE_ENOUGH = 25  # 工会法 Art. 10, domain.md §1.6
EVERY_WITHOUT = 8
"""One of so many larger firms has no union yet."""
WORKSHOPS_FOR_SUB_UNIONS = 6


def write(build: Build) -> None:
    rng = build.plan.rng("unions")
    units = UnitRows(build.cursor)
    root = units.add(UnitKind.ZONE_UNION, "示范经开区总工会", opened=FIRST_DAY)
    build.unions = []
    small: dict[int, list[Host]] = {}
    for number, host in enumerate(hosts_by_size(build)):
        ground = host[1]
        if ground.firm.workers + ground.firm.staff < LARGE_ENOUGH:
            small.setdefault(ground.grid, []).append(host)
        elif number % EVERY_WITHOUT != EVERY_WITHOUT - 1:
            opened = founding(ground, rng)
            _add_union(build, units, root, host, opened)
    for number, circle in enumerate(small.values(), start=1):
        opened = max(founding(ground, rng) for _, ground in circle)
        name = f"第{numeral(number)}网格联合工会"
        unit = units.add(UnitKind.JOINT_UNION, name, (root, opened), opened=opened)
        build.unions.append(Organisation(unit, opened, circle[0][0]))
        for _, ground in circle:
            units.link(Link.Kind.COVERS_JOINT, unit, ground.unit, opened)
    units.write(rng)


def _add_union(build: Build, units: UnitRows, root: int, host: Host, opened: date) -> None:
    place, ground = host
    name = f"{ground.firm.name}工会"
    unit = units.add(UnitKind.ENTERPRISE_UNION, name, (root, opened), opened=opened)
    units.link(Link.Kind.SEATED_AT, unit, ground.unit, opened)
    build.unions.append(Organisation(unit, opened, place))
    if len(ground.workshops) < WORKSHOPS_FOR_SUB_UNIONS:
        return
    for number, workshop in enumerate(ground.workshops, start=1):
        below = f"{ground.firm.name}{numeral(number)}车间分工会"
        sub = units.add(UnitKind.SUB_UNION, below, (unit, opened), opened=opened)
        units.link(Link.Kind.SEATED_AT, sub, workshop, opened)
