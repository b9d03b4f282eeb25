"""People with ideas to test with, and proposals brought to where a test begins by the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from gongjiang.governance.models import Subject
from gongjiang.governance.queries.publicity import publicity_of
from gongjiang.governance.services.publicity import close_publicity
from gongjiang.governance.working_days import NATIONAL
from gongjiang.innovation.models import Proposal
from gongjiang.innovation.rules.proposals import Share, Wording
from gongjiang.innovation.services.deciding import Marks, decide, score
from gongjiang.innovation.services.finishing import (
    close,
    mark_benefit_confirmed,
    publicise,
    reward,
)
from gongjiang.innovation.services.implementing import accept, report_implemented, start
from gongjiang.innovation.services.panels import assign_panel
from gongjiang.innovation.services.screening import pass_on
from gongjiang.innovation.services.submitting import Idea, submit_idea
from gongjiang.innovation.subjects import PROPOSAL
from gongjiang.kernel.periods import SHANGHAI
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, Role
from gongjiang.people.services.appointments import appoint
from world import TODAY, Site, World, make_worker

WORDS = Wording(
    kind="SUGGESTION",
    title="炉口加装导流罩",
    problem="单晶炉炉口热气外溢, 每班要停炉清理两次。",
    cause="炉口与抽风口之间没有导流, 热气在炉口打转。",
    method="用一毫米不锈钢板折一个导流罩, 固定在炉口法兰上, 让热气直接进抽风口。",
    expected="每班少停炉一次, 每月多出合格晶棒约一根。",
)


@dataclass(frozen=True)
class Floor:
    """A team with two authors and a leader; a panel of three, finance and HR above them."""

    world: World
    site: Site
    author: Person
    friend: Person
    leader: Person
    chair: Person
    second: Person
    third: Person
    finance: Person
    hr: Person

    @property
    def panel(self) -> list[int]:
        return [self.chair.id, self.second.id, self.third.id]


def make_floor(world: World, site: Site | None = None) -> Floor:
    place = site or world.a

    def seated(name: str, role: str, unit_name: str = "enterprise") -> Person:
        person = make_worker(place, name).person
        unit = getattr(place, unit_name)
        appoint(person=person, role=role, unit=unit, actor=SYSTEM, on=date(2020, 3, 1))
        return person

    return Floor(
        world=world,
        site=place,
        author=make_worker(place, "方想").person,
        friend=make_worker(place, "何助").person,
        leader=seated("班长", Role.TEAM_LEADER, "team"),
        chair=seated("主审", Role.REVIEWER),
        second=seated("副审", Role.REVIEWER),
        third=seated("三审", Role.MASTER),
        finance=seated("财务", Role.FINANCE),
        hr=place.hr,
    )


def noon(day: date = TODAY) -> datetime:
    return datetime.combine(day, time(12), SHANGHAI)


def working_day(count: int, after: date = TODAY) -> date:
    """So many working days after a day."""
    return NATIONAL.run_after(after, count).last


def idea(*people: Person, wording: Wording = WORDS) -> Idea:
    """An idea of these people in equal parts, the first one having what is left over."""
    if not people:
        return Idea(wording)
    part, left = divmod(10_000, len(people))
    shares = [Share(person.id, part + (left if n == 0 else 0)) for n, person in enumerate(people)]
    return Idea(wording, shares)


def submitted(floor: Floor, *people: Person, on: date = TODAY) -> Proposal:
    authors = people or (floor.author,)
    return submit_idea(idea=idea(*authors), actor=authors[0], at=noon(on))


def screened(floor: Floor, *people: Person, on: date = TODAY) -> Proposal:
    proposal = submitted(floor, *people, on=on)
    return pass_on(proposal_id=proposal.id, actor=floor.leader, at=noon(on))


def reviewing(floor: Floor, *people: Person, on: date = TODAY) -> Proposal:
    proposal = screened(floor, *people, on=on)
    [assigned] = assign_panel(
        proposal_ids=[proposal.id],
        reviewer_ids=floor.panel,
        chair_id=floor.chair.id,
        actor=floor.hr,
        at=noon(on),
    )
    return assigned


def scored(floor: Floor, *people: Person, on: date = TODAY) -> Proposal:
    proposal = reviewing(floor, *people, on=on)
    for reviewer in (floor.chair, floor.second, floor.third):
        score(proposal_id=proposal.id, actor=reviewer, marks=Marks(7, 8, 6), at=noon(on))
    return proposal


def decided(floor: Floor, *people: Person, outcome: str = "ADOPTED", on: date = TODAY) -> Proposal:
    proposal = scored(floor, *people, on=on)
    return decide(
        proposal_id=proposal.id,
        actor=floor.chair,
        outcome=outcome,
        reason="办法可行, 先在一号炉试。",
        at=noon(on),
    )


def started(floor: Floor, *people: Person, on: date = TODAY) -> Proposal:
    proposal = decided(floor, *people, on=on)
    return start(
        proposal_id=proposal.id,
        actor=floor.chair,
        owner_id=floor.friend.id,
        plan="先做一个样件, 装在一号炉上看一个月。",
        planned_on=working_day(20, on),
        at=noon(on),
    )


def implemented(floor: Floor, *people: Person, on: date = TODAY) -> Proposal:
    proposal = started(floor, *people, on=on)
    return report_implemented(
        proposal_id=proposal.id, actor=floor.friend, result="一号炉已装好。", at=noon(on)
    )


def accepted(floor: Floor, *people: Person, on: date = TODAY) -> Proposal:
    proposal = implemented(floor, *people, on=on)
    return accept(
        proposal_id=proposal.id,
        actor=floor.chair,
        evidence="装前每班停炉两次, 装后一次。",
        at=noon(on),
    )


def confirmed(floor: Floor, *people: Person, on: date = TODAY) -> Proposal:
    proposal = accepted(floor, *people, on=on)
    return mark_benefit_confirmed(
        proposal_id=proposal.id, actor=floor.finance, money=True, at=noon(on)
    )


def publicised(floor: Floor, *people: Person, on: date = TODAY) -> Proposal:
    """Its publicity has passed, on the day after its last."""
    proposal = confirmed(floor, *people, on=on)
    shown = publicise(
        proposal_id=proposal.id, actor=floor.hr, text="一等奖", from_day=on, at=noon(on)
    )
    close_publicity(publicity_id=shown.id, actor=floor.hr, at=noon(shown.ends_on))
    return proposal


def rewarded(floor: Floor, *people: Person, on: date = TODAY) -> Proposal:
    proposal = publicised(floor, *people, on=on)
    shown = publicity_of(Subject(PROPOSAL, proposal.id))
    assert shown is not None
    return reward(
        proposal_id=proposal.id,
        actor=floor.finance,
        payment_reference="付-2022-118",
        at=noon(shown.ends_on),
    )


def closed(floor: Floor, *people: Person, on: date = TODAY) -> Proposal:
    proposal = rewarded(floor, *people, on=on)
    assert proposal.rewarded_on is not None
    return close(proposal_id=proposal.id, actor=floor.hr, at=noon(proposal.rewarded_on))
