"""A studio in the small zone: unions, members, a work room, and somebody for each deed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gongjiang.innovation.models import Challenge, Process, Proposal, Studio, UnitProcess
from gongjiang.innovation.models.proposals import Author
from gongjiang.innovation.services.bids import NewBid
from gongjiang.innovation.services.challenges import NewChallenge, NewMilestone
from gongjiang.innovation.services.studio_books import write_line
from gongjiang.innovation.services.studios import (
    NewStudio,
    check_at_desk,
    declare,
    found_studio,
    inspect,
    name_studio,
    publish,
)
from gongjiang.innovation.services.work_rooms import add_topic
from gongjiang.kernel.periods import SHANGHAI
from gongjiang.orgs.models import Link, UnitKind
from gongjiang.orgs.services import link_units, open_unit
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, Role
from gongjiang.people.services.appointments import appoint
from world import OPENING, TODAY, World, make_person, make_worker

EVIDENCE = {
    "TITLE": "市劳动模范，甲政发〔2019〕7号",
    "TEAM": "名册一份",
    "PLACE": "一车间东侧 60 平方米",
    "EQUIPMENT": "试验台两套",
    "FUNDS": "专项经费五万元",
    "RULES": "工作室管理制度",
    "PLAN": "年度计划",
    "TOPICS": "密封改进",
}
HOLDS = dict.fromkeys(EVIDENCE, True)


def moment(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


@dataclass(frozen=True)
class StudioShop:
    """Enterprise A has a studio of three; B has people who judge and copy."""

    world: World
    studio: Studio
    leader: Person
    members: list[Person]
    chair: Person  # of A's union
    zone_union: Person
    reviewer: Person  # of B
    worker: Person  # of A, in no studio

    @property
    def hr(self) -> Person:
        return self.world.a.hr


def make_shop(world: World, *, on: date = date(2021, 1, 4)) -> StudioShop:
    """A studio that has been founded, with a topic and money, but was not declared yet."""
    zone_union = make_person("区工会")
    root = open_unit(kind=UnitKind.ZONE_UNION, name="总工会", parent=None, on=OPENING)
    appoint(person=zone_union, role=Role.ZONE_UNION, unit=root, actor=SYSTEM, on=OPENING)
    union = open_unit(kind=UnitKind.ENTERPRISE_UNION, name="甲工会", parent=root, on=OPENING)
    link_units(kind=Link.Kind.SEATED_AT, source=union, target=world.a.enterprise, on=OPENING)
    chair = make_worker(world.a, "孙主席", on=OPENING, unit=world.a.workshop).person
    appoint(person=chair, role=Role.UNION_CHAIR, unit=union, actor=SYSTEM, on=OPENING)
    reviewer = make_worker(world.b, "乙评审", on=OPENING, unit=world.b.workshop).person
    appoint(person=reviewer, role=Role.REVIEWER, unit=world.b.enterprise, actor=SYSTEM, on=OPENING)
    leader = make_worker(world.a, "周劳模").person
    members = [make_worker(world.a, f"成员{name}").person for name in "一二三四"]
    new = NewStudio(
        name="周劳模创新工作室",
        unit=world.a.workshop,
        leader=leader,
        leader_group="SKILLED",
        field="密封与节气",
        leader_title="市劳动模范",
        title_level="CITY",
        members=[(member, "TECHNICAL") for member in members],
    )
    studio = found_studio(new, actor=chair, on=on)
    add_topic(
        studio_id=studio.id,
        title="炉体密封",
        goal="氩气单耗降一成",
        due_on=on + timedelta(days=300),
        actor=leader,
        on=on,
    )
    write_line(
        studio_id=studio.id,
        kind="ALLOTTED",
        amount_fen=50_000_00,
        purpose="年度专项",
        actor=chair,
        at=moment(on),
    )
    return StudioShop(
        world=world,
        studio=studio,
        leader=leader,
        members=members,
        chair=chair,
        zone_union=zone_union,
        reviewer=reviewer,
        worker=make_worker(world.a, "郑工", unit=world.a.other_team).person,
    )


def name_it(shop: StudioShop, level: str = "ENTERPRISE", *, on: date = date(2021, 2, 1)) -> Studio:
    """Take the studio the whole way to a level that the zone names itself."""
    by = shop.chair if level == "ENTERPRISE" else shop.zone_union
    naming = declare(
        studio_id=shop.studio.id, level=level, evidence=EVIDENCE, actor=shop.leader, at=moment(on)
    )
    check_at_desk(naming_id=naming.id, holds=HOLDS, actor=by, at=moment(on))
    inspect(naming_id=naming.id, holds=HOLDS, actor=by, at=moment(on))
    publish(naming_id=naming.id, actor=by, at=moment(on))
    name_studio(naming_id=naming.id, actor=by, at=moment(on + timedelta(days=30)))
    shop.studio.refresh_from_db()
    return shop.studio


def new_challenge(shop: StudioShop, **changes: object) -> NewChallenge:
    """A problem of B, judged by three of B's."""
    site = shop.world.b
    judges = [make_worker(site, f"评委{name}", unit=site.workshop).person for name in "甲乙丙"]
    values: dict[str, object] = {
        "enterprise": site.enterprise,
        "title": "主轴温升过高",
        "summary": "精密车床主轴连续加工时温升超限",
        "problem": "连续加工四小时后温升 18 度，废品率升至 3 %。",
        "solved_when": "温升不超过 8 度",
        "prize_fen": 100_001,
        "bids_until": moment(TODAY + timedelta(days=20)),
        "milestones": [
            NewMilestone(title="方案", due_on=TODAY + timedelta(days=60), amount_fen=30_000),
            NewMilestone(title="验收", due_on=TODAY + timedelta(days=120), amount_fen=70_001),
        ],
        "judges": judges,
    }
    return NewChallenge(**(values | changes))  # type: ignore[arg-type]


