"""An employment that needs confirmation: who decides, and how little the employer learns."""

from __future__ import annotations

import pytest

from gongjiang.governance.models import Notice
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.queries import facts_of
from gongjiang.ops.fsck import check_everything
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Employment, EmploymentHold, Person, RosterLine
from gongjiang.people.queries.rosters import holds_to_decide
from gongjiang.people.queries.visibility import scope_of
from gongjiang.people.services.appointments import appoint
from gongjiang.people.services.holds import AlreadyDecided, confirm_hold, decline_hold
from gongjiang.people.services.rosters import apply, undo
from jobs import run_jobs
from rosters import Desk, found, lines_of, national_id, row
from world import NOON, OPENING, TODAY, World, make_person

pytestmark = pytest.mark.django_db

SHOWN = ("verdict", "notes", "problems", "kind", "post", "post_kind", "effective_on", "unit_id")


@pytest.fixture
def officer(world: World) -> Person:
    person = make_person("个保")
    appoint(person=person, role="PRIVACY_OFFICER", unit=world.zone, actor=SYSTEM, on=OPENING)
    return person


@pytest.fixture
def hold(desk: Desk, world: World) -> EmploymentHold:
    """Enterprise A names somebody who works in enterprise B."""
    other = Desk(world.b.enterprise, world.b.hr)
    apply(other.checked([row("李新", national_id(1))]).id, actor=other.actor, at=NOON)
    roster = desk.checked([row("李新", national_id(1))])
    apply(roster.id, actor=desk.actor, at=NOON)
    return roster.holds.get()


def test_whatever_the_ground_a_hold_reads_the_same(desk: Desk, world: World):
    other = Desk(world.b.enterprise, world.b.hr)
    numbers = [national_id(number) for number in (1, 2, 3)]
    rows = [row(name, number) for name, number in zip("甲乙丙", numbers, strict=True)]
    for each in rows:
        each["姓名"] += "某"
    apply(other.checked(rows).id, actor=other.actor, at=NOON)
    Person.objects.filter(name="乙某").update(state="RESTRICTED")
    Employment.objects.filter(person__name="丙某").update(
        valid_to="2021-03-02", end_reason="RESIGNED"
    )

    roster = desk.checked([rows[0], rows[1], {**rows[2], "姓名": "丁某"}])

    assert found(roster) == {"HELD": 3}
    seen = [{name: getattr(line, name) for name in SHOWN} for line in lines_of(roster).values()]
    assert seen[0] == seen[1] == seen[2]


def test_the_person_confirms_and_is_hired_as_proposed(hold: EmploymentHold, desk: Desk):
    confirm_hold(hold_id=hold.id, actor=hold.person, at=NOON)

    employment = Employment.objects.get(employer=desk.enterprise, person=hold.person)
    assert EmploymentHold.objects.get(id=hold.id).employment == employment
    entry = next(f for f in facts_of(hold.person_id) if f.fact.subject_id == employment.id)
    assert entry.actor_id == desk.actor.id
    assert not check_everything().broken
    assert found(desk.checked([row("李新", national_id(1))])) == {"UNCHANGED": 1}


def test_the_zone_decides_as_well(hold: EmploymentHold, officer: Person):
    assert list(holds_to_decide(scope_of(officer, TODAY))) == [hold]

    decline_hold(hold_id=hold.id, actor=officer, answer="查无此事", at=NOON)

    with pytest.raises(AlreadyDecided):
        confirm_hold(hold_id=hold.id, actor=hold.person, at=NOON)


def test_the_employer_that_asked_does_not_decide(hold: EmploymentHold, desk: Desk):
    with pytest.raises(NotAllowed):
        confirm_hold(hold_id=hold.id, actor=desk.actor, at=NOON)

    assert not holds_to_decide(scope_of(desk.actor, TODAY)).exists()


def test_a_restricted_record_is_not_hired_by_confirming(hold: EmploymentHold, officer: Person):
    Person.objects.filter(id=hold.person_id).update(state="RESTRICTED")

    with pytest.raises(CannotDo):
        confirm_hold(hold_id=hold.id, actor=officer, at=NOON)


def test_who_decides_is_told_once_and_so_is_who_asked(
    hold: EmploymentHold, officer: Person, desk: Desk
):
    run_jobs()
    told = Notice.objects.filter(kind="people.hold.asked").values_list("person_id", flat=True)
    assert sorted(told) == sorted([hold.person_id, officer.id])

    decline_hold(hold_id=hold.id, actor=hold.person, answer="", at=NOON)
    run_jobs()

    answer = Notice.objects.get(person=desk.actor)
    assert "李新" in answer.text
    assert "乙机械" not in answer.text


def test_a_declined_row_is_not_asked_again_by_the_next_file(hold: EmploymentHold, desk: Desk):
    decline_hold(hold_id=hold.id, actor=hold.person, answer="", at=NOON)

    roster = desk.checked([row("李新", national_id(1))])
    assert found(roster) == {"HELD": 1}
    apply(roster.id, actor=desk.actor, at=NOON)

    assert not roster.holds.exists()


def test_an_undone_import_withdraws_what_waits(hold: EmploymentHold, desk: Desk):
    undo(hold.roster_id, actor=desk.actor, reason="传错了文件", at=NOON)

    hold.refresh_from_db()
    assert hold.state == EmploymentHold.State.WITHDRAWN


def test_somebody_lent_to_the_enterprise_is_not_its_own_to_change(desk: Desk, world: World):
    agency = Desk(world.agency.enterprise, world.agency.hr)
    lent = row("李新", national_id(1), 用工形式="劳务派遣", 用工单位="甲硅业")
    apply(agency.checked([lent]).id, actor=agency.actor, at=NOON)

    roster = desk.checked([row("李新", national_id(1), 用工形式="劳务派遣")])

    [line] = roster.lines.all()
    assert (line.verdict, line.notes) == ("UNCHANGED", [RosterLine.Note.ANOTHERS])
    assert found(desk.checked([row("李新", national_id(1))])) == {"HELD": 1}
