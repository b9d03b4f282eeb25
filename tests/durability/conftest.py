"""Scripts that kill themselves, each run in a process of its own with a server of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongjiang.kernel.home import Home
from gongjiang.kernel.keyring import Keyring
from gongjiang.ops.postgres import cluster

SEEDS = 50
ROOT = Path(__file__).resolve().parents[2]

Crash = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def crash(tmp_path: Path) -> Crash:
    """Runs one of the scripts beside this file: a line a seed, kept in build/ as well."""

    def crashed(script: str) -> list[dict[str, Any]]:
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
                [sys.executable, str(ROOT / f"tests/durability/{script}.py"), str(SEEDS)],
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
        (ROOT / "build" / f"{script}.log").write_text(ran.stdout)
        return [json.loads(line) for line in ran.stdout.splitlines()]

    return crashed
