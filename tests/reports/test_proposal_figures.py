"""Figure 27: proposals a month, the mean of twelve complete months."""

from __future__ import annotations

from datetime import date

import pytest

from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.proposals import ProposalSubmitted
from gongjiang.reports.figures import figure, proposals
from gongjiang.reports.figures.proposals import Counted, complete_months
from world import TODAY, World


@pytest.mark.parametrize(
    ("on", "after", "until"),
    [
        (date(2022, 11, 28), date(2021, 10, 31), date(2022, 10, 31)),
        (date(2022, 11, 30), date(2021, 11, 30), date(2022, 11, 30)),
        (date(2020, 2, 29), date(2019, 2, 28), date(2020, 2, 29)),
    ],
)
def test_a_month_counts_once_it_is_over(on: date, after: date, until: date):
    window = complete_months(on)

    assert (window.after, window.until) == (after, until)


def test_126000_in_twelve_months_are_10500_a_month(monkeypatch: pytest.MonkeyPatch):
    months = [Counted(date(2022, month, 1), 1, 1, 10_500) for month in range(1, 11)]
    months += [Counted(date(2021, month, 1), 1, 1, 10_500) for month in (11, 12)]
    monkeypatch.setattr(proposals, "_counted", lambda *_: months)

    value = figure(27).derive(TODAY)

    assert (value.number, value.records) == (10_500, 126_000)


def submit(world: World, proposal: int, on: date) -> None:
    ledger.record(
        ProposalSubmitted(proposal_id=proposal, kind_code="SUGGESTION", anonymous=False),
        unit=world.a.team.id,
        enterprise=world.a.enterprise.id,
        by=None,
        on=on,
    )


def test_months_and_groups_add_up_to_the_records(governed: World):
    days = [date(2022, 10, 31)] * 7 + [date(2021, 11, 1)] * 6 + [date(2022, 11, 1)]
    for proposal, day in enumerate(days, start=1):
        submit(governed, proposal, day)

    found, value = figure(27), figure(27).derive(TODAY)

    assert (value.number, value.records) == (1.1, 13)
    assert [(m.first, m.count) for m in found.months(TODAY)] == [
        (date(2021, 11, 1), 6), (date(2022, 10, 1), 7),
    ]  # fmt: skip
    groups = found.groups(TODAY, None, None, date(2022, 10, 1))
    assert groups.total == 7
    assert groups.total == sum(g.count for g in groups.groups) + groups.withheld + (
        groups.here or 0
    )
    assert found.trend([date(2021, 11, 30), TODAY])[TODAY] == 1.1


def test_where_nothing_was_submitted_there_is_no_number(governed: World):
    value = figure(27).derive(TODAY)

    assert value.number is None
    assert value.why
