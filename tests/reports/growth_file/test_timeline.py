"""A growth file tells what each reader may know, in their language."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from gongjiang.ledger.facts import all_fact_classes
from gongjiang.ledger.facts.base import Annulled
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Employment, PostKind, Role
from gongjiang.people.queries.visibility import Sight, scope_of
from gongjiang.people.services.appointments import appoint, end_appointment
from gongjiang.people.services.employment import (
    Post,
    end_employment,
    hire,
    move_person,
    take_on_intern,
)
from gongjiang.reports.growth_file.sentences import SENTENCES
from gongjiang.reports.growth_file.timeline import Growth, growth_of, lasted
from world import TODAY, World, make_worker


@pytest.fixture
def career(world: World) -> Employment:
    """An internship, an employment, a move, a role taken up and given back, an end."""
    internship = make_worker(world.a, kind="INTERN", on=date(2018, 7, 1))
    team = Post(unit=world.a.team, name="切片工", kind=PostKind.PRODUCTION)
    other = Post(unit=world.a.other_team, name="班长", kind=PostKind.TECHNICAL)
    hr, person = world.a.hr, internship.person
    employment = take_on_intern(
        internship_id=internship.id, kind="REGULAR", post=team, actor=hr, on=date(2019, 7, 1)
    )
    move_person(employment_id=employment.id, to=other, actor=hr, on=date(2021, 2, 1))
    seat = appoint(
        person=person,
        role=Role.TEAM_LEADER,
        unit=world.a.other_team,
        actor=SYSTEM,
        on=date(2021, 3, 1),
    )
    end_appointment(appointment_id=seat.id, actor=SYSTEM, on=date(2022, 3, 1))
    end_employment(employment_id=employment.id, reason="RESIGNED", actor=hr, on=date(2022, 6, 1))
    return employment


def own_growth(employment: Employment) -> Growth:
    growth = growth_of(employment.person, scope_of(employment.person, TODAY))
    assert growth is not None
    return growth


def told(growth: Growth) -> list[tuple[str, str, str]]:
    return [
        (event.day.isoformat(), event.told.title, event.told.text)
        for _, events in growth.years
        for event in events
    ]


def test_every_kind_of_fact_has_its_sentence():
    assert set(SENTENCES) == set(all_fact_classes().values()) - {Annulled}


def test_a_career_in_english(career: Employment):
    with translation.override("en"):
        assert told(own_growth(career)) == [
            ("2022-06-01", "Left 甲硅业", "resigned"),
            ("2022-03-01", "No longer team leader of 甲硅业 · 一车间 · 二班", ""),
            ("2021-03-01", "Appointed team leader of 甲硅业 · 一车间 · 二班", ""),
            (
                "2021-02-01",
                "Moved to 甲硅业 · 一车间 · 二班",
                "from 甲硅业 · 一车间 · 一班; 班长 (technical)",
            ),
            (
                "2019-07-01",
                "Taken on as an employee at 甲硅业 · 一车间 · 一班",
                "切片工 (production); regular",
            ),
            (
                "2018-07-01",
                "Began an internship at 甲硅业 · 一车间 · 一班",
                "操作工 (production); intern",
            ),
        ]


def test_years_and_posts_of_a_career(career: Employment):
    growth = own_growth(career)

    assert [(year, len(events)) for year, events in growth.years] == [
        (2022, 2),
        (2021, 2),
        (2019, 1),
        (2018, 1),
    ]
    assert [(post.name, post.since, post.until) for post in growth.posts] == [
        ("班长", date(2021, 2, 1), date(2022, 6, 1)),
        ("切片工", date(2019, 7, 1), date(2021, 2, 1)),
        ("操作工", date(2018, 7, 1), date(2019, 7, 1)),
    ]


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (date(2021, 2, 1), date(2022, 6, 1), "1 year 4 months"),
        (date(2021, 2, 1), date(2022, 2, 1), "1 year"),
        (date(2020, 2, 29), date(2022, 2, 28), "1 year 11 months"),
        (date(2021, 2, 10), date(2021, 4, 9), "1 month"),
        (date(2021, 2, 1), date(2021, 2, 2), "1 day"),
        (date(2021, 2, 1), date(2021, 2, 1), "0 days"),
    ],
)
def test_how_long_a_post_lasted(since: date, until: date, said: str):
    with translation.override("en"):
        assert lasted(since, until) == said


def test_units_bear_the_place_they_had_on_the_day(world: World):
    """A dispatched worker's entry names the site, and who employed them."""
    employment = make_worker(world.agency, kind="DISPATCHED", unit=world.a.team)

    with translation.override("en"):
        [(_, title, text)] = told(own_growth(employment))

    assert title == "Began to work at 甲硅业 · 一车间 · 一班"
    assert text == "操作工 (production); dispatched; employed by 丙劳务"


def test_an_employer_sees_its_own_employment_alone(career: Employment, world: World):
    post = Post(unit=world.b.team, name="焊工", kind=PostKind.PRODUCTION)
    hire(
        person=career.person,
        employer=world.b.enterprise,
        kind="REGULAR",
        post=post,
        actor=world.b.hr,
        on=date(2022, 7, 1),
    )

    growth = growth_of(career.person, scope_of(world.b.hr, TODAY))

    assert growth is not None
    assert growth.sight is Sight.EMPLOYER
    assert [entry.occurred_on for entry in growth.facts] == [date(2022, 7, 1)]
    assert [post.name for post in growth.posts] == ["焊工"]


def test_a_site_sees_the_present_post_and_no_entry(world: World):
    employment = make_worker(world.agency, kind="DISPATCHED", unit=world.a.team)

    growth = growth_of(employment.person, scope_of(world.a.hr, TODAY))

    assert growth is not None
    assert growth.sight is Sight.SITE
    assert (list(growth.facts), len(growth.posts)) == ([], 1)


def test_another_enterprise_sees_nothing(career: Employment, world: World):
    assert growth_of(career.person, scope_of(world.b.hr, TODAY)) is None
