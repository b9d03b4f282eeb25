"""People are sent elsewhere and come back; what of it counts is in tests of the rule."""

from __future__ import annotations

from datetime import date

import pytest

from careers.echelon import base, export, grade, one_group
from gongjiang.careers.services.exports import AlreadyAway, record_return
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.queries import facts_of, live
from gongjiang.people.models import EndReason
from gongjiang.people.services.employment import end_employment
from world import World, make_worker

SENT, BACK = date(2021, 6, 1), date(2022, 2, 1)


def test_an_export_keeps_the_grade_and_whether_it_stays_in_the_group(world: World):
    one_group(world.a, world.agency)
    worker = make_worker(world.a, on=date(2019, 1, 1))
    grade(worker, "O", 7, date(2020, 1, 1))
    grade(worker, "O", 8, date(2022, 1, 1), "PROMOTION")

    sent = export(world.a, worker.person, to_enterprise=world.agency.enterprise)

    assert (sent.grade, sent.within_group, sent.valid_to) == (7, True, None)
    fact = facts_of(worker.person_id)[-1]
    [recorded] = live().filter(kind="careers.export.recorded")
    assert fact.kind == "careers.grade.entered"  # of 2022; the export came before it
    assert (recorded.person_id, recorded.unit_id, recorded.enterprise_id) == (
        worker.person_id, world.a.team.id, world.a.enterprise.id,
    )  # fmt: skip
    assert recorded.detail == {
        "to_enterprise_id": world.agency.enterprise.id, "to_base_id": None,
        "export_kind": "DISPATCH", "grade": 7, "is_backbone": False, "within_group": True,
    }  # fmt: skip


def test_to_another_group_is_recorded_and_said_to_be_outside(world: World):
    worker = make_worker(world.a, on=date(2019, 1, 1))
    sent = export(world.a, worker.person, to_enterprise=world.b.enterprise, is_backbone=True)
    assert (sent.within_group, sent.grade) == (False, None)


def test_who_is_away_comes_back_before_going_again(world: World):
    worker = make_worker(world.a, on=date(2019, 1, 1))
    at = base(world.a)
    sent = export(world.a, worker.person, to_base=at)
    with pytest.raises(AlreadyAway):
        export(world.a, worker.person, to_base=at, on=date(2022, 3, 1))
    with pytest.raises(CannotDo):
        record_return(export_id=sent.id, actor=world.a.hr, on=SENT)

    record_return(export_id=sent.id, actor=world.a.hr, on=BACK)

    assert live().filter(kind="careers.export.returned", occurred_on=BACK).count() == 1
    with pytest.raises(CannotDo):
        record_return(export_id=sent.id, actor=world.a.hr, on=date(2022, 3, 1))
    export(world.a, worker.person, to_base=at, on=date(2022, 3, 1))


def test_a_transfer_may_be_recorded_for_the_day_the_employment_ended(world: World):
    one_group(world.a, world.b)
    moved, resigned = (make_worker(world.a, on=date(2019, 1, 1)) for _ in range(2))
    for worker, reason in ((moved, EndReason.TRANSFERRED), (resigned, EndReason.RESIGNED)):
        end_employment(employment_id=worker.id, reason=reason, actor=world.a.hr, on=SENT)

    sent = export(world.a, moved.person, to_enterprise=world.b.enterprise, kind="TRANSFER")

    assert sent.valid_from == SENT
    with pytest.raises(CannotDo, match="does not work for the enterprise"):
        export(world.a, resigned.person, to_enterprise=world.b.enterprise)


@pytest.mark.parametrize("wrong", ["none", "both", "own", "stranger's base", "later base"])
def test_a_destination_is_one_and_elsewhere(world: World, wrong: str):
    worker = make_worker(world.a, on=date(2019, 1, 1))
    to = {
        "none": {},
        "both": {"to_enterprise": world.b.enterprise, "to_base": base(world.a)},
        "own": {"to_enterprise": world.a.enterprise},
        "stranger's base": {"to_base": base(world.b)},
        "later base": {"to_base": base(world.a, "后建基地", on=BACK)},
    }[wrong]
    with pytest.raises(CannotDo):
        export(world.a, worker.person, **to)


def test_a_siblings_base_will_do(world: World):
    one_group(world.a, world.b)
    worker = make_worker(world.a, on=date(2019, 1, 1))
    assert export(world.a, worker.person, to_base=base(world.b)).within_group


def test_a_base_is_registered_once_by_its_own_hr(world: World):
    base(world.a)
    with pytest.raises(CannotDo):
        base(world.a)
    assert base(world.b).enterprise == world.b.enterprise
    worker = make_worker(world.b, on=date(2019, 1, 1))
    with pytest.raises((NotAllowed, CannotDo)):
        export(world.a, worker.person, to_base=base(world.a, "另一基地"))
