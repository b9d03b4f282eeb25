"""For each route with arguments, objects of the demo zone to ask it with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model, Q

from gongjiang.careers.models import (
    Conversion,
    Export,
    KeyPosition,
    Measure,
    Promotion,
    PromotionRound,
    Simulation,
    Successor,
)
from gongjiang.governance.models import Appeal
from gongjiang.mentoring.models import Agreement, PairingLine, PairingRun
from gongjiang.orgs.models import Unit
from gongjiang.people.brought.room import all_kinds
from gongjiang.people.models import Person, RosterImport, WorkbookImport
from gongjiang.skills.models import (
    AssessmentPlan,
    BridgeApplication,
    OperationCertificate,
    PostRequirement,
    Skill,
    SkillAppointment,
    SkillCertificate,
    Title,
)

Arguments = Mapping[str, Any]
Example = Callable[["Zone"], Arguments | None]


class Zone:
    """What stands for many: a worker, HR's enterprise and a team of it."""

    def __init__(self, person: Person, enterprise: Unit, team: Unit) -> None:
        self.person, self.enterprise, self.team = person, enterprise, team

    def one(self, model: type[Model], where: Q | None = None, own: str = "enterprise") -> Any:
        """An object of HR's enterprise, where there is one; else the first of all."""
        rows = model._default_manager.filter(where or Q()).order_by("id")
        names = {field.name for field in model._meta.get_fields()}
        ours = rows.filter(**{own: self.enterprise}) if own.partition("__")[0] in names else rows
        return ours.first() or rows.first()


def of(model: type[Model], own: str = "enterprise", **more: Any) -> Example:
    """A route that is about one object of a model."""

    def arguments(zone: Zone) -> Arguments | None:
        found = zone.one(model, own=own)
        return None if found is None else {"public_id": found.public_id, **more}

    return arguments


def person(zone: Zone) -> Arguments:
    return {"public_id": zone.person.public_id}


def recorded(what: str, key: str = "what") -> Example:
    return lambda zone: {**person(zone), key: what}


def team(zone: Zone) -> Arguments:
    return {"public_id": zone.team.public_id}


def kind_of_workbook(_zone: Zone) -> Arguments:
    return {"slug": all_kinds()[-1].slug}


def successor(zone: Zone) -> Arguments | None:
    found = zone.one(Successor, own="position__enterprise")
    return found and {
        "public_id": found.position.public_id,
        "successor_id": found.public_id,
    }


def month(zone: Zone) -> Arguments | None:
    found = zone.one(Agreement, Q(state=Agreement.State.ACTIVE))
    return found and {"public_id": found.public_id, "number": 1}


def pair(zone: Zone) -> Arguments | None:
    line = zone.one(PairingLine, own="run__enterprise")
    return line and {"public_id": line.run.public_id, "line_id": line.public_id}


def master(zone: Zone) -> Arguments | None:
    found = zone.one(Agreement)
    return found and {"public_id": found.master.public_id}


def requirement(zone: Zone) -> PostRequirement | None:
    found: PostRequirement | None = zone.one(PostRequirement, own="unit")
    return found


def on_a_post(zone: Zone) -> Arguments | None:
    post = requirement(zone)
    assignment = post.assignments.filter(valid_to=None).first() if post else None
    if post is None or assignment is None:
        return None
    return {"public_id": post.public_id, "person_id": assignment.person.public_id}


def may(zone: Zone, name: str = "requirement_id") -> Arguments | None:
    found = on_a_post(zone)
    return found and {"public_id": found["person_id"], name: found["public_id"]}


def skill(zone: Zone) -> Arguments | None:
    found = zone.one(Skill, own="unit")
    return found and {"public_id": found.public_id, "person_id": zone.person.public_id}


ROUND, PROMOTION, AGREEMENT = of(PromotionRound), of(Promotion), of(Agreement)
POSITION, CASE = of(KeyPosition), of(BridgeApplication)
PLAN, POST = of(AssessmentPlan), of(PostRequirement, own="unit")

EXAMPLES: Mapping[str, Example] = {
    "api:apply_for_promotion": ROUND,
    "api:close_key_position": POSITION,
    "api:list_grades": person,
    "api:may_do_now": lambda zone: may(zone, "requirement"),
    "api:name_successor": POSITION,
    "api:remove_successor": of(Successor, own="position__enterprise"),
    "api:show_agreement": AGREEMENT,
    "api:show_eligibility": person,
    "api:show_promotion": PROMOTION,
    "api:show_replay": of(Simulation),
    "api:show_skills": person,
    "careers:appeal_file": of(Appeal),
    "careers:apply": ROUND,
    "careers:close_round": ROUND,
    "careers:conversion": of(Conversion),
    "careers:conversion_step": of(Conversion, name="agree"),
    "careers:measure": of(Measure),
    "careers:measure_step": of(Measure, name="decide"),
    "careers:person": person,
    "careers:promotion": PROMOTION,
    "careers:promotion_step": of(Promotion, name="withdraw"),
    "careers:record": recorded("appraisal", "name"),
    "careers:round": ROUND,
    "echelon:add": POSITION,
    "echelon:close": POSITION,
    "echelon:judge": successor,
    "echelon:position": POSITION,
    "echelon:remove": successor,
    "echelon:return": of(Export, own="from_enterprise"),
    "echelon:review": person,
    "echelon:simulation": of(Simulation),
    "mentoring:accept_pair": pair,
    "mentoring:decline_pair": pair,
    "mentoring:effect": master,
    "mentoring:month": month,
    "mentoring:pairing": of(PairingRun),
    "people:roster": of(RosterImport),
    "people:roster_undo": of(RosterImport),
    "people:team_shift": team,
    "people:workbook": of(WorkbookImport),
    "people:workbook_bring": kind_of_workbook,
    "people:workbook_export": kind_of_workbook,
    "people:workbooks": kind_of_workbook,
    "skills:ask": POST,
    "skills:assess": skill,
    "skills:assessment": PLAN,
    "skills:decide": of(BridgeApplication, answer="granted"),
    "skills:end_post": POST,
    "skills:end_term": of(SkillAppointment, own="employer"),
    "skills:enrol": PLAN,
    "skills:forward": CASE,
    "skills:matrix": team,
    "skills:may": may,
    "skills:new_skill": team,
    "skills:off_post": on_a_post,
    "skills:operation": of(OperationCertificate, what="review"),
    "skills:person": person,
    "skills:post": POST,
    "skills:record": recorded("certificate"),
    "skills:revoke": of(SkillCertificate),
    "skills:step": PLAN,
    "skills:withdraw": CASE,
    "skills:withdraw_title": of(Title),
}


def example(name: str, zone: Zone) -> Arguments | None:
    """Arguments of a route; None where the zone holds nothing to ask it with."""
    find = EXAMPLES.get(name)
    if find is None and name.startswith("mentoring:"):
        find = AGREEMENT  # each deed of an agreement is a page of its own
    return find(zone) if find else None
