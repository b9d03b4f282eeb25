"""`gongjiang demo` and `gongjiang fsck`, as somebody types them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gongjiang.kernel.home import Home
from gongjiang.kernel.keyring import Keyring

SOURCE = Path(__file__).resolve().parents[2] / "src"

pytestmark = pytest.mark.commits


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A new home with keys; its database is the test's own."""
    home = Home(tmp_path)
    Keyring.generate().save(home.keys)
    return home


def gongjiang(
    home: Home, environment: dict[str, str], *words: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gongjiang.cli", *words],
        env={
            **os.environ,
            **environment,
            "GONGJIANG_HOME": str(home.path),
            "DJANGO_SETTINGS_MODULE": "gongjiang.config.settings",
            "PYTHONPATH": str(SOURCE),
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_demo_is_built_once_and_holds_together(home: Home, other_process: dict[str, str]):
    built = gongjiang(home, other_process, "demo", "build", "--workers", "800")
    again = gongjiang(home, other_process, "demo", "up", "--workers", "900")
    checked = gongjiang(home, other_process, "fsck", "--json")

    assert built.returncode == 0, built.stderr
    assert json.loads(home.demo_marker.read_text()) == {
        "workers": 800,
        "seed": 2022,
        "as_of": "2022-11-28",
    }
    assert (again.returncode, again.stdout) == (1, "")
    assert "800" in again.stderr
    assert checked.returncode == 0, checked.stdout
    assert json.loads(checked.stdout)["broken"] == []


def test_a_build_killed_before_its_mark_is_not_built_twice(
    home: Home, other_process: dict[str, str]
):
    gongjiang(home, other_process, "demo", "build", "--workers", "800")
    home.demo_marker.unlink()

    again = gongjiang(home, other_process, "demo", "build", "--workers", "800")
    another = gongjiang(home, other_process, "demo", "build", "--workers", "810")

    assert again.returncode == 0, again.stderr
    assert home.demo_marker.exists()
    assert another.returncode == 1
    assert another.stderr.count("\n") == 1
