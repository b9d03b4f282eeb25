"""A workbook becomes a proposal, then state and facts, and is taken back."""

from __future__ import annotations

from datetime import date

import pytest

from gongjiang.kernel.errors import CannotDo
from gongjiang.ledger.queries import facts_of
from gongjiang.ops.fsck import check_everything
from gongjiang.people.models import Employment, Person, RosterImport, RosterLine
from gongjiang.people.queries.roll import roll_on
from gongjiang.people.services.corrections import annul_hire
from gongjiang.people.services.employment import Post, end_employment, move_person
from gongjiang.people.services.rosters import RestsOnImport, RollChanged, apply, undo
from rosters import Desk, found, lines_of, national_id, row, told
from world import NOON, TODAY, World, make_worker

pytestmark = pytest.mark.django_db


def consistent() -> bool:
    return not check_everything().broken


def test_a_new_person_is_registered_hired_and_on_the_roll(desk: Desk, world: World):
    roster = desk.checked([row("李新", national_id(1))])
    assert found(roster) == {"NEW": 1}

    apply(roster.id, actor=desk.actor, at=NOON)

    employment = Employment.objects.get(person__name="李新")
    assert (employment.kind, employment.valid_from) == ("REGULAR", date(2021, 3, 1))
    assert employment.person.name_initials == "lx"
    [fact] = facts_of(employment.person_id)
    assert (fact.kind, fact.unit_id) == ("people.person.hired", world.a.team.id)
    assert fact.enterprise_id == world.a.enterprise.id
    assert employment.person_id in roll_on(TODAY).persons(limit=100)
    assert consistent()


def test_checking_changes_nothing_but_the_import(desk: Desk):
    before = Person.objects.count(), Employment.objects.count()

    desk.checked([row("李新", national_id(1)), row("王新", national_id(2), 班组="九班")])

    assert (Person.objects.count(), Employment.objects.count()) == before


def test_what_is_applied_twice_is_applied_once(desk: Desk):
    roster = desk.checked([row("李新", national_id(1))])

    apply(roster.id, actor=desk.actor, at=NOON)
    apply(roster.id, actor=desk.actor, at=NOON)

    assert Employment.objects.filter(person__name="李新").count() == 1


def test_the_same_file_once_more_is_unchanged(desk: Desk):
    rows = [row("李新", national_id(1)), row("王新", national_id(2), 班组="九班")]
    apply(desk.checked(rows).id, actor=desk.actor, at=NOON)

    assert found(desk.checked(rows)) == {"UNCHANGED": 2}


def test_a_wrong_row_keeps_all_rows_from_being_applied(desk: Desk):
    roster = desk.checked([row("李新", national_id(1)), row("王新", "1234")])
    assert found(roster) == {"NEW": 1, "WRONG": 1}
    [(number, column, _problem)] = told(roster)
    assert (number, column) == (3, "身份证号")

    with pytest.raises(CannotDo):
        apply(roster.id, actor=desk.actor, at=NOON)

    assert not Person.objects.filter(name="李新").exists()


def test_the_roll_changed_after_the_check(desk: Desk, world: World):
    apply(desk.checked([row("李新", national_id(1))]).id, actor=desk.actor, at=NOON)
    roster = desk.checked([row("李新", national_id(1), 班组="二班")])
    assert found(roster) == {"CHANGED": 1}
    employment = Employment.objects.get(person__name="李新")
    post = Post(unit=world.a.other_team, name="焊工", kind="PRODUCTION")
    move_person(employment_id=employment.id, to=post, actor=desk.actor, on=date(2022, 5, 1))

    with pytest.raises(RollChanged):
        apply(roster.id, actor=desk.actor, at=NOON)

    assert employment.postings.count() == 2


def test_what_happens_elsewhere_does_not_matter(desk: Desk, world: World):
    roster = desk.checked([row("李新", national_id(1))])
    make_worker(world.b, "别处的人")

    apply(roster.id, actor=desk.actor, at=NOON)

    assert Person.objects.filter(name="李新").exists()


def test_unknown_units_are_opened_as_part_of_the_proposal(desk: Desk, world: World):
    roster = desk.checked(
        [
            row("李新", national_id(1), 班组="九班"),
            row("王新", national_id(2), 车间="新车间", 班组="一班", 入职日期="2019-01-02"),
        ]
    )
    assert [(o["kind"], o["name"], o["opened_on"]) for o in roster.openings] == [
        ("TEAM", "九班", "2021-03-01"),
        ("WORKSHOP", "新车间", "2019-01-02"),
        ("TEAM", "一班", "2019-01-02"),
    ]

    apply(roster.id, actor=desk.actor, at=NOON)

    [posting] = Employment.objects.get(person__name="王新").postings.select_related("unit")
    assert posting.unit.name == "一班"
    assert posting.unit_id != world.a.team.id
    assert consistent()


def test_who_is_missing_leaves_only_when_that_is_asked_for(desk: Desk, world: World):
    gone = make_worker(world.a, "走人")
    rows = [row("李新", national_id(1))]
    assert found(desk.checked(rows)) == {"NEW": 1}

    roster = desk.checked(rows, leaving_on=TODAY, leaving_reason="CONTRACT_ENDED")
    assert found(roster) == {"NEW": 1, "LEAVING": 2}  # the HR officer is not in the file either
    apply(roster.id, actor=desk.actor, at=NOON)

    gone.refresh_from_db()
    assert (gone.valid_to, gone.end_reason) == (TODAY, "CONTRACT_ENDED")
    assert consistent()


def test_leaving_reaches_only_into_the_unit_chosen(desk: Desk, world: World):
    make_worker(world.a, "一班的人")
    make_worker(world.a, "二班的人", unit=world.a.other_team)

    roster = desk.checked(
        [row("李新", national_id(1))],
        scope=world.a.team,
        leaving_on=TODAY,
        leaving_reason="RESIGNED",
    )

    assert {line.name for line in roster.lines.filter(verdict="LEAVING")} == {"一班的人"}


