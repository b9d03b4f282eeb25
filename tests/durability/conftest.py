"""Scripts that kill themselves, each run in a process of its own with a server of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import homes
from gongjiang.ops.postgres import cluster
from thoroughness import EVERYTHING

SEEDS = 50 if EVERYTHING else 10
"""Fifty die in every place there is; ten in some."""

Crash = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def crash(tmp_path: Path) -> Crash:
    """Runs one of the scripts beside this file: a line a seed, kept in build/ as well."""

    def crashed(script: str) -> list[dict[str, Any]]:
        home = homes.prepared(tmp_path / "home")
        try:
            ran = subprocess.run(
                [sys.executable, str(homes.ROOT / f"tests/durability/{script}.py"), str(SEEDS)],
                env=homes.environment(home),
                capture_output=True,
                text=True,
                check=False,
            )
            assert ran.returncode == 0, ran.stderr
        finally:
            cluster.stop(home)
            cluster.remove_far_sockets(home)
        (homes.ROOT / "build").mkdir(exist_ok=True)
        (homes.ROOT / "build" / f"{script}.log").write_text(ran.stdout)
        return [json.loads(line) for line in ran.stdout.splitlines()]

    return crashed
