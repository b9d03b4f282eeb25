"""I4, I5 and I8 against records whose answer fits on paper."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from gongjiang.index.indicators.innovations import PatentsGranted
from gongjiang.innovation.services.five_small_defaults import install_five_small
from gongjiang.innovation.services.loop import (
    Named,
    link_innovation,
    register_document,
    register_platform,
)
from gongjiang.innovation.services.patents import end_patent
from gongjiang.innovation.services.project_endings import promote_project
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.proposals import ProposalDecided
from gongjiang.people.actors import SYSTEM
from index.conftest import RunIndex, sums
from innovators import Bench, accepted_item, appraised, filed, granted, make_bench, noon
from world import OPENING, TODAY, World

COUNTED = ("I4", "I5", "I8")

pytestmark = pytest.mark.commits

AT = noon(TODAY)


@pytest.fixture
def bench(governed: World) -> Bench:
    install_five_small(actor=SYSTEM, on=TODAY)
    return make_bench(governed)


def adopted(bench: Bench, number: int, outcome: str = "ADOPTED") -> None:
    """A proposal that was decided on the day, as the ledger tells it."""
    ledger.record(
        ProposalDecided(
            proposal_id=number, outcome=outcome, in_time=True, submitted_on=date(2022, 10, 1)
        ),
        unit=bench.site.team.id,
        enterprise=bench.site.enterprise.id,
        on=date(2022, 10, 20),
    )


def test_items_and_projects_accepted_are_counted_together(
    bench: Bench, governed: World, run: RunIndex
):
    accepted_item(bench)
    accepted_item(bench, title="第二件")
    appraised(bench)
    done = run()

    for unit in (bench.site.enterprise, governed.grid, governed.zone):
        assert sums(done, unit.id, "I4")[0] == 3
    assert sums(run(date(2022, 6, 30)), governed.zone.id, "I4")[0] == 0


def test_inventions_count_three_times_and_what_is_only_filed_not_at_all(
    bench: Bench, governed: World, run: RunIndex
):
    granted(bench, "INVENTION", 1)
    granted(bench, "UTILITY", 2)
    filed(bench, "DESIGN", 3)
    invalid = granted(bench, "DESIGN", 4)
    lapsed = granted(bench, "DESIGN", 5)
    for patent, state in ((invalid, "INVALID"), (lapsed, "LAPSED")):
        end_patent(
            patent_id=patent.id,
            state=state,
            reason="止",
            on=date(2022, 8, 1),
            actor=SYSTEM,
            at=AT,
        )

    done = run()

    assert sums(done, governed.zone.id, "I5")[:2] == [1, 2]


def test_an_invention_weighs_as_three_per_thousand_of_the_mean_roll():
    # One invention and two others; the rolls of twelve month ends come to 1,200: 100 persons.
    measured = PatentsGranted().measure(np.array([[1, 2, 1_200]]))

    assert (measured.values.tolist(), measured.n.tolist()) == ([50.0], [100])


def test_a_loop_is_closed_by_four_links_up_to_the_day(bench: Bench, governed: World, run: RunIndex):
    project = appraised(bench)
    accepted_item(bench)
    granted(bench)
    adopted(bench, 901)
    adopted(bench, 902, "REJECTED")
    promote_project(
        project_id=project.id, where="二车间", actor=bench.chair, at=noon(date(2022, 10, 12))
    )
    given = {"enterprise_id": bench.site.enterprise.id, "actor": bench.chair, "at": AT}
    document = register_document(title="办法", number="一", valid_from=OPENING, **given)
    platform = register_platform(kind="LABORATORY", name="线", valid_from=OPENING, **given)
    named = Named("PROJECT", project.id)
    for link, target, day in (
        ("RULE", document.id, date(2022, 10, 13)),
        ("PLATFORM", platform.id, date(2022, 11, 20)),
    ):
        link_innovation(named, link=link, target_id=target, actor=bench.chair, at=noon(day))

    assert sums(run(), governed.zone.id, "I8") == [1, 4]
    assert sums(run(date(2022, 11, 19)), bench.site.enterprise.id, "I8") == [0, 4]
    # A year after its acceptance the project is no innovation of twelve months any more.
    assert sums(run(date(2023, 9, 1)), governed.zone.id, "I8") == [0, 1]