def test_an_intern_is_taken_on(desk: Desk):
    rows = [row("李新", national_id(1), 用工形式="实习")]
    apply(desk.checked(rows).id, actor=desk.actor, at=NOON)

    apply(desk.checked([row("李新", national_id(1))]).id, actor=desk.actor, at=NOON)

    before, after = Employment.objects.filter(person__name="李新").order_by("valid_from")
    assert (before.end_reason, after.follows_id, after.kind) == ("TAKEN_ON", before.id, "REGULAR")
    assert consistent()


def test_another_kind_of_contract_ends_one_employment_and_begins_another(desk: Desk):
    apply(desk.checked([row("李新", national_id(1))]).id, actor=desk.actor, at=NOON)

    apply(
        desk.checked([row("李新", national_id(1), 用工形式="外包")]).id, actor=desk.actor, at=NOON
    )

    before, after = Employment.objects.filter(person__name="李新").order_by("valid_from")
    assert (before.end_reason, before.valid_to) == ("CONTRACT_ENDED", after.valid_from)
    assert consistent()


def everything() -> list[object]:
    """All that a figure could be made of, as it stands."""
    return [
        sorted(Employment.objects.values_list("id", "person_id", "kind", "valid_from", "valid_to")),
        roll_on(TODAY).headcount(),
        sorted(Person.objects.exclude(state="ERASED").values_list("id", "name", "phone_hash")),
    ]


def test_undone_everything_is_as_before(desk: Desk, world: World):
    rows = [row("李新", national_id(1)), row("实习", national_id(2), 用工形式="实习")]
    rows.append(row("走人", national_id(3)))
    apply(desk.checked(rows).id, actor=desk.actor, at=NOON)
    before = everything()
    changed = [
        row("李新", national_id(1), 班组="二班", 手机="13900000000"),
        row("实习", national_id(2)),
        row("新来", national_id(4)),
    ]
    roster = desk.checked(changed, leaving_on=TODAY, leaving_reason="RESIGNED")
    assert found(roster) == {"NEW": 1, "CHANGED": 2, "LEAVING": 2}
    apply(roster.id, actor=desk.actor, at=NOON)
    assert everything() != before

    undo(roster.id, actor=desk.actor, reason="传错了文件", at=NOON)

    assert everything() == before
    assert consistent()
    assert found(desk.checked(changed)) == {"NEW": 1, "CHANGED": 2}


def test_who_was_said_to_leave_by_mistake_can_still_leave(desk: Desk, world: World):
    employment = make_worker(world.a, "走人")
    rows = [row("李新", national_id(1))]
    words = {"scope": world.a.team, "leaving_on": TODAY, "leaving_reason": "RESIGNED"}
    first = desk.checked(rows, **words)
    apply(first.id, actor=desk.actor, at=NOON)
    undo(first.id, actor=desk.actor, reason="传错了文件", at=NOON)
    second = desk.checked(rows, **words)
    apply(second.id, actor=desk.actor, at=NOON)
    undo(second.id, actor=desk.actor, reason="又传错了文件", at=NOON)

    end_employment(employment_id=employment.id, reason="RETIRED", actor=desk.actor, on=TODAY)

    last = facts_of(employment.person_id)[-1]
    assert (last.kind, last.fact.reason) == ("people.person.left", "RETIRED")
    assert consistent()


def test_a_hire_that_was_annulled_by_hand_does_not_stand_in_the_way(desk: Desk):
    roster = desk.checked([row("李新", national_id(1)), row("王新", national_id(2))])
    apply(roster.id, actor=desk.actor, at=NOON)
    employment = Employment.objects.get(person__name="李新")
    annul_hire(employment_id=employment.id, reason="没来", actor=desk.actor, at=NOON)

    undo(roster.id, actor=desk.actor, reason="传错了文件", at=NOON)

    assert not Person.objects.filter(name__in=["李新", "王新"]).exists()
    assert consistent()


def test_undo_is_refused_with_the_list_of_what_rests_on_it(desk: Desk, world: World):
    roster = desk.checked([row("李新", national_id(1))])
    apply(roster.id, actor=desk.actor, at=NOON)
    employment = Employment.objects.get(person__name="李新")
    post = Post(unit=world.a.other_team, name="焊工", kind="PRODUCTION")
    move_person(employment_id=employment.id, to=post, actor=desk.actor, on=date(2022, 5, 1))

    with pytest.raises(RestsOnImport) as refusal:
        undo(roster.id, actor=desk.actor, reason="传错了文件", at=NOON)

    assert [(each.kind, each.on) for each in refusal.value.found] == [
        ("people.person.moved", date(2022, 5, 1))
    ]
    assert RosterImport.objects.get(id=roster.id).state == "APPLIED"


def test_somebody_employed_elsewhere_is_held_and_the_rest_goes_on(desk: Desk, world: World):
    other = Desk(world.b.enterprise, world.b.hr)
    apply(other.checked([row("李新", national_id(1))]).id, actor=other.actor, at=NOON)

    roster = desk.checked([row("李新", national_id(1)), row("王新", national_id(2))])
    assert found(roster) == {"HELD": 1, "NEW": 1}
    apply(roster.id, actor=desk.actor, at=NOON)

    [hold] = roster.holds.all()
    assert (hold.state, hold.person.name) == ("WAITING", "李新")
    assert not Employment.objects.filter(person__name="李新", employer=desk.enterprise).exists()
    line = lines_of(roster)["李新"]
    assert line.verdict == RosterLine.Verdict.HELD
    assert not line.problems
    assert consistent()
