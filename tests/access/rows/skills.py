"""What people can do: one record of each kind in each enterprise, that no deed can change."""

from __future__ import annotations

from typing import Any

from access.readers import WORKER, Readers
from access.row import (
    EVERYBODY,
    NOBODY,
    OWN_HR,
    OWN_PEOPLE,
    Arguments,
    Row,
    a_team,
    a_worker,
    about_a_worker,
    keyed,
    without_object,
)
from gongjiang.kernel.periods import today
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Role
from gongjiang.skills.models import (
    AssessmentPlan,
    BridgeApplication,
    Occupation,
    OperationCertificate,
    PostAssignment,
    PostRequirement,
    Skill,
    SkillAppointment,
    SkillCertificate,
    Title,
)
from gongjiang.skills.services.defaults import install_skill_rules
from gongjiang.web.house.reader import ZONE_ROLES
from world import OPENING, TODAY, Site


def _trade() -> Occupation:
    install_skill_rules(actor=SYSTEM, on=TODAY)
    return Occupation.objects.get(code="6-31-01-03")


def a_certificate(readers: Readers, site: Site) -> dict[str, Any]:
    worker = readers.worker_of(site)
    found, _made = SkillCertificate.objects.get_or_create(
        person=worker,
        defaults={
            "occupation": _trade(), "rank": 3, "number": f"S{worker.id}", "issuer": "某机构",
            "issuer_kind": "SOCIAL", "issued_on": TODAY,
        },
    )  # fmt: skip
    return {"public_id": found.public_id}


def a_named_post(_readers: Readers, site: Site) -> dict[str, Any]:
    return {"enterprise": str(site.enterprise.public_id), "post": "数控车工"}


def a_title(readers: Readers, site: Site) -> dict[str, Any]:
    found, _made = Title.objects.get_or_create(
        person=readers.worker_of(site),
        defaults={
            "level": 2, "field": "ENGINEERING", "name": "工程师", "issuer": "某机构",
            "conferred_on": TODAY,
        },
    )  # fmt: skip
    return {"public_id": found.public_id}


def a_term(readers: Readers, site: Site) -> dict[str, Any]:
    found, _made = SkillAppointment.objects.get_or_create(
        person=readers.worker_of(site),
        employer=site.enterprise,
        defaults={
            "occupation": _trade(), "rank": 6, "valid_from": TODAY, "until": TODAY.replace(2025),
            "review": "1",
        },
    )  # fmt: skip
    return {"public_id": found.public_id}


def an_operation(readers: Readers, site: Site) -> dict[str, Any]:
    worker = readers.worker_of(site)
    _trade()
    found, _made = OperationCertificate.objects.get_or_create(
        person=worker,
        defaults={
            "kind_code": "WELDING", "number": f"T{worker.id}", "issuer": "某厅",
            "issued_on": OPENING, "valid_until": TODAY.replace(2023),
        },
    )  # fmt: skip
    return {"public_id": found.public_id, "what": "review"}


def an_application(readers: Readers, site: Site) -> dict[str, Any]:
    """An application that was taken back, so that no deed on it is possible."""
    found, _made = BridgeApplication.objects.get_or_create(
        person=readers.worker_of(site),
        defaults={
            "direction": "TO_TITLE", "target": 1, "occupation": _trade(), "evidence": {},
            "rule_version": "1", "applied_on": TODAY, "ended_on": TODAY, "state": "WITHDRAWN",
        },
    )  # fmt: skip
    return {"public_id": found.public_id}


def an_answer(readers: Readers, site: Site) -> dict[str, Any]:
    return {**an_application(readers, site), "answer": "granted"}


def a_plan(readers: Readers, site: Site) -> dict[str, Any]:
    """A plan whose enrolment is not open."""
    found, _made = AssessmentPlan.objects.get_or_create(
        enterprise=site.enterprise,
        defaults={
            "occupation": _trade(), "rank": 3, "title": f"{site.enterprise.name}认定",
            "issuer_kind": "ENTERPRISE", "issuer": "某企业", "filing_reference": "1",
            "filed_on": TODAY, "enrol_until": TODAY,
        },
    )  # fmt: skip
    return {"public_id": found.public_id}


