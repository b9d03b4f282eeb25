"""A small zone to test in, made by the services a user would reach it through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gongjiang.kernel.periods import SHANGHAI
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.orgs.services import EnterpriseDetails, open_unit
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Employment, Person, PostKind, Role
from gongjiang.people.services.appointments import appoint
from gongjiang.people.services.employment import Post, hire
from gongjiang.people.services.identities import NewPerson, register_person

OPENING = date(2017, 11, 1)
TODAY = date(2022, 11, 28)
NOON = datetime(2022, 11, 28, 12, tzinfo=SHANGHAI)  # of TODAY, a Monday

CODES = {"A": "91640100000000001A", "B": "91640100000000002B", "Agency": "91640100000000003C"}


@dataclass(frozen=True)
class Site:
    """An enterprise with a workshop, two teams, and somebody in HR."""

    enterprise: Unit
    workshop: Unit
    team: Unit
    other_team: Unit
    hr: Person


@dataclass(frozen=True)
class World:
    """A zone with one area, two grids and three enterprises, as of TODAY."""

    zone: Unit
    area: Unit
    grid: Unit
    other_grid: Unit
    a: Site
    b: Site
    agency: Site
    leader: Person


def make_world() -> World:
    zone = open_unit(kind=UnitKind.ZONE, name="示范经开区", parent=None, on=OPENING)
    area = open_unit(kind=UnitKind.AREA, name="北片区", parent=zone, on=OPENING)
    grid = open_unit(kind=UnitKind.GRID, name="第一网格", parent=area, on=OPENING)
    other_grid = open_unit(kind=UnitKind.GRID, name="第二网格", parent=area, on=OPENING)
    leader = make_person("冯领导")
    appoint(person=leader, role=Role.LEADER, unit=zone, actor=SYSTEM, on=OPENING)
    return World(
        zone=zone,
        area=area,
        grid=grid,
        other_grid=other_grid,
        a=make_site("甲硅业", CODES["A"], grid),
        b=make_site("乙机械", CODES["B"], other_grid),
        agency=make_site("丙劳务", CODES["Agency"], grid, industry="L7263"),
        leader=leader,
    )


def make_site(name: str, uscc: str, grid: Unit, industry: str = "C3825") -> Site:
    details = EnterpriseDetails(uscc=uscc, ownership="NON_PUBLIC", industry_code=industry)
    enterprise = open_unit(
        kind=UnitKind.ENTERPRISE, name=name, parent=grid, on=OPENING, enterprise=details
    )
    workshop = open_unit(kind=UnitKind.WORKSHOP, name="一车间", parent=enterprise, on=OPENING)
    team = open_unit(kind=UnitKind.TEAM, name="一班", parent=workshop, on=OPENING)
    other = open_unit(kind=UnitKind.TEAM, name="二班", parent=workshop, on=OPENING)
    hr = make_person(f"{name[0]}人事")
    office = Post(unit=workshop, name="人事专员", kind=PostKind.OFFICE)
    hire(person=hr, employer=enterprise, kind="REGULAR", post=office, actor=SYSTEM, on=OPENING)
    appoint(person=hr, role=Role.HR, unit=enterprise, actor=SYSTEM, on=OPENING)
    return Site(enterprise=enterprise, workshop=workshop, team=team, other_team=other, hr=hr)


def make_person(
    name: str, born_on: date = date(1990, 5, 1), sex: str = "MALE", **numbers: str
) -> Person:
    return register_person(NewPerson(name=name, sex=sex, born_on=born_on, **numbers))


def make_worker(
    site: Site,
    name: str = "王工",
    *,
    on: date = date(2020, 3, 1),
    kind: str = "REGULAR",
    unit: Unit | None = None,
    post_kind: str = PostKind.PRODUCTION,
) -> Employment:
    """Somebody new, hired by a site's own HR."""
    post = Post(unit=unit or site.team, name="操作工", kind=post_kind)
    return hire(
        person=make_person(name),
        employer=site.enterprise,
        kind=kind,
        post=post,
        actor=site.hr,
        on=on,
    )
