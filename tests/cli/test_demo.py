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


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A new home with keys, and so with a server of its own."""
    home = Home(tmp_path)
    Keyring.generate().save(home.keys)
    return home


def gongjiang(home: Home, *words: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if "DATABASE" not in name}
    return subprocess.run(
        [sys.executable, "-m", "gongjiang.cli", *words],
        env={
            **inherited,
            "GONGJIANG_HOME": str(home.path),
            "DJANGO_SETTINGS_MODULE": "gongjiang.config.settings",
            "PYTHONPATH": str(SOURCE),
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_demo_is_built_once_and_holds_together(home: Home):
    built = gongjiang(home, "demo", "build", "--workers", "800")
    again = gongjiang(home, "demo", "up", "--workers", "900")
    checked = gongjiang(home, "fsck", "--json")

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


def test_a_build_killed_before_its_mark_is_not_built_twice(home: Home):
    gongjiang(home, "demo", "build", "--workers", "800")
    home.demo_marker.unlink()

    again = gongjiang(home, "demo", "build", "--workers", "800")
    another = gongjiang(home, "demo", "build", "--workers", "810")

    assert again.returncode == 0, again.stderr
    assert home.demo_marker.exists()
    assert another.returncode == 1
    assert another.stderr.count("\n") == 1
