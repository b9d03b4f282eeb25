"""What was recorded wrongly is put right by a later fact; the earlier one can still be asked."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.queries import facts_of, history_of
from gongjiang.people.models import Employment, Person
from gongjiang.people.queries.roll import replayed, roll_on
from gongjiang.people.services.corrections import (
    RestsOnIt,
    annul_hire,
    correct_end,
    correct_start,
)
from gongjiang.people.services.employment import Post, end_employment, move_person, take_on_intern
from gongjiang.people.services.privacy import (
    AlreadyDecided,
    accept_correction,
    ask_correction,
    refuse_correction,
    withdraw_correction,
)
from world import TODAY, World, make_worker, make_world

NOON = datetime(2022, 11, 28, 4, tzinfo=UTC)
HIRED, EARLIER, LATER = date(2020, 3, 1), date(2020, 2, 1), date(2020, 4, 1)
IN_2021 = date(2021, 6, 1)


def same_roll(world: World) -> bool:
    """Whether the rows and the ledger tell the same, on every day that matters here."""
    days = (date(2020, 1, 31), EARLIER, HIRED, LATER, IN_2021, date(2021, 7, 1), TODAY)
    return all(replayed(day).persons(limit=100) == roll_on(day).persons(limit=100) for day in days)


def on_roll(person: Person, day: date) -> bool:
    return person.id in roll_on(day).persons(limit=100)


@pytest.mark.parametrize(
    ("start", "in_february", "in_march"),
    [
        (EARLIER, True, True),
        (LATER, False, False),
    ],
)
def test_an_employment_that_began_on_another_day(
    world: World, start: date, in_february: bool, in_march: bool
):
    employment = make_worker(world.a, on=HIRED)

    correct_start(employment_id=employment.id, start=start, actor=world.a.hr, at=NOON)

    assert on_roll(employment.person, date(2020, 2, 15)) is in_february
    assert on_roll(employment.person, date(2020, 3, 15)) is in_march
    assert same_roll(world)


def test_what_was_known_before_can_still_be_asked(world: World):
    employment = make_worker(world.a, on=HIRED)
    correct_start(employment_id=employment.id, start=EARLIER, actor=world.a.hr, at=NOON)

    written, corrected = history_of(employment.person_id)
    assert (written.occurred_on, corrected.occurred_on) == (HIRED, EARLIER)
    assert corrected.corrects_id == written.entry_id
    [fact] = facts_of(employment.person_id)
    assert fact.occurred_on == EARLIER


@pytest.mark.commits
def test_the_roll_is_told_as_it_was_known(committing_db: str):
    world = make_world()
    employment = make_worker(world.a, on=HIRED)
    before = timezone.now()
    correct_start(employment_id=employment.id, start=EARLIER, actor=world.a.hr, at=NOON)

    day = date(2020, 2, 15)
    assert employment.person_id not in replayed(day, known_at=before).persons(limit=100)
    assert employment.person_id in replayed(day).persons(limit=100)


def test_a_correction_can_itself_be_corrected(world: World):
    employment = make_worker(world.a, on=HIRED)
    correct_start(employment_id=employment.id, start=EARLIER, actor=world.a.hr, at=NOON)
    correct_start(employment_id=employment.id, start=LATER, actor=world.a.hr, at=NOON)

    [fact] = facts_of(employment.person_id)
    assert fact.occurred_on == LATER
    assert same_roll(world)


@pytest.mark.parametrize("start", [EARLIER.replace(year=2021), LATER.replace(year=2021)])
def test_an_internship_ends_where_the_employment_begins(world: World, start: date):
    internship = make_worker(world.a, on=HIRED, kind="INTERN")
    post = Post(unit=world.a.team, name="操作工", kind="PRODUCTION")
    employment = take_on_intern(
        internship_id=internship.id,
        kind="REGULAR",
        post=post,
        actor=world.a.hr,
        on=date(2021, 3, 1),
    )

    correct_start(employment_id=employment.id, start=start, actor=world.a.hr, at=NOON)

    internship.refresh_from_db()
    assert internship.valid_to == start
    assert same_roll(world)


def test_a_start_does_not_jump_over_a_move(world: World):
    employment = make_worker(world.a, on=HIRED)
    other = Post(unit=world.a.other_team, name="操作工", kind="PRODUCTION")
    move_person(employment_id=employment.id, to=other, actor=world.a.hr, on=IN_2021)

    with pytest.raises(CannotDo):
        correct_start(employment_id=employment.id, start=IN_2021, actor=world.a.hr, at=NOON)


def test_a_leave_day_is_put_right(world: World):
    employment = make_worker(world.a, on=HIRED)
    end_employment(employment_id=employment.id, reason="RESIGNED", actor=world.a.hr, on=IN_2021)

    correct_end(employment_id=employment.id, end=date(2021, 7, 1), actor=world.a.hr, at=NOON)

    assert on_roll(employment.person, IN_2021)
    assert not on_roll(employment.person, date(2021, 7, 1))
    assert same_roll(world)


def test_a_hire_that_never_was_leaves_the_roll_and_stays_in_the_history(world: World):
    employment = make_worker(world.a, on=HIRED)

    annul_hire(employment_id=employment.id, reason="录错人", actor=world.a.hr, at=NOON)

    assert not Employment.objects.filter(id=employment.id).exists()
    assert not on_roll(employment.person, TODAY)
    assert len(history_of(employment.person_id)) == 2
    assert same_roll(world)


def test_a_hire_on_which_a_move_rests_is_not_annulled(world: World):
    employment = make_worker(world.a, on=HIRED)
    other = Post(unit=world.a.other_team, name="操作工", kind="PRODUCTION")
    move_person(employment_id=employment.id, to=other, actor=world.a.hr, on=IN_2021)

    with pytest.raises(RestsOnIt):
        annul_hire(employment_id=employment.id, reason="录错人", actor=world.a.hr, at=NOON)


def test_another_enterprise_corrects_nothing(world: World):
    employment = make_worker(world.a, on=HIRED)

    with pytest.raises(NotAllowed):
        correct_start(employment_id=employment.id, start=EARLIER, actor=world.b.hr, at=NOON)


def test_a_worker_asks_and_hr_puts_it_right(world: World):
    employment = make_worker(world.a, on=HIRED)
    request = ask_correction(
        person=employment.person,
        field="EMPLOYMENT_START",
        wanted="2020-02-01",
        reason="合同如此",
        employment=employment,
        at=NOON,
    )

    accept_correction(request_id=request.id, actor=world.a.hr, answer="", at=NOON)

    employment.refresh_from_db()
    assert employment.valid_from == EARLIER
    assert same_roll(world)
    with pytest.raises(AlreadyDecided):
        refuse_correction(request_id=request.id, actor=world.a.hr, answer="迟了", at=NOON)


def test_the_wanted_value_is_not_kept_in_clear(world: World):
    person = make_worker(world.a).person
    request = ask_correction(
        person=person, field="PHONE", wanted="13900001234", reason="换号", at=NOON
    )

    assert "13900001234" not in request.wanted_cipher


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("own HR", True), ("other HR", False), ("the person", False), ("leader", False)],
)
def test_who_decides_a_correction(world: World, who: str, allowed: bool):
    person = make_worker(world.a).person
    request = ask_correction(person=person, field="NAME", wanted="王公", reason="错字", at=NOON)
    actor = {
        "own HR": world.a.hr,
        "other HR": world.b.hr,
        "the person": person,
        "leader": world.leader,
    }[who]

    if allowed:
        accept_correction(request_id=request.id, actor=actor, answer="", at=NOON)
        person.refresh_from_db()
        assert (person.name, person.name_pinyin) == ("王公", "wang gong")
    else:
        with pytest.raises(NotAllowed):
            accept_correction(request_id=request.id, actor=actor, answer="", at=NOON)


def test_a_refusal_needs_its_reason(world: World):
    person = make_worker(world.a).person
    request = ask_correction(person=person, field="NAME", wanted="王公", reason="错字", at=NOON)

    with pytest.raises(CannotDo):
        refuse_correction(request_id=request.id, actor=world.a.hr, answer=" ", at=NOON)


def test_nobody_withdraws_anothers_request(world: World):
    person = make_worker(world.a).person
    request = ask_correction(person=person, field="NAME", wanted="王公", reason="错字", at=NOON)

    with pytest.raises(NotAllowed):
        withdraw_correction(request_id=request.id, actor=world.a.hr, at=NOON)
