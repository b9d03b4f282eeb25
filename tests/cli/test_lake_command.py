"""`gongjiang lake`, as somebody types it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from gongjiang.kernel.home import Home
from gongjiang.kernel.keyring import Keyring
from gongjiang.lake.manifest import Manifest
from gongjiang.ledger.services import record
from ledger.facts_for_tests import hired

SOURCE = Path(__file__).resolve().parents[2] / "src"

pytestmark = pytest.mark.commits


def lake(home: Home, environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gongjiang.cli", "lake", *words],
        env={
            **os.environ,
            **environment,
            "GONGJIANG_HOME": str(home.path),
            "DJANGO_SETTINGS_MODULE": "gongjiang.config.settings",
            "PYTHONPATH": str(SOURCE),
            "LC_ALL": "en_GB.UTF-8",
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_lake_is_synced_told_about_and_made_anew_where_it_is_another_databases(
    tmp_path: Path, other_process: dict[str, str]
):
    home = Home(tmp_path)
    Keyring.generate().save(home.keys)
    record(hired(1), person=1, unit=2, on=date(2022, 3, 1))

    synced = lake(home, other_process, "sync", "--json")
    manifest = Manifest.read(home.lake)
    assert manifest is not None
    later = Manifest(manifest.source, manifest.watermark + 1_000_000, tables=manifest.tables)
    later.write(home.lake)
    refused = lake(home, other_process, "sync")
    rebuilt = lake(home, other_process, "rebuild")

    said = json.loads(synced.stdout)
    assert (synced.returncode, said["entries"] + said["held_back"]) == (0, 1)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "gongjiang lake rebuild" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert (rebuilt.returncode, rebuilt.stderr) == (0, "")
    assert "new facts" in rebuilt.stdout
