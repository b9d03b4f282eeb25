"""Worker, leader and HR are told in time, each distance once."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from gongjiang.governance.models import Notice, RuleSet
from gongjiang.kernel.periods import SHANGHAI
from gongjiang.people.models import Person
from gongjiang.skills.services.reminders import remind
from skills.deeds import licensed
from world import World

pytestmark = pytest.mark.django_db


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 6, tzinfo=SHANGHAI)


def test_three_are_told_at_each_distance_once(
    world: World, worker: Person, leader: Person, rules: list[RuleSet]
):
    licensed(worker, date(2020, 2, 1), by=world.a.hr)  # its review is due on 2023-02-01

    told = {
        day: remind(at=at(day))
        for day in (
            date(2022, 11, 2),
            date(2022, 11, 3),
            date(2022, 11, 4),
            date(2022, 12, 3),
            date(2023, 1, 2),
            date(2023, 1, 25),
            date(2023, 1, 26),
            date(2023, 2, 1),
        )
    }

    assert list(told.values()) == [0, 1, 0, 1, 1, 1, 0, 0]
    readers = Notice.objects.values_list("person_id", flat=True)
    assert sorted(set(readers)) == sorted([worker.id, leader.id, world.a.hr.id])
    assert len(readers) == 4 * 3


def test_who_has_a_newer_one_is_not_reminded_of_the_old(
    world: World, worker: Person, rules: list[RuleSet]
):
    licensed(worker, date(2020, 2, 1), by=world.a.hr)
    licensed(worker, date(2022, 11, 1), by=world.a.hr)
    assert remind(at=at(date(2023, 1, 2))) == 0
