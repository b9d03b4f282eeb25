"""Effects and awards to test with, brought to where a test begins by the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from gongjiang.innovation.models import Award, Effect, Proposal, Scheme
from gongjiang.innovation.services.awards import Wanted, decide_award, settle_award
from gongjiang.innovation.services.benefit_defaults import install_benefit_rules
from gongjiang.innovation.services.benefit_months import confirm_rest
from gongjiang.innovation.services.effects import Figures, enter_effect
from gongjiang.innovation.services.proposal_defaults import install_proposal_terms
from gongjiang.innovation.services.schemes import Terms, make_scheme
from gongjiang.orgs.models import Link, UnitKind
from gongjiang.orgs.services import link_units, open_unit
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, Role
from gongjiang.people.services.appointments import appoint
from proposing import Floor, accepted, make_floor, noon, working_day
from world import OPENING, TODAY, World, make_worker

ADOPTED = date(2021, 10, 15)
"""Its twelve months are over on TODAY."""
VECTOR = {
    "before": "12.5",
    "after": "11.2",
    "price_fen": "100",
    "output": "90000",
    "one_off_fen": 3_000_000,
    "running_fen": 600_000,
}
"""The vector of domain.md §15: 81,000 yuan."""
NET_FEN = 8_100_000


@dataclass(frozen=True)
class House:
    """A floor with an accepted proposal of two authors, finance, and the chair of the union."""

    floor: Floor
    chair: Person
    proposal: Proposal

    @property
    def finance(self) -> Person:
        return self.floor.finance


def make_house(world: World) -> House:
    install_proposal_terms(actor=SYSTEM, on=TODAY)
    install_benefit_rules(actor=SYSTEM, on=TODAY)
    floor = make_floor(world)
    return House(floor, make_union(world), accepted(floor, floor.author, floor.friend))


def make_union(world: World) -> Person:
    """The chair of the union that stands in enterprise A."""
    zone_union = open_unit(kind=UnitKind.ZONE_UNION, name="经开区总工会", parent=None, on=OPENING)
    union = open_unit(
        kind=UnitKind.ENTERPRISE_UNION, name="甲硅业工会", parent=zone_union, on=OPENING
    )
    link_units(kind=Link.Kind.SEATED_AT, source=union, target=world.a.enterprise, on=OPENING)
    chair = make_worker(world.a, "主席").person
    appoint(person=chair, role=Role.UNION_CHAIR, unit=union, actor=SYSTEM, on=date(2020, 3, 1))
    return chair


def figures(**changed: Any) -> Figures:
    return Figures(
        **{
            "what": "每炉氩气用量",
            "cost_line": "氩气",
            "kind": "MATERIAL",
            "adopted_on": ADOPTED,
            "inputs": VECTOR,
            "confidence": "ESTIMATED",
            **changed,
        }
    )


def entered(house: House, *, share_bp: int = 10_000, **changed: Any) -> Effect:
    return enter_effect(
        figures(**changed),
        unit=house.floor.site.team,
        source="PROPOSAL",
        source_id=house.proposal.id,
        share_bp=share_bp,
        actor=house.floor.author,
        at=noon(),
    )


def confirmed(house: House, **changed: Any) -> Effect:
    effect = entered(house, **changed)
    return confirm_rest(effect_id=effect.id, actor=house.finance, at=noon())


def scheme(house: House, **changed: Any) -> Scheme:
    terms = {"kind": "RESULT_BONUS", "basis": "PERCENT", "name": "成果奖励", "share_bp": 300}
    return make_scheme(
        Terms(**{**terms, **changed}),
        enterprise=house.floor.site.enterprise,
        from_day=date(2022, 1, 1),
        actor=house.chair,
        at=noon(),
    )


def decided(house: House, by: Scheme | None = None, amount_fen: int | None = None) -> Award:
    return decide_award(
        scheme_id=(by or scheme(house)).id,
        wanted=Wanted("PROPOSAL", house.proposal.id, amount_fen),
        actor=house.chair,
        at=noon(),
    )


def due(house: House, by: Scheme | None = None) -> Award:
    award = decided(house, by)
    return settle_award(award_id=award.id, actor=house.chair, at=noon(working_day(6)))
