"""What the tests of the echelon need: positions, successors, grades and exports, by the deeds."""

from __future__ import annotations

from datetime import date

from gongjiang.careers.models import GradeSpell, KeyPosition, NewBase, SpellEnd, Successor
from gongjiang.careers.services.exports import Sending, record_export, register_new_base
from gongjiang.careers.services.key_positions import NewKeyPosition, name_key_position
from gongjiang.careers.services.successors import name_successor
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.careers import GradeEntered
from gongjiang.ledger.facts.mentoring import ApprenticeGraduated
from gongjiang.orgs.models import Enterprise
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Employment, Person, Role
from gongjiang.people.services.appointments import appoint
from world import OPENING, Site, make_worker

NAMED = date(2022, 1, 1)


def position(site: Site, title: str = "单晶炉长", *, unit=None, on: date = NAMED) -> KeyPosition:
    new = NewKeyPosition(unit=unit or site.team, title=title, why="唯一会调炉的岗位", grade=8)
    return name_key_position(enterprise=site.enterprise, new=new, actor=site.hr, on=on)


def successor(
    place: KeyPosition, person: Person, actor: Person, readiness: str = "NOW", on: date = NAMED
) -> Successor:
    return name_successor(
        position_id=place.id, person=person, readiness=readiness, why="跟岗两年", actor=actor, on=on
    )


def leader_of(site: Site, team=None):
    """Somebody who leads a team of a site."""
    worker = make_worker(site, "班长", unit=team or site.team, on=OPENING)
    appoint(person=worker.person, role=Role.TEAM_LEADER, unit=team or site.team, actor=SYSTEM,
            on=OPENING)  # fmt: skip
    return worker.person


def one_group(*sites: Site, name: str = "示范集团") -> None:
    units = [site.enterprise.id for site in sites]
    Enterprise.objects.filter(unit_id__in=units).update(group_name=name)


def base(site: Site, name: str = "西咸基地", on: date = date(2019, 1, 1)) -> NewBase:
    return register_new_base(
        enterprise=site.enterprise, name=name, place="陕西西咸", actor=site.hr, on=on
    )


def export(site: Site, person: Person, *, on: date = date(2021, 6, 1), **destination):
    told = {"kind": "DISPATCH", "why": "新线投产"} | destination
    return record_export(
        enterprise=site.enterprise, sending=Sending(person=person, **told), actor=site.hr, on=on
    )


def grade(
    employment: Employment, sequence: str, level: int, on: date, reason: str = "INITIAL"
) -> GradeSpell:
    """Somebody's primary grade from a day on, with its fact; the one before it ends."""
    former = GradeSpell.objects.filter(person=employment.person, valid_to=None).first()
    if former is not None:
        former.valid_to, former.end_reason = on, SpellEnd.NEXT
        former.save()
    spell = GradeSpell.objects.create(
        person=employment.person, enterprise=employment.employer, sequence=sequence, grade=level,
        reason=reason, valid_from=on,
    )  # fmt: skip
    ledger.record(
        GradeEntered(
            spell_id=spell.id, sequence=sequence, grade=level, reason=reason,
            from_sequence=former.sequence if former else None,
            from_grade=former.grade if former else None,
        ),
        person=employment.person_id, unit=employment.postings.get().unit_id,
        enterprise=employment.employer_id, on=on,
    )  # fmt: skip
    return spell


def graduated(employment: Employment, on: date) -> None:
    """Somebody passed an apprenticeship, as the mentoring room records it."""
    ledger.record(
        ApprenticeGraduated(agreement_id=employment.id, master_id=employment.person_id,
                            result="GOOD"),
        person=employment.person_id, unit=employment.postings.get().unit_id,
        enterprise=employment.employer_id, on=on,
    )  # fmt: skip
