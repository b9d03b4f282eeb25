"""`gongjiang verify` works for whoever holds the file, and nothing else of ours."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gongjiang.kernel.keyring import Keyring
from gongjiang.reports.growth_file.canonical import as_file
from gongjiang.reports.growth_file.pdf import as_pdf
from reports.growth_file.conftest import AT, Issued, issued  # noqa: F401  (a fixture)


def verify(*arguments: str | Path, away: Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a stranger would: no home, no database, no keys."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "GONGJIANG_HOME": str(away / "no-home"),
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/nothing",
        "LANG": "en_GB.UTF-8",
    }
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "gongjiang.cli", "verify", *map(str, arguments)],
        env=environment,
        cwd=away,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def file(issued: Issued, tmp_path: Path) -> Path:  # noqa: F811
    path = tmp_path / "growth.json"
    path.write_bytes(as_file(issued.bundle))
    return path


def public(keyring: Keyring) -> str:
    return base64.b64encode(keyring.public_key()).decode()


def test_a_whole_bundle_is_said_to_hold(file: Path, tmp_path: Path):
    done = verify(file, away=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    assert "This file holds: it is word for word what 示范经开区 issued." in done.stdout
    assert "Issued at: 2022-11-28T08:30:00+00:00" in done.stdout
    assert not (tmp_path / "no-home").exists()


def test_a_pdf_is_checked_from_itself_alone(issued: Issued, tmp_path: Path):  # noqa: F811
    path = tmp_path / "growth.pdf"
    path.write_bytes(as_pdf(issued.growth, issued.bundle, keyring=issued.keyring, at=AT))
    assert verify(path, "--key", public(issued.keyring), away=tmp_path).returncode == 0

    path.write_bytes(path.read_bytes().replace(b"/MediaBox", b"/MediaBux", 1))
    done = verify(path, away=tmp_path)
    assert done.returncode == 1
    assert "The PDF was changed after it was issued." in done.stdout


def test_a_changed_entry_is_named(issued: Issued, file: Path, tmp_path: Path):  # noqa: F811
    document = json.loads(file.read_text())
    document["facts"][0]["on"] = "2010-01-01"
    file.write_text(json.dumps(document))

    done = verify(file, away=tmp_path)

    assert done.returncode == 1
    assert f"Entries changed: {document['facts'][0]['entry']}" in done.stdout


def test_another_key_than_the_trusted_one_is_refused(
    issued: Issued,  # noqa: F811
    file: Path,
    tmp_path: Path,
):
    other = tmp_path / "zone.key"
    other.write_text(f"k1-abc  {public(Keyring.generate())}  fingerprint\n")

    assert verify(file, "--key", public(issued.keyring), away=tmp_path).returncode == 0
    done = verify(file, "--key", other, away=tmp_path)

    assert done.returncode == 1
    assert "this file is not from that issuer" in done.stdout


@pytest.mark.parametrize(
    "arguments", [["missing.json"], ["notes.txt"], ["notes.txt", "--key", "x"]]
)
def test_what_cannot_be_read_ends_with_two(arguments: list[str], tmp_path: Path):
    (tmp_path / "notes.txt").write_text("hello")

    done = verify(*arguments, away=tmp_path)

    assert (done.returncode, done.stderr) == (2, "")
    assert done.stdout.strip()
