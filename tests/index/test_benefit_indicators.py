"""F13 against records whose answer fits on paper."""

from __future__ import annotations

import pytest

from benefiting import NET_FEN, confirmed, make_house
from gongjiang.innovation.services.benefit_months import take_back
from index.conftest import RunIndex, sums, value
from proposing import noon
from world import World, make_worker

COUNTED = ("F13",)

pytestmark = pytest.mark.commits


def test_yuan_that_finance_confirmed_over_the_average_headcount(governed: World, run: RunIndex):
    house = make_house(governed)
    for number in range(5):
        make_worker(governed.a, f"工{number}")
    effect = confirmed(house)

    done = run()

    site = governed.a
    for unit in (site.team, site.enterprise, governed.zone):
        fen, entries, _months = sums(done, unit.id, "F13")
        assert (fen, entries) == (NET_FEN * 11 // 12, 11)  # October 2021 is older than a year
    people = sums(done, site.enterprise.id, "F13")[2] / 12
    assert value(done, site.enterprise.id, "F13") == pytest.approx(NET_FEN * 11 / 12 / 100 / people)

    take_back(
        effect_id=effect.id,
        from_month=effect.window_from.replace(day=1),
        reason="退",
        actor=house.finance,
        at=noon(),
    )
    assert sums(run(), site.enterprise.id, "F13")[:2] == [0, 0]
