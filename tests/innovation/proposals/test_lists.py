"""Lists, queues and numbers: what stands in them, in which order, and in how many queries."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from pytest_django import DjangoAssertNumQueries

from gongjiang.innovation.models import Proposal
from gongjiang.innovation.queries import lists
from gongjiang.innovation.queries.proposal_numbers import cohorts, periods
from gongjiang.innovation.queries.proposals import (
    desk_of,
    may_see_authors,
    proposals_visible_to,
)
from gongjiang.innovation.queries.waiting_times import waiting_by_group
from gongjiang.innovation.services.deciding import Marks, score
from gongjiang.kernel.periods import Window
from proposing import (
    Floor,
    accepted,
    decided,
    make_floor,
    reviewing,
    scored,
    screened,
    submitted,
    working_day,
)
from world import TODAY, make_worker

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WINDOW = Window(TODAY - 40 * DAY, TODAY)


def test_a_page_says_where_the_next_begins(
    floor: Floor, django_assert_num_queries: DjangoAssertNumQueries
):
    made = [submitted(floor, on=TODAY - n * DAY).id for n in (3, 2, 2, 1, 0)]
    everything = Proposal.objects.all()

    with django_assert_num_queries(2):
        first = lists.newest(everything, limit=2)
    second = lists.newest(everything, limit=2, after=first.next)
    third = lists.newest(everything, limit=2, after=second.next)

    found = [row.id for page in (first, second, third) for row in page.rows]
    assert found == [made[4], made[3], made[2], made[1], made[0]]
    assert third.next is None


def test_a_queue_has_what_is_due_first_at_its_head_and_neighbours(floor: Floor):
    made = [reviewing(floor, on=TODAY - n * DAY) for n in (0, 6, 3)]
    queue = lists.to_review(floor.second.id)

    rows = lists.most_urgent(queue, limit=10).rows
    assert [row.id for row in rows] == [made[1].id, made[2].id, made[0].id]

    score(proposal_id=made[2].id, actor=floor.second, marks=Marks(5, 5, 5), at=made[2].submitted_at)
    beside = lists.neighbours(queue, rows[1])
    assert beside.previous is not None
    assert beside.next is not None
    assert (beside.previous.id, beside.next.id) == (made[1].id, made[0].id)
    assert lists.neighbours(queue, rows[0]).previous is None


def test_desks_hold_what_their_holders_decide_and_nothing_of_their_own(floor: Floor):
    at_team = submitted(floor)
    from_leader = submitted(floor, floor.leader)
    for_panel = screened(floor)

    def waiting(person: object) -> set[int]:
        desk = desk_of(person, TODAY)  # type: ignore[arg-type]  # a person of the floor
        return set(lists.waiting_at(desk).values_list("id", flat=True))

    assert waiting(floor.leader) == {at_team.id}
    assert waiting(floor.chair) == {at_team.id, from_leader.id, for_panel.id}
    assert waiting(floor.author) == set()


def test_the_chair_decides_once_all_have_scored(floor: Floor):
    reviewing(floor)
    ready = scored(floor)

    assert list(lists.to_decide(floor.chair.id)) == [ready]


def test_filters(floor: Floor):
    late = submitted(floor, on=TODAY - 20 * DAY)
    adopted = decided(floor, on=TODAY - 10 * DAY)
    everything = Proposal.objects.all()

    def found(**wanted: object) -> list[int]:
        narrowed = lists.Filter(day=TODAY, **wanted).applied(everything)  # type: ignore[arg-type]
        return list(narrowed.order_by("id").values_list("id", flat=True))

    assert found() == [late.id, adopted.id]
    assert found(states=["ADOPTED"]) == [adopted.id]
    assert found(overdue=True) == [late.id]
    assert found(unit_id=floor.site.workshop.id) == [late.id, adopted.id]
    assert found(unit_id=floor.site.other_team.id) == []
    assert found(text="导流罩 000002") == [adopted.id]
    assert found(text="液压") == []
    assert found(first=TODAY - 10 * DAY) == [adopted.id]
    assert found(last=TODAY - 11 * DAY) == [late.id]


def test_who_sees_what(floor: Floor):
    elsewhere = make_floor(floor.world, floor.world.b)
    new, open_to_all = submitted(floor), screened(floor)
    colleague = make_worker(floor.site, "路人", unit=floor.site.other_team).person

    def seen(person: object) -> set[int]:
        desk = desk_of(person, TODAY)  # type: ignore[arg-type]  # a person of the floor
        return set(proposals_visible_to(desk).values_list("id", flat=True))

    assert seen(floor.author) == seen(floor.leader) == seen(floor.hr) == {new.id, open_to_all.id}
    assert seen(colleague) == {open_to_all.id}
    assert seen(elsewhere.hr) == seen(elsewhere.author) == seen(floor.world.leader) == set()


def test_names_are_shown_to_colleagues_once_it_is_adopted(floor: Floor):
    pending, adopted = screened(floor), decided(floor)
    colleague = desk_of(make_worker(floor.site, "路人").person, TODAY)

    assert not may_see_authors(colleague, pending)
    assert may_see_authors(colleague, adopted)
    assert may_see_authors(desk_of(floor.leader, TODAY), pending)
    assert may_see_authors(desk_of(floor.author, TODAY), pending)
    assert not may_see_authors(desk_of(floor.world.leader, TODAY), adopted)


def test_cohorts_and_periods_are_kept_apart(
    floor: Floor, django_assert_num_queries: DjangoAssertNumQueries
):
    october = TODAY.replace(month=10, day=28)
    decided(floor, floor.author, floor.friend, on=october)
    decided(floor, outcome="NOT_ADOPTED", on=october)
    accepted(floor, on=TODAY)
    window = Window(TODAY.replace(month=9), TODAY)

    with django_assert_num_queries(1):
        first, second = cohorts(window)
    assert (first.submitted, first.decided, first.adopted, first.implemented) == (2, 2, 1, 0)
    assert (first.adoption_rate, first.implementation_rate) == (Fraction(1, 2), Fraction(0))
    assert (second.adopted, second.implemented, second.on_time_rate) == (1, 1, Fraction(1))

    with django_assert_num_queries(2):
        done = periods(window, unit_ids=[floor.site.enterprise.id])
    assert [(month.submitted, month.authors, month.accepted) for month in done] == [
        (2, 2, 0),
        (1, 1, 1),
    ]


def test_the_median_wait_counts_those_who_still_wait(floor: Floor):
    """Five of one group: two answered after 4 days, three wait: half have no answer yet."""
    for outcome in ("ADOPTED", "NOT_ADOPTED"):
        proposal = scored(floor, on=TODAY - 10 * DAY)
        Proposal.objects.filter(id=proposal.id).update(
            state=outcome,
            decided_on=TODAY - 6 * DAY,
            due_on=TODAY if outcome == "ADOPTED" else None,
            holder_unit=floor.site.enterprise if outcome == "ADOPTED" else None,
        )
    for days in (9, 8):
        screened(floor, on=TODAY - days * DAY)
    group = floor.site.enterprise.id

    assert waiting_by_group(WINDOW)[group].median_days is None  # four are too few to tell
    last = screened(floor, on=TODAY - DAY)
    # At risk after 4 days: all but the one of yesterday; two of four answered, half still wait.
    assert waiting_by_group(WINDOW)[group].median_days == 4
    assert waiting_by_group(WINDOW)[group].count == 5
    assert waiting_by_group(WINDOW)[group].overdue == 0
    assert last.due_on == working_day(10, TODAY - DAY)