def a_skill(readers: Readers, site: Site) -> dict[str, Any]:
    found, _made = Skill.objects.get_or_create(unit=site.team, name="焊接")
    return {"public_id": found.public_id, "person_id": readers.worker_of(site).public_id}


def a_post(readers: Readers, site: Site) -> dict[str, Any]:
    """A requirement of today, with the site's worker on it since today: neither can end today."""
    _trade()
    found, _made = PostRequirement.objects.get_or_create(
        unit=site.enterprise, post="电工", kind_code="WELDING", defaults={"valid_from": today()}
    )
    PostAssignment.objects.get_or_create(
        requirement=found,
        person=readers.worker_of(site),
        defaults={"valid_from": today(), "admitted": True},
    )
    return {"public_id": found.public_id}


def a_person_on_a_post(readers: Readers, site: Site) -> dict[str, Any]:
    return {**a_post(readers, site), "person_id": readers.worker_of(site).public_id}


def a_task(readers: Readers, site: Site) -> dict[str, Any]:
    """The site's worker, and a post of the site."""
    requirement = a_post(readers, site)["public_id"]
    return {**a_worker(readers, site), "requirement_id": requirement}


def a_record(readers: Readers, site: Site) -> dict[str, Any]:
    return {**a_worker(readers, site), "what": "certificate"}


def deed(roles: frozenset[str], arguments: Arguments, **sent: Any) -> Row:
    return Row(own=roles, other=NOBODY, method="post", arguments=arguments, data=keyed(**sent))


def page(roles: frozenset[str], arguments: Arguments) -> Row:
    return Row(own=roles, other=NOBODY, arguments=arguments)


OFFICE = frozenset({Role.HR, Role.TEAM_LEADER})
OWN = frozenset({WORKER})

SKILLS = {
    "skills:mine": without_object(EVERYBODY),
    "skills:bridge": Row(method="post", data=keyed()),
    "skills:withdraw": deed(OWN, an_application),
    "skills:enrol": deed(OWN, a_plan),
    "skills:certificates": without_object(OWN_HR, searched=True),
    "skills:expiring": without_object(OFFICE, searched=True),
    "skills:applications": without_object(OWN_HR),
    "skills:forward": deed(OWN_HR, an_application),
    "skills:decide": deed(OWN_HR, an_answer),
    "skills:person": about_a_worker(OWN_PEOPLE),
    "skills:record": page(OWN_HR, a_record),
    "skills:may": page(OWN_PEOPLE, a_task),
    "skills:revoke": page(OWN_HR, a_certificate),
    "skills:end_term": page(OWN_HR, a_term),
    "skills:operation": page(OWN_HR, an_operation),
    "skills:matrices": without_object(OFFICE),
    "skills:matrix": page(OFFICE, a_team),
    "skills:new_skill": page(OFFICE, a_team),
    "skills:assess": page(OFFICE, a_skill),
    "skills:posts": without_object(OFFICE),
    "skills:new_post": without_object(OWN_HR),
    "skills:post": page(OFFICE, a_post),
    "skills:ask": deed(OFFICE, a_post),
    "skills:end_post": deed(OWN_HR, a_post),
    "skills:off_post": deed(OFFICE, a_person_on_a_post),
    "skills:assessments": without_object(OWN_HR),
    "skills:new_assessment": without_object(OWN_HR),
    "skills:assessment": page(OWN_HR, a_plan),
    "skills:step": deed(OWN_HR, a_plan),
    "skills:occupations": Row(),
    "skills:new_occupation": without_object(frozenset({Role.REFORM_OFFICE})),
    "skills:post_occupations": without_object(OWN_HR),
    "skills:name_post": Row(own=OWN_HR, other=NOBODY, data=a_named_post),
    "skills:withdraw_title": Row(own=OWN_HR, other=NOBODY, arguments=a_title),
    "skills:zone": without_object(frozenset(ZONE_ROLES)),
    "skills:verify": Row(anonymous=True),
}
