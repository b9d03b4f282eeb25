"""A roster import that is killed is done whole or not at all, and can be taken up again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gongjiang.kernel.home import Home
from gongjiang.kernel.keyring import Keyring
from gongjiang.ops.postgres import cluster

SEEDS = 50
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def log(tmp_path: Path) -> list[dict[str, object]]:
    """One line a seed, from a process of its own with a server of its own."""
    home = Home(tmp_path / "home")
    Keyring.generate().save(home.keys)
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("DATABASE_")},
        "GONGJIANG_HOME": str(home.path),
        "DJANGO_SETTINGS_MODULE": "gongjiang.config.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]),
    }
    try:
        ran = subprocess.run(
            [sys.executable, str(ROOT / "tests/durability/crashing_rosters.py"), str(SEEDS)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
    finally:
        cluster.stop(home)
        cluster.remove_far_sockets(home)
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "rosters-kill-nine.log").write_text(ran.stdout)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_a_killed_import_is_whole_or_not_at_all_and_is_taken_up_again(
    log: list[dict[str, object]],
):
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
    # The seeds really died in many places, before and after the commits.
    assert {entry["dies_in"] for entry in log} == {"check", "apply", "undo"}
    assert {entry["found"] for entry in log} >= {"CHECKING", "CHECKED", "APPLIED", "UNDONE"}
    assert len({(entry["dies_in"], entry["statement"]) for entry in log}) > 30
