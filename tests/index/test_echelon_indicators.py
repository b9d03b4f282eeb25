"""L2, L3 and L6 against records whose answer fits on paper."""

from __future__ import annotations

from datetime import date

import pytest

from careers.echelon import base, export, position, successor
from gongjiang.careers.services.exports import record_return
from gongjiang.careers.services.key_positions import close_key_position
from gongjiang.careers.services.successors import judge_again
from index.conftest import RunIndex, sums, value
from world import TODAY, World, make_worker

COUNTED = ("L2", "L3", "L6")

pytestmark = pytest.mark.commits


def test_key_posts_and_their_successors_are_counted_where_they_stand(
    governed: World, run: RunIndex
):
    people = [make_worker(governed.a, f"工{number}").person for number in range(3)]
    posts = [position(governed.a, f"岗{number}") for number in range(11)]
    elsewhere = position(governed.b, "乙岗")
    for person in people:
        successor(posts[0], person, governed.a.hr)
    late = successor(posts[1], people[0], governed.a.hr, "1-2Y")
    successor(elsewhere, make_worker(governed.b).person, governed.b.hr)

    done = run()

    assert sums(done, governed.a.enterprise.id, "L2") == [1, 11]
    assert value(done, governed.a.enterprise.id, "L2") == pytest.approx(100 / 11)
    assert sums(done, governed.a.enterprise.id, "L3") == [4, 11]
    assert value(done, governed.a.enterprise.id, "L3") == pytest.approx(4 / 11)
    assert sums(done, governed.zone.id, "L2") == [2, 12]
    assert sums(done, governed.zone.id, "L3") == [5, 12]

    judge_again(successor_id=late.id, readiness="NOW", why="通过", actor=governed.a.hr,
                on=date(2022, 6, 1))  # fmt: skip
    close_key_position(position_id=posts[0].id, why="撤线", actor=governed.a.hr,
                       on=date(2022, 7, 1))  # fmt: skip
    after, before = run(), run(date(2022, 5, 31))
    assert sums(after, governed.a.enterprise.id, "L2") == [1, 10]
    assert sums(after, governed.a.enterprise.id, "L3") == [1, 10]
    assert sums(before, governed.a.enterprise.id, "L2") == [1, 11]


@pytest.mark.parametrize(
    ("on", "counts"),
    [(date(2020, 11, 28), 0), (date(2020, 11, 29), 1), (date(2022, 11, 28), 1)],
)
def test_exports_of_two_years_count_where_people_were_sent_from(
    governed: World, run: RunIndex, on: date, counts: int
):
    at = base(governed.a)
    sent = export(governed.a, make_worker(governed.a).person, to_base=at, on=on)
    export(
        governed.a, make_worker(governed.a).person, to_enterprise=governed.b.enterprise,
        on=date(2022, 1, 1),
    )  # fmt: skip
    if on < TODAY:
        record_return(export_id=sent.id, actor=governed.a.hr, on=TODAY)

    assert sums(run(), governed.a.enterprise.id, "L6")[0] == counts
