"""Masters and apprentices to test with, brought to where a test begins by the services."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from gongjiang.kernel.periods import SHANGHAI, add_months
from gongjiang.mentoring.models import Agreement, MonthRecord
from gongjiang.mentoring.rules.months import month_on
from gongjiang.mentoring.services.agreements import (
    Wish,
    draft_agreement,
    register_agreement,
    sign_agreement,
)
from gongjiang.mentoring.services.exams import (
    conclude_exam,
    enter_marks,
    open_exit_exam,
    opine_as_leader,
    opine_as_master,
)
from gongjiang.mentoring.services.records import Month, confirm_month, write_month
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, Role
from gongjiang.people.services.appointments import appoint
from gongjiang.skills.models import Occupation, SkillCertificate
from gongjiang.skills.services.certificates import NewCertificate, record_certificate
from world import TODAY, Site, World, make_worker

BEGINS = date(2022, 3, 1)
GOALS = ("看懂作业指导书", "独立换刀", "首件自检")


@dataclass(frozen=True)
class Shop:
    """People of one team: a master of rank 4, an apprentice without rank, and their leader."""

    site: Site
    master: Person
    apprentice: Person
    leader: Person


def make_shop(world: World) -> Shop:
    site = world.a
    master = make_worker(site, "郑师傅", on=date(2018, 3, 1)).person
    apprentice = make_worker(site, "小林", on=date(2022, 2, 14)).person
    leader = make_worker(site, "赵班长", on=date(2018, 3, 1)).person
    appoint(person=leader, role=Role.TEAM_LEADER, unit=site.team, actor=SYSTEM, on=BEGINS)
    certify(master, 4)
    return Shop(site=site, master=master, apprentice=apprentice, leader=leader)


def certify(person: Person, rank: int, on: date = date(2019, 6, 1)) -> SkillCertificate:
    """A certificate of a rank."""
    occupation = Occupation.objects.filter(level=Occupation.Level.DETAILED).order_by("code")[0]
    new = NewCertificate(
        occupation=occupation,
        rank=rank,
        number=f"T-{person.id}-{rank}",
        issuer_kind="ENTERPRISE",
        issuer="甲硅业",
        issued_on=on,
    )
    return record_certificate(person=person, new=new, actor=SYSTEM, on=TODAY)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), SHANGHAI)


def wish(shop: Shop, **changes: object) -> Wish:
    values: dict[str, object] = {
        "kind": "NEW_WORKER",
        "master": shop.master,
        "apprentice": shop.apprentice,
        "enterprise": shop.site.enterprise,
        "goal": "独立操作切片机",
        "goals": GOALS,
        "term_months": 6,
        "starts_on": BEGINS,
    }
    return Wish(**(values | changes))  # type: ignore[arg-type]  # a test's own changes


def drafted(shop: Shop, on: date = BEGINS, **changes: object) -> Agreement:
    asked = wish(shop, **({"starts_on": on} | changes))
    return draft_agreement(asked, actor=shop.site.hr, at=noon(on))


def signed(shop: Shop, on: date = BEGINS, **changes: object) -> Agreement:
    agreement = drafted(shop, on, **changes)
    for person in (agreement.master, agreement.apprentice):
        agreement = sign_agreement(agreement_id=agreement.id, actor=person, at=noon(on))
    return agreement


def started(shop: Shop, on: date = BEGINS, **changes: object) -> Agreement:
    agreement = signed(shop, on, **changes)
    return register_agreement(agreement_id=agreement.id, actor=shop.site.hr, at=noon(on))


def confirmed(agreement: Agreement, months: Sequence[int]) -> list[MonthRecord]:
    """Months that the apprentice wrote and the master confirmed as soon as each was over."""
    records = []
    for number in months:
        at = noon(add_months(agreement.starts_on, number))
        month = Month(number=number, practised=[1], hours=40, sentence="独立完成首件。")
        record = write_month(
            agreement_id=agreement.id, month=month, actor=agreement.apprentice, at=at
        )
        agreement.refresh_from_db()
        records.append(confirm_month(record_id=record.id, actor=agreement.master, at=at))
    return records


def examined(
    shop: Shop,
    agreement: Agreement,
    on: date,
    *,
    marks: tuple[int, int] = (80, 85),
    agree: tuple[bool, bool] = (True, True),
) -> Agreement:
    """An agreement whose examination has its marks and opinions, and waits to be decided."""
    at = noon(on)
    if month_on(agreement.starts_on, on) < 1:
        msg = "It has not begun."
        raise ValueError(msg)
    open_exit_exam(agreement_id=agreement.id, actor=shop.site.hr, at=at)
    enter_marks(
        agreement_id=agreement.id, theory=marks[0], practice=marks[1], actor=shop.site.hr, at=at
    )
    agreement.refresh_from_db()
    words = {True: "", False: "还不够熟练。"}
    opine_as_master(
        agreement_id=agreement.id,
        agrees=agree[0],
        opinion=words[agree[0]],
        actor=agreement.master,
        at=at,
    )
    opine_as_leader(
        agreement_id=agreement.id,
        agrees=agree[1],
        opinion=words[agree[1]],
        actor=shop.leader,
        at=at,
    )
    return agreement


def graduated(shop: Shop, agreement: Agreement, on: date, result: str = "GOOD") -> Agreement:
    marks = {"EXCELLENT": (95, 92), "GOOD": (80, 85), "PASS": (60, 61)}[result]
    examined(shop, agreement, on, marks=marks)
    return conclude_exam(agreement_id=agreement.id, outcome=result, actor=shop.site.hr, at=noon(on))
