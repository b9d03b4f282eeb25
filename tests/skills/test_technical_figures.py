"""Figures 9 and 10: professional and technical staff, and their share."""

from __future__ import annotations

from datetime import date

import pytest

from gongjiang.governance.models import RuleSet
from gongjiang.people.models import Person, PostKind
from gongjiang.people.queries.visibility import scope_of
from gongjiang.reports.figures import figure
from gongjiang.reports.figures.base import PersonFigure
from gongjiang.skills.services.titles import withdraw_title
from skills.deeds import titled
from world import TODAY, World, make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def staffed(world: World, rules: list[RuleSet]) -> list[Person]:
    """Three of A in technical posts, five in production."""
    kinds = [PostKind.TECHNICAL] * 3 + [PostKind.PRODUCTION] * 5
    return [make_worker(world.a, f"工{place}", post_kind=kind).person
            for place, kind in enumerate(kinds)]  # fmt: skip


def test_a_title_or_a_technical_post_counts_once(world: World, staffed: list[Person]):
    technician, worker = staffed[0], staffed[-1]
    titled(technician, 2, date(2021, 6, 1), by=world.a.hr)
    title = titled(worker, 1, date(2021, 6, 1), by=world.a.hr)

    nine, ten = figure(9), figure(10)

    assert nine.derive(TODAY).number == 4
    assert nine.derive(date(2021, 5, 31)).number == 3
    assert (ten.derive(TODAY).number, ten.derive(TODAY).records) == (50.0, 8)
    assert len(list(nine.rows(TODAY))) == 4
    assert sum(row["professional_technical"] for row in ten.rows(TODAY)) == 4
    withdraw_title(title_id=title.id, reason="FRAUD", actor=world.a.hr, on=TODAY)
    assert nine.derive(TODAY).number == 3


def test_the_course_says_what_each_day_says(world: World, staffed: list[Person]):
    titled(staffed[0], 2, date(2021, 6, 1), by=world.a.hr)
    titled(staffed[-1], 1, date(2021, 6, 1), by=world.a.hr)
    days = [date(2020, 2, 1), date(2021, 5, 31), date(2021, 6, 1), TODAY]

    for number in (9, 10):
        asked = figure(number)
        assert isinstance(asked, PersonFigure)
        course = asked.trend(days)
        assert [course.get(day) for day in days] == [
            asked.derive(day).number or (0 if number == 9 else None) for day in days
        ]


def test_what_was_not_known_then_does_not_count_then(world: World, staffed: list[Person]):
    before = figure(9).derive(TODAY).number
    titled(staffed[-1], 1, date(2021, 6, 1), by=world.a.hr)
    assert figure(9).derive(TODAY).number == (before or 0) + 1


def test_a_reader_sees_their_own_people_alone(world: World, staffed: list[Person]):
    nine = figure(9)
    assert isinstance(nine, PersonFigure)
    mine = nine.persons(TODAY, None, scope_of(world.a.hr, TODAY), limit=50)
    theirs = nine.persons(TODAY, None, scope_of(world.b.hr, TODAY), limit=50)
    assert (mine.total, mine.visible, theirs.total, theirs.visible) == (3, 3, 3, 0)
