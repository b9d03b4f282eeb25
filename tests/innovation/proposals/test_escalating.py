"""What nobody acts on goes up, one level after the other, each told once a lapse."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from gongjiang.governance.models import Notice
from gongjiang.innovation.models import Escalation, Proposal
from gongjiang.innovation.queries.lists import gone_up_to
from gongjiang.innovation.queries.proposals import desk_of
from gongjiang.innovation.services.escalating import escalate
from gongjiang.innovation.services.screening import pass_on
from gongjiang.ledger.models import Entry
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, Role
from gongjiang.people.services.appointments import appoint
from proposing import Floor, noon, screened, started, submitted, working_day
from world import TODAY, make_person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def levels(proposal: Proposal) -> list[tuple[str, str]]:
    found = Escalation.objects.filter(proposal=proposal).order_by("lapsed_on", "level")
    return [(each.from_unit.name, each.to_unit.name) for each in found.select_related()]


def officer_of(floor: Floor) -> Person:
    """Somebody who sits at the zone's desk."""
    officer = make_person("区改革办")
    appoint(person=officer, role=Role.REFORM_OFFICE, unit=floor.world.zone, actor=SYSTEM, on=TODAY)
    return officer


def test_nothing_goes_up_before_the_day_is_over(floor: Floor):
    proposal = submitted(floor)

    assert proposal.due_on is not None
    assert escalate(at=noon(proposal.due_on)) == 0
    assert escalate(at=noon(proposal.due_on + DAY)) == 1
    assert escalate(at=noon(proposal.due_on + DAY)) == 0


def test_each_level_hears_of_it_some_working_days_later(floor: Floor):
    """Nobody sits at the workshop, so the enterprise is the first."""
    officer_of(floor)
    proposal = submitted(floor)
    for day in range(60):
        escalate(at=noon(TODAY + day * DAY))

    assert levels(proposal) == [
        ("一班", "甲硅业"),
        ("甲硅业", "示范经开区"),
        ("示范经开区", "示范经开区"),
    ]
    due = proposal.due_on
    assert due is not None
    rows = Escalation.objects.order_by("level").values_list("escalated_on", flat=True)
    assert list(rows) == [
        due + DAY,
        *(working_day(3 * n, due) + DAY for n in (1, 2)),
    ]
    entries = Entry.objects.filter(kind="innovation.proposal.escalated").order_by("id")
    assert [entry.detail["level"] for entry in entries] == [1, 2, 3]
    assert {entry.person_id for entry in entries} == {None}


def test_a_night_that_was_missed_is_made_up_for(floor: Floor):
    proposal = submitted(floor)

    assert escalate(at=noon(TODAY + 60 * DAY)) == 2
    assert levels(proposal) == [("一班", "甲硅业"), ("甲硅业", "示范经开区")]
    told = Notice.objects.filter(kind="innovation.proposal.escalated")
    assert floor.world.leader.id in told.values_list("person_id", flat=True)


def test_those_above_are_told_once_however_many_wait(floor: Floor):
    officer = officer_of(floor)
    for _ in range(3):
        screened(floor)
    due = screened(floor).due_on
    assert due is not None

    escalate(at=noon(due + DAY))

    told = Notice.objects.filter(kind="innovation.proposal.escalated")
    assert [(notice.person_id, notice.parameters["count"]) for notice in told] == [(officer.id, 4)]
    assert {resolve(notice.link).view_name for notice in told} == {"proposals:desk"}
    desk = desk_of(officer, due + DAY)
    assert gone_up_to(desk).count() == 4


def test_once_somebody_acts_the_next_lapse_begins_at_the_first_level(floor: Floor):
    proposal = submitted(floor)
    late = TODAY + 12 * DAY
    escalate(at=noon(late))
    assert len(levels(proposal)) == 2

    acted = pass_on(proposal_id=proposal.id, actor=floor.leader, at=noon(late))
    assert acted.due_on == working_day(10, late)
    assert escalate(at=noon(late + DAY)) == 0
    assert acted.due_on is not None
    assert escalate(at=noon(acted.due_on + DAY)) == 1
    assert levels(proposal)[-1] == ("甲硅业", "示范经开区")
    [entry] = Entry.objects.filter(kind="innovation.proposal.screened")
    assert entry.detail["in_time"] is False


def test_who_carries_it_out_is_reminded_by_the_level_above_too(floor: Floor):
    proposal = started(floor)
    assert proposal.due_on is not None

    escalate(at=noon(proposal.due_on + DAY))
    assert levels(proposal) == [("一班", "甲硅业")]


def test_the_number_of_queries_does_not_grow_with_what_is_late(floor: Floor):
    submitted(floor)
    with CaptureQueriesContext(connection) as few:
        escalate(at=noon(TODAY + 60 * DAY))
    for _ in range(5):
        submitted(floor)
    with CaptureQueriesContext(connection) as more:
        assert escalate(at=noon(TODAY + 60 * DAY)) == 10

    assert len(more) == len(few)
