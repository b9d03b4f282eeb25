"""Homes with a server of their own, prepared once and copied: making one takes many seconds."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import database
from gongjiang.kernel.home import Home
from gongjiang.kernel.keyring import Keyring

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "build" / "homes"
COMMAND = [sys.executable, "-m", "gongjiang.cli"]
PREPARE = """
import django
django.setup()
from django.conf import settings
from gongjiang.ops import postgres, preparation
with postgres.running(settings.HOME):
    preparation.prepare()
"""


def environment(home: Home) -> dict[str, str]:
    """In which a command finds this home, and no database of the test run's."""
    kept = {name: value for name, value in os.environ.items() if "DATABASE" not in name}
    return kept | {
        "GONGJIANG_HOME": str(home.path),
        "DJANGO_SETTINGS_MODULE": "gongjiang.config.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]),
    }


def run(home: Home, *words: str) -> subprocess.CompletedProcess[str]:
    """A command in this home, whatever comes of it."""
    return subprocess.run(
        [*COMMAND, *words], env=environment(home), capture_output=True, text=True, check=False
    )


def prepared(at: Path) -> Home:
    """A home with keys, migrated and with its default rules, whose server is at rest."""
    template = _template()
    at.parent.mkdir(parents=True, exist_ok=True)
    # With its owners: the server's files are an account's of its own.
    subprocess.run(["cp", "-a", str(template), str(at)], check=True)
    return Home(at)


def _template() -> Path:
    """Made by the first who asks; anew when migrations have changed."""
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    with (TEMPLATES / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = TEMPLATES / database.fingerprint()
        if not made.exists():
            for old in TEMPLATES.iterdir():
                if old.is_dir():
                    shutil.rmtree(old)
            draft = Home(TEMPLATES / "draft")
            Keyring.generate().save(draft.keys)
            subprocess.run([sys.executable, "-c", PREPARE], env=environment(draft), check=True)
            draft.path.rename(made)
    return made
