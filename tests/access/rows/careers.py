"""Careers: a round, a promotion, a change of sequence, a measure and an appeal in each enterprise.

Each is made when it is first asked for, and left so that no deed of the matrix changes it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from access.readers import WORKER, Readers
from access.row import (
    EVERYBODY,
    LONG_AGO,
    NOBODY,
    OWN_HR,
    OWN_PEOPLE,
    Arguments,
    Row,
    a_worker,
    about_a_worker,
    keyed,
    without_object,
)
from gongjiang.careers.models import (
    Conversion,
    GradeSpell,
    Measure,
    Promotion,
    PromotionRound,
)
from gongjiang.careers.services.appealing import appeal
from gongjiang.careers.services.applying import Wish, apply
from gongjiang.careers.services.conversions import Target, ask_conversion
from gongjiang.careers.services.defaults import install_ladder
from gongjiang.careers.services.grades import place
from gongjiang.careers.services.measures import Proposal, propose_measure
from gongjiang.careers.services.reviewing import reject
from gongjiang.careers.services.rounds import Days, open_round
from gongjiang.governance.models import Appeal
from gongjiang.governance.services.defaults import install_defaults
from gongjiang.kernel.periods import add_months, now, today
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, Role
from gongjiang.people.services.appointments import appoint
from world import OPENING, Site, make_worker

LEADS = frozenset({Role.HR, Role.TEAM_LEADER, Role.REVIEWER})
"""Who sees the cases of a department."""


def graded(readers: Readers, site: Site) -> Person:
    """The site's worker, in grade O1 for two years; rules are in force."""
    install_defaults(actor=SYSTEM, on=today())
    install_ladder(actor=SYSTEM, on=today())
    worker = readers.worker_of(site)
    if not GradeSpell.objects.filter(person=worker).exists():
        place(
            person=worker,
            enterprise=site.enterprise,
            sequence="O",
            grade=6,
            actor=SYSTEM,
            on=add_months(today(), -20),
        )
    return worker


def _round(site: Site) -> PromotionRound:
    day = today()
    return PromotionRound.objects.filter(enterprise=site.enterprise).first() or open_round(
        enterprise=site.enterprise,
        title=f"{site.enterprise.name}晋级",
        days=Days(opens=day, closes=day, counted=day, effect=day + timedelta(days=30)),
        actor=SYSTEM,
        at=now(),
    )


def a_round(readers: Readers, site: Site) -> dict[str, Any]:
    graded(readers, site)
    return {"public_id": _round(site).public_id}


def a_promotion(readers: Readers, site: Site) -> dict[str, Any]:
    """An application that waits for the department."""
    worker = graded(readers, site)
    found = Promotion.objects.filter(person=worker).first() or apply(
        round_id=_round(site).id,
        actor=worker,
        wish=Wish(contested=True, statement=f"{worker.name}：记录有误"),
        at=now(),
    )
    return {"public_id": found.public_id}


def an_appeal_about_one(readers: Readers, site: Site) -> dict[str, Any]:
    """An appeal of another worker, against the department: the enterprise's HR hears it."""
    graded(readers, site)
    made = Appeal.objects.filter(subject_type="careers.promotion", heard_at=site.enterprise).first()
    if made is None:
        other = make_worker(site, f"{site.enterprise.name[0]}申诉人").person
        reviewer = make_worker(site, f"{site.enterprise.name[0]}评审人").person
        appoint(person=reviewer, role=Role.REVIEWER, unit=site.team, actor=SYSTEM, on=OPENING)
        place(
            person=other,
            enterprise=site.enterprise,
            sequence="O",
            grade=6,
            actor=SYSTEM,
            on=add_months(today(), -20),
        )
        asked = apply(
            round_id=_round(site).id,
            actor=other,
            wish=Wish(contested=True, statement="记录有误"),
            at=now(),
        )
        reject(promotion_id=asked.id, actor=reviewer, reason="否", at=now())
        made = appeal(promotion_id=asked.id, actor=other, reason="不服", at=now())
    return {"public_id": made.public_id}


def a_conversion(readers: Readers, site: Site) -> dict[str, Any]:
    person = _another(readers, site, "转")
    found = Conversion.objects.filter(enterprise=site.enterprise).first() or ask_conversion(
        person=person,
        enterprise=site.enterprise,
        to=Target(sequence="P", grade=6, unit=site.team),
        statement="",
        actor=person,
        at=now(),
    )
    return {"public_id": found.public_id}


def a_measure(readers: Readers, site: Site) -> dict[str, Any]:
    person = _another(readers, site, "冻")
    found = Measure.objects.filter(enterprise=site.enterprise).first() or propose_measure(
        person=person,
        enterprise=site.enterprise,
        proposal=Proposal(kind="FREEZE", ground=f"{person.name}：调查中"),
        actor=site.hr,
        at=now(),
    )
    return {"public_id": found.public_id}


