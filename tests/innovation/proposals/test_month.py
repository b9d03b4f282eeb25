"""A month through the real services: nobody is ignored without somebody above being told."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest

from gongjiang.governance.models import RuleSet
from gongjiang.innovation.models import Escalation, Proposal, ProposalStep, State
from gongjiang.innovation.proposal_terms import ProposalTerms
from gongjiang.innovation.services.proposal_steps import last_day
from gongjiang.kernel.periods import add_months
from gongjiang.ops.fsck import check_everything, proposals
from proposal_month import Month, replay
from proposing import make_floor
from world import World, make_worker

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2022, 10, 1), date(2022, 10, 31)
UNTIL = add_months(LAST, 1)
DAY = timedelta(days=1)
TERMS = ProposalTerms()
A_MONTH = int(os.environ.get("GONGJIANG_MONTH", "1200"))
"""A month of the whole zone, 12,000, takes a quarter of an hour: GONGJIANG_MONTH asks for it."""


@pytest.mark.parametrize(
    "count", [200, pytest.param(A_MONTH, marks=pytest.mark.full_machine)], ids=["some", "many"]
)
def test_nobody_waits_beyond_the_promised_day_without_somebody_above_being_told(
    world: World, terms: RuleSet | None, settings: Any, count: int
):
    floors = [make_floor(world), make_floor(world, world.b)]
    authors = [
        [
            make_worker(floor.site, f"职工{n}", unit=unit).person
            for n, unit in enumerate([floor.site.team] * 20)
        ]
        for floor in floors
    ]

    replay(Month(floors, authors, count, FIRST, LAST), until=UNTIL)

    assert Proposal.objects.count() == count
    told = set(Escalation.objects.values_list("proposal_id", "lapsed_on"))
    assert told, "somebody was slow"
    assert sorted(set(lapses()) - told) == []
    reacted = ProposalStep.objects.exclude(from_state__in=["", State.DRAFT]).values("proposal_id")
    ignored = Proposal.objects.exclude(id__in=reacted)
    assert {proposal.id for proposal in ignored} <= {proposal for proposal, _day in told}
    settings.TODAY = UNTIL + DAY
    assert check_everything(proposals.CHECKS).broken == ()


def lapses() -> Iterable[tuple[int, date]]:
    """Each day promised to a proposal by which nobody had acted, read from its own trail.

    Of a panel the promise runs from the first look, whoever sits on it.
    """
    days = {State.SUBMITTED: TERMS.screen_days, State.PRELIM_OK: TERMS.review_days}
    days[State.ADOPTED] = TERMS.start_days
    steps = ProposalStep.objects.exclude(to_state=State.REVIEWING).order_by("proposal_id", "id")
    trail = list(steps.values_list("proposal_id", "to_state", "on"))
    for place, (proposal, state, on) in enumerate(trail):
        after = trail[place + 1] if place + 1 < len(trail) else None
        acted = after[2] if after is not None and after[0] == proposal else UNTIL + DAY
        if state in days:
            due = last_day(on, days[State(state)])
            if acted > due:
                yield proposal, due
