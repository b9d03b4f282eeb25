"""A promotion that is killed half-way: no vote is lost, no step is half done or done twice."""

from __future__ import annotations

from durability.conftest import SEEDS, Crash
from thoroughness import EVERYTHING


def test_a_killed_promotion_loses_no_vote_and_takes_each_step_once(crash: Crash):
    log = crash("crashing_rounds")

    assert len(log) == SEEDS
    wrong = [
        entry
        for entry in log
        if not entry["killed"]
        or entry["lost"]
        or entry["half_done"]
        or entry["answered_differently"]
        or entry["done_twice"]
        or entry["ended_otherwise"]
        or entry["broken"]
    ]
    assert not wrong
    if not EVERYTHING:
        return
    # The seeds really died at every step, before and after the commits, with and without the
    # server; what had been acknowledged until then was looked for.
    places = {(entry["dies_at"], entry["statement"]) for entry in log}
    assert len({step for step, _ in places}) == 14
    assert len(places) > 35
    for is_killed_too in (True, False):
        some = [entry for entry in log if entry["server_too"] == is_killed_too]
        assert {entry["statement"] == 0 for entry in some} == {True, False}
    assert all(entry["acknowledged"] == entry["seed"] % 14 for entry in log)
