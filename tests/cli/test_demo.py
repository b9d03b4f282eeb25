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


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A demo in a new home with keys, and so with a server of its own; built once for the tests."""
    home = Home(tmp_path_factory.mktemp("demo"))
    Keyring.generate().save(home.keys)
    done = gongjiang(home, "demo", "build", "--workers", "800")
    assert done.returncode == 0, done.stderr
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


def test_a_demo_is_built_once_and_holds_together(built: Home):
    again = gongjiang(built, "demo", "up", "--workers", "900")
    checked = gongjiang(built, "fsck", "--json")

    assert json.loads(built.demo_marker.read_text()) == {
        "workers": 800,
        "seed": 2022,
        "as_of": "2022-11-28",
    }
    assert (again.returncode, again.stdout) == (1, "")
    assert "800" in again.stderr
    assert checked.returncode == 0, checked.stdout
    told = json.loads(checked.stdout)
    assert told["broken"] == []
    assert told["derived"]["index_day"] == "2022-11-28"


def test_a_build_killed_before_its_mark_is_not_built_twice(built: Home):
    built.demo_marker.unlink()

    again = gongjiang(built, "demo", "build", "--workers", "800")
    another = gongjiang(built, "demo", "build", "--workers", "810")

    assert again.returncode == 0, again.stderr
    assert built.demo_marker.exists()
    assert another.returncode == 1
    assert another.stderr.count("\n") == 1
