"""From a worker's idea to its reward, each step with its fact and its desk."""

from __future__ import annotations

import pytest

from gongjiang.innovation.models import State
from gongjiang.innovation.services.finishing import standardise
from gongjiang.ledger.models import Entry
from proposing import Floor, closed, noon

pytestmark = pytest.mark.django_db


def test_an_idea_goes_the_whole_way(floor: Floor):
    proposal = closed(floor, floor.author, floor.friend)
    standardise(
        proposal_id=proposal.id,
        actor=floor.hr,
        sop_reference="SOP-118",
        at=noon(proposal.closed_on),
    )

    proposal.refresh_from_db()
    assert (proposal.state, proposal.number) == (State.CLOSED, "2022-000001")
    assert (proposal.due_on, proposal.holder_unit) == (None, None)
    facts = Entry.objects.filter(kind__startswith="innovation.proposal.").order_by("id")
    assert [entry.kind.rpartition(".")[2] for entry in facts] == [
        "submitted",
        "authored",
        "authored",
        "screened",
        "decided",
        "started",
        "implemented",
        "accepted",
        "closed",
        "standardised",
    ]
    assert {entry.unit_id for entry in facts} == {floor.site.team.id}
    assert [step.to_state for step in proposal.steps.order_by("id")][:3] == [
        "SUBMITTED",
        "PRELIM_OK",
        "REVIEWING",
    ]