def _another(readers: Readers, site: Site, name: str) -> Person:
    graded(readers, site)
    full = f"{site.enterprise.name[0]}{name}工"
    found = Person.objects.filter(name=full).first()
    if found is None:
        found = make_worker(site, full).person
        place(
            person=found,
            enterprise=site.enterprise,
            sequence="O",
            grade=6,
            actor=SYSTEM,
            on=add_months(today(), -20),
        )
    return found


def named(arguments: Arguments, name: str) -> Arguments:
    """The same row with a step's name in its address."""
    return lambda readers, site: {**arguments(readers, site), "name": name}


ZONE = frozenset(
    {
        Role.ZONE_PARTY_OFFICE,
        Role.ZONE_UNION,
        Role.REFORM_OFFICE,
        Role.LEADER,
        Role.SYSTEM_ADMIN,
        Role.SECURITY_ADMIN,
        Role.AUDITOR,
        Role.PRIVACY_OFFICER,
        Role.STATION_HEAD,
        Role.INSTRUCTOR,
        Role.GRID_WORKER,
    }
)

CAREERS = {
    "careers:path": without_object(EVERYBODY),
    "careers:ladder": without_object(EVERYBODY),
    "careers:judging": without_object(EVERYBODY),
    "careers:standing": without_object(ZONE | OWN_HR),
    "careers:rounds": without_object(EVERYBODY, searched=True),
    "careers:new_round": without_object(OWN_HR),
    "careers:vacancies": without_object(OWN_HR),
    "careers:people": without_object(OWN_HR, searched=True),
    "careers:round": Row(own=OWN_HR, other=NOBODY, arguments=a_round),
    "careers:close_round": Row(
        own=OWN_HR, other=NOBODY, method="post", arguments=a_round, data=keyed()
    ),
    "careers:apply": Row(own=frozenset({WORKER}), other=NOBODY, arguments=a_round),
    "careers:promotion": Row(own=LEADS | {WORKER}, other=NOBODY, arguments=a_promotion),
    "careers:promotion_step": Row(
        own=frozenset({Role.TEAM_LEADER, Role.REVIEWER}),
        other=NOBODY,
        method="post",
        arguments=named(a_promotion, "reject"),
        data=keyed(reason=""),
    ),
    "careers:appeal_file": Row(own=OWN_HR, other=NOBODY, arguments=an_appeal_about_one),
    "careers:conversion": Row(own=LEADS, other=NOBODY, arguments=a_conversion),
    "careers:conversion_step": Row(
        own=OWN_HR,
        other=NOBODY,
        method="post",
        arguments=named(a_conversion, "reject"),
        data=keyed(reason=""),
    ),
    "careers:measure": Row(own=OWN_HR, other=NOBODY, arguments=a_measure),
    "careers:measure_step": Row(
        own=NOBODY,
        other=NOBODY,
        method="post",
        arguments=named(a_measure, "answer"),
        data=keyed(answer=""),
    ),
    "careers:person": about_a_worker(OWN_PEOPLE),
    "careers:record": Row(own=OWN_HR, other=NOBODY, arguments=named(a_worker, "appraisal")),
}


def stepping(readers: Readers, site: Site) -> dict[str, Any]:
    return {"step": "reject", "note": ""}


def scoring(readers: Readers, site: Site) -> dict[str, Any]:
    return {"score": "80"}


def placing(readers: Readers, site: Site) -> dict[str, Any]:
    return {
        "enterprise": str(site.enterprise.public_id),
        "sequence": "O",
        "grade": 1,
        "on": LONG_AGO,
    }


def appraising(readers: Readers, site: Site) -> dict[str, Any]:
    return {
        "enterprise": str(site.enterprise.public_id),
        "year": 2000,
        "mark": "A",
        "on": LONG_AGO,
    }


def applying(readers: Readers, site: Site) -> dict[str, Any]:
    return {"statement": "", "contested": True}


def api_post(own: frozenset[str], arguments: Arguments, data: Arguments) -> Row:
    return Row(own=own, other=NOBODY, method="post", arguments=arguments, data=data, json=True)


CAREERS_API = {
    "api:show_own_path": Row(),
    "api:show_ladder": Row(),
    "api:list_rounds": Row(),
    "api:list_grades": Row(own=OWN_PEOPLE, other=NOBODY, arguments=a_worker),
    "api:show_promotion": Row(own=LEADS | {WORKER}, other=NOBODY, arguments=a_promotion),
    "api:apply_for_promotion": api_post(frozenset({WORKER}), a_round, applying),
    "api:take_step": api_post(frozenset({Role.TEAM_LEADER, Role.REVIEWER}), a_promotion, stepping),
    "api:give_score": api_post(NOBODY, a_promotion, scoring),
    "api:place_in_grade": api_post(OWN_HR, a_worker, placing),
    "api:appraise": api_post(OWN_HR, a_worker, appraising),
}
