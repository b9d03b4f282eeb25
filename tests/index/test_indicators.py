"""Each indicator against records whose answer fits on paper."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from gongjiang.index.indicators.age_balance import AgeBalance
from gongjiang.orgs.services import close_unit
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import EndReason, PostKind
from gongjiang.people.queries.roll import roll_on
from gongjiang.people.queries.seats import seats
from gongjiang.people.services.corrections import correct_end
from gongjiang.people.services.employment import Post, end_employment, hire, move_person
from gongjiang.reports.figures import figure
from index.conftest import RunIndex, sums, value
from world import NOON, TODAY, World, make_person, make_worker

COUNTED = ("F35", "L4", "P2")

pytestmark = pytest.mark.commits


def employ(world: World, born: int, *, team=None, post_kind: str = PostKind.PRODUCTION):
    post = Post(unit=team or world.a.team, name="操作工", kind=post_kind)
    return hire(
        person=make_person(f"生于{born}", born_on=date(born, 12, 31)),
        employer=world.a.enterprise, kind="REGULAR", post=post, actor=SYSTEM,
        on=date(2020, 1, 1),
    )  # fmt: skip


def leave(employment, on: date, *, voluntary: bool = True):
    reason = EndReason.RESIGNED if voluntary else EndReason.DISMISSED
    return end_employment(employment_id=employment.id, reason=reason, actor=SYSTEM, on=on)


def test_ages_are_counted_by_the_year_of_birth(governed: World, run: RunIndex):
    for born in (1998, 1997, 1987, 1977, 1967, 1957):
        employ(governed, born)

    # 24, 25, 35, 45, 55 and 65 in 2022, and the three of HR, born in 1990.
    assert sums(run(), governed.a.team.id, "L4") == [1, 1, 1, 1, 2, 0]
    assert sums(run(), governed.zone.id, "L4") == [1, 4, 1, 1, 2, 0]


def test_the_zone_is_all_its_people_and_not_the_mean_of_its_enterprises(
    governed: World, run: RunIndex
):
    for _ in range(9):
        make_worker(governed.a, post_kind=PostKind.TECHNICAL)
    for _ in range(30):
        make_worker(governed.b)

    done = run()

    assert value(done, governed.zone.id, "P2") == pytest.approx(100 * 9 / 39)
    assert value(done, governed.b.enterprise.id, "P2") == 0
    assert np.isnan(value(done, governed.a.enterprise.id, "P2"))  # nine say nothing


def test_one_more_record_moves_figure_list_and_indicator_by_exactly_one(
    governed: World, run: RunIndex
):
    for _ in range(12):
        make_worker(governed.a)
    before = run()

    added = make_worker(governed.a, post_kind=PostKind.TECHNICAL)
    after = run()

    was, now = (sums(done, governed.zone.id, "P2") for done in (before, after))
    counted = figure(1).derive(TODAY)
    assert now == [was[0] + 1, was[1] + 1]
    assert now[1] == counted.number == counted.records == len(list(figure(1).rows(TODAY)))
    assert value(after, governed.zone.id, "P2") == pytest.approx(100 / 13)
    assert sum(sums(after, governed.zone.id, "L4")) == seats(roll_on(TODAY)).headcount()

    end_employment(employment_id=added.id, reason=EndReason.RESIGNED, actor=SYSTEM, on=TODAY)
    assert sums(run(), governed.zone.id, "P2") == was
    assert sums(run(), governed.zone.id, "F35")[0] == sums(before, governed.zone.id, "F35")[0] + 1


def test_turnover_is_over_the_mean_of_twelve_month_ends(governed: World, run: RunIndex):
    # Ten from 2020 on, one of whom leaves on 1 June 2022: on roll at the ends of December to May.
    workers = [make_worker(governed.a) for _ in range(10)]
    leave(workers[0], date(2022, 6, 1))

    done = run()

    leavers, person_months = sums(done, governed.a.team.id, "F35")
    assert (leavers, person_months) == (1, 9 * 12 + 6)
    assert value(done, governed.a.team.id, "F35") == pytest.approx(100 * 1 / 9.5)


@pytest.mark.parametrize(
    ("on", "counts"),
    [(date(2021, 11, 28), 0), (date(2021, 11, 29), 1), (TODAY, 1), (date(2022, 11, 29), 0)],
)
def test_the_window_holds_the_day_and_not_its_beginning(
    governed: World, run: RunIndex, on: date, counts: int
):
    leave(make_worker(governed.a), on)
    assert sums(run(), governed.zone.id, "F35")[0] == counts


def test_only_who_left_of_their_own_will_counts(governed: World, run: RunIndex):
    leave(make_worker(governed.a), date(2022, 6, 1), voluntary=False)
    assert sums(run(), governed.zone.id, "F35")[0] == 0


def test_closing_a_team_does_not_hide_who_left_it(governed: World, run: RunIndex):
    stays, goes = make_worker(governed.a, unit=governed.a.other_team), make_worker(governed.a)
    leave(goes, date(2022, 6, 1))
    close_unit(unit_id=governed.a.team.id, on=date(2022, 7, 1))

    assert stays.valid_to is None
    assert sums(run(), governed.a.enterprise.id, "F35")[0] == 1


def test_who_moved_counts_in_each_team_for_the_months_worked_there(governed: World, run: RunIndex):
    worker = make_worker(governed.a)
    post = Post(unit=governed.a.other_team, name="操作工", kind=PostKind.PRODUCTION)
    move_person(employment_id=worker.id, to=post, actor=governed.a.hr, on=date(2022, 9, 15))

    done = run()

    # At the ends of September and October, and on 28 November.
    assert sums(done, governed.a.other_team.id, "F35")[1] == 3
    assert sums(done, governed.a.enterprise.id, "F35")[1] == 2 * 12


def test_a_forgotten_person_changes_no_value(governed: World, run: RunIndex):
    from_before = [employ(governed, 1980) for _ in range(6)]
    before = run()

    person = from_before[0].person
    person.state, person.name, person.born_on = "ERASED", "", None
    person.name_pinyin = person.name_initials = ""
    person.save()

    assert run().outputs_digest == before.outputs_digest


def test_an_age_nobody_told_counts_to_the_largest_band():
    told = AgeBalance().measure(np.array([[4, 6, 0, 0, 0, 2]]))
    known = AgeBalance().measure(np.array([[4, 8, 0, 0, 0, 0]]))
    assert told.values[0] == known.values[0]
    assert told.n[0] == 12


def test_fewer_than_five_in_a_team_have_no_rate(governed: World, run: RunIndex):
    for _ in range(4):
        make_worker(governed.a)
    assert np.isnan(value(run(), governed.a.team.id, "F35"))

    make_worker(governed.a)
    assert value(run(), governed.a.team.id, "F35") == 0


def test_a_leaving_whose_day_was_put_right_counts_on_the_right_day(governed: World, run: RunIndex):
    worker = leave(make_worker(governed.a), date(2022, 6, 1))
    assert sums(run(), governed.zone.id, "F35")[0] == 1

    correct_end(employment_id=worker.id, end=date(2021, 6, 1), actor=governed.a.hr, at=NOON)

    assert sums(run(), governed.zone.id, "F35")[0] == 0
