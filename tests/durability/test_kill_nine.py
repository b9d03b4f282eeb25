"""What was acknowledged survives `kill -9`, of us, of the server, of both; nothing is half done."""

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
            [sys.executable, str(ROOT / "tests/durability/crashing.py"), str(SEEDS)],
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
    (ROOT / "build" / "kill-nine.log").write_text(ran.stdout)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_nothing_acknowledged_is_lost_and_nothing_is_half_done(log: list[dict[str, object]]):
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
    # The seeds really died in many places, before and after the commit.
    assert {entry["dies_at"] for entry in log} == {"hire", "take_on", "move", "appoint", "end"}
    assert len({entry["statement"] for entry in log}) > 8
