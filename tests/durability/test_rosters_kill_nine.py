"""A roster import that is killed is done whole or not at all, and can be taken up again."""

from __future__ import annotations

from durability.conftest import SEEDS, Crash
from thoroughness import EVERYTHING


def test_a_killed_import_is_whole_or_not_at_all_and_is_taken_up_again(crash: Crash):
    log = crash("crashing_rosters")

    assert len(log) == SEEDS
    wrong = [
        entry
        for entry in log
        if not entry["killed"]
        or entry["half_done"]
        or entry["broken"]
        or entry["differs"]
        or entry["ended"] != "UNDONE"
    ]
    assert not wrong
    if not EVERYTHING:
        return
    # The seeds really died in many places, before and after the commits.
    assert {entry["dies_in"] for entry in log} == {"check", "apply", "undo"}
    assert {entry["found"] for entry in log} >= {"CHECKING", "CHECKED", "APPLIED", "UNDONE"}
    assert len({(entry["dies_in"], entry["statement"]) for entry in log}) > 30
