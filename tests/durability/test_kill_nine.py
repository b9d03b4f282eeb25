"""What was acknowledged survives `kill -9`, of us, of the server, of both; nothing is half done."""

from __future__ import annotations

from durability.conftest import SEEDS, Crash
from thoroughness import EVERYTHING


def test_nothing_acknowledged_is_lost_and_nothing_is_half_done(crash: Crash):
    log = crash("crashing")

    assert len(log) == SEEDS
    wrong = [
        entry
        for entry in log
        if not entry["killed"]
        or entry["lost"]
        or entry["answered_differently"]
        or entry["done_twice"]
        or entry["broken"]
    ]
    assert not wrong
    if not EVERYTHING:
        return
    # The seeds really died in many places, before and after the commit.
    assert {entry["dies_at"] for entry in log} == {"hire", "take_on", "move", "appoint", "end"}
    assert len({entry["statement"] for entry in log}) > 8