def new_bid(shop: StudioShop, **changes: object) -> NewBid:
    """A bid of A's studio, shared by its leader and two members."""
    values: dict[str, object] = {
        "unit": shop.world.a.workshop,
        "studio": shop.studio,
        "plan": "改油冷为气幕，分三步",
        "shown_as": "甲字一号队",
        "shares": [
            (shop.leader, 3_334),
            (shop.members[0], 3_333),
            (shop.members[1], 3_333),
        ],
    }
    return NewBid(**(values | changes))  # type: ignore[arg-type]


def judges_of(challenge: Challenge) -> list[Person]:
    """The chair first."""
    return [seat.person for seat in challenge.judges.order_by("-chairs", "id")]


def accepted_idea(
    shop: StudioShop, *authors: Person, accepted_on: date = date(2022, 6, 1), **changes: object
) -> Proposal:
    """An accepted idea of A's team, whose process two more teams have."""
    world = shop.world
    process, _made = Process.objects.get_or_create(code="CZ-PULL", defaults={"name": "直拉单晶"})
    for unit in (world.a.team, world.a.other_team, world.b.team):
        UnitProcess.objects.get_or_create(unit=unit, process=process, valid_from=OPENING)
    values: dict[str, object] = {
        "number": f"2022-{Proposal.objects.count() + 1:06d}",
        "kind": "KAIZEN",
        "enterprise": world.a.enterprise,
        "unit": world.a.team,
        "process": process,
        "title": "氩气阀门加装密封圈",
        "submitted_on": accepted_on - timedelta(days=60),
        "reply_by": accepted_on - timedelta(days=40),
        "decided_on": accepted_on - timedelta(days=45),
        "accepted_on": accepted_on,
        "closed_on": accepted_on,
        "state": "CLOSED",
    }
    proposal = Proposal.objects.create(**(values | changes))
    if not proposal.anonymous:
        shares = [10_000 // len(authors)] * len(authors)
        shares[0] += 10_000 - sum(shares)
        Author.objects.bulk_create(
            Author(proposal=proposal, person=person, position=place, share_bp=share)
            for place, (person, share) in enumerate(zip(authors, shares, strict=True), start=1)
        )
    return proposal
