"""How a brought file is kept, asked for, and forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.people.models import Person, RosterFile, RosterImport, RosterLine
from gongjiang.people.services.roster_checks import check
from gongjiang.people.services.roster_jobs import ask_to_apply, ask_to_check
from gongjiang.people.services.rosters import NotNow, apply, choose, discard, forget_old, undo
from jobs import run_jobs, waiting_jobs
from rosters import Desk, found, lines_of, national_id, row, workbook
from world import NOON, TODAY, World

pytestmark = pytest.mark.django_db

State = RosterImport.State


def test_file_and_numbers_lie_encrypted(desk: Desk):
    content = workbook([row("李新", national_id(1))])

    roster = check(desk.bring_file(content).id, actor=desk.actor, at=NOON)

    sealed = bytes(roster.file.sealed)
    assert content[:20] not in sealed
    assert national_id(1).encode() not in sealed
    [line] = roster.lines.all()
    for field in line._meta.get_fields():
        assert national_id(1) not in str(getattr(line, field.name, ""))


def test_asked_for_it_is_checked_and_applied_by_a_worker(desk: Desk):
    roster = desk.bring([row("李新", national_id(1))])

    ask_to_check(roster.id, actor=desk.actor)
    assert [name for name, _ids in waiting_jobs()] == ["people.check_roster"]
    run_jobs()
    roster.refresh_from_db()
    assert (roster.state, roster.done, roster.total) == (State.CHECKED, 1, 1)
    ask_to_apply(roster.id, actor=desk.actor)
    run_jobs()

    roster.refresh_from_db()
    assert roster.state == State.APPLIED


def test_refused_when_its_turn_comes_it_says_why(desk: Desk):
    roster = desk.checked([row("李新", national_id(1))])
    ask_to_apply(roster.id, actor=desk.actor)
    apply(desk.checked([row("王新", national_id(2))]).id, actor=desk.actor, at=NOON)

    run_jobs()

    roster.refresh_from_db()
    assert (roster.state, bool(roster.refusal)) == (State.CHECKED, True)
    check(roster.id, actor=desk.actor, at=NOON)
    assert apply(roster.id, actor=desk.actor, at=NOON).state == State.APPLIED


def test_an_interrupted_check_is_taken_up_again(desk: Desk):
    roster = desk.bring([row("李新", national_id(1))])
    RosterImport.objects.filter(id=roster.id).update(state=State.CHECKING, attempt=3, done=500)

    assert found(check(roster.id, actor=desk.actor, at=NOON)) == {"NEW": 1}


def test_what_cannot_be_read_says_so_in_the_import(desk: Desk):
    roster = check(desk.bring_file(b"%PDF-1.7").id, actor=desk.actor, at=NOON)

    assert roster.state == State.FAILED
    assert roster.refusal


def test_an_unsure_column_waits_until_it_is_named(desk: Desk):
    odd = row("李新", national_id(1))
    odd["现从事的岗位或工种等"] = odd.pop("岗位")
    roster = desk.checked([odd])
    assert (roster.state, roster.reading["unsure"]) == (State.MAPPING, ["post"])
    with pytest.raises(NotNow):
        apply(roster.id, actor=desk.actor, at=NOON)

    choose(roster.id, columns={"post": "现从事的岗位或工种等"}, post_kinds={}, actor=desk.actor)

    assert found(check(roster.id, actor=desk.actor, at=NOON)) == {"NEW": 1}
    apply(roster.id, actor=desk.actor, at=NOON)
    assert desk.checked([odd]).state == State.CHECKED  # remembered


def test_a_guessed_kind_of_post_is_chosen_otherwise(desk: Desk):
    roster = desk.checked([row("李新", national_id(1), 岗位="高炉工", 岗位类别="")])
    assert roster.assumed["posts"] == [{"post": "高炉工", "kind": "PRODUCTION", "rows": 1}]

    choose(roster.id, columns={}, post_kinds={"高炉工": "TECHNICAL"}, actor=desk.actor)

    line = lines_of(check(roster.id, actor=desk.actor, at=NOON))["李新"]
    assert (line.post_kind, line.notes) == ("TECHNICAL", [])


def test_columns_that_nothing_keeps_yet_are_said_to_be_left_out(desk: Desk):
    roster = desk.checked([row("李新", national_id(1), 职级="T3", 工号="A1", 籍贯="宁夏")])

    assert roster.reading["left_aside"] == ["职级", "工号"]
    assert roster.reading["unmapped"] == ["籍贯"]


def test_after_a_month_file_and_lines_go_and_so_does_undo(desk: Desk):
    applied = desk.checked([row("李新", national_id(1))])
    apply(applied.id, actor=desk.actor, at=NOON)
    waiting = desk.checked([row("王新", national_id(2))])
    assert forget_old(on=TODAY + timedelta(days=29)) == 0

    assert forget_old(on=TODAY + timedelta(days=30)) == 2

    assert not RosterFile.objects.exists()
    assert not RosterLine.objects.exists()
    states = dict(RosterImport.objects.values_list("id", "state"))
    assert states == {applied.id: State.APPLIED, waiting.id: State.EXPIRED}
    with pytest.raises(NotNow):
        undo(applied.id, actor=desk.actor, reason="太晚了", at=NOON)


def test_put_aside_it_is_forgotten_at_once(desk: Desk):
    roster = desk.checked([row("李新", national_id(1))])

    discard(roster.id, actor=desk.actor)

    assert not RosterLine.objects.exists()
    with pytest.raises(NotNow):
        check(roster.id, actor=desk.actor, at=NOON)


def test_who_was_registered_by_mistake_is_forgotten(desk: Desk):
    roster = desk.checked([row("李新", national_id(1))])
    apply(roster.id, actor=desk.actor, at=NOON)
    person = Person.objects.get(name="李新")

    undo(roster.id, actor=desk.actor, reason="传错了文件", at=NOON)

    person.refresh_from_db()
    assert (person.state, person.name, person.national_id_hash) == ("ERASED", "", None)
    assert person.birth_year == 1990


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"leaving_on": TODAY}, "why"),
        ({"leaving_on": TODAY + timedelta(days=2), "leaving_reason": "RESIGNED"}, "come yet"),
        ({"changes_on": TODAY + timedelta(days=1)}, "come yet"),
    ],
)
def test_what_is_said_beside_the_file_must_make_sense(
    desk: Desk, words: dict[str, object], said: str
):
    with pytest.raises(CannotDo):
        desk.bring([row("李新", national_id(1))], **words)


def test_only_its_own_hr_brings_checks_applies_and_undoes(desk: Desk, world: World):
    stranger = Desk(desk.enterprise, world.b.hr)
    with pytest.raises(NotAllowed):
        stranger.bring([row("李新", national_id(1))])
    roster = desk.checked([row("李新", national_id(1))])

    for deed in (ask_to_check, ask_to_apply, discard):
        with pytest.raises(NotAllowed):
            deed(roster.id, actor=stranger.actor)
    with pytest.raises(NotAllowed):
        apply(roster.id, actor=stranger.actor, at=NOON)
    apply(roster.id, actor=desk.actor, at=NOON)
    with pytest.raises(NotAllowed):
        undo(roster.id, actor=stranger.actor, reason="捣乱", at=NOON)
