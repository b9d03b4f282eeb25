"""Where one installation keeps what it writes: its home, a folder."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

LONGEST_SOCKET_FOLDER = 80
"""A Unix socket's whole path must stay under 108 bytes, its file name included."""

OWNER_ROLE = "gongjiang_owner"
APPLICATION_ROLE = "gongjiang_app"
DATABASE = "gongjiang"


@dataclass(frozen=True, slots=True)
class Home:
    """The folders and files of one installation. Nothing is created by looking."""

    path: Path

    @classmethod
    def from_environment(cls, default: Path) -> Home:
        """The folder named by GONGJIANG_HOME, or the default."""
        return cls(Path(os.environ.get("GONGJIANG_HOME") or default).resolve())

    @property
    def keys(self) -> Path:
        return self.path / "keys.json"

    @property
    def files(self) -> Path:
        """Attachments."""
        return self.path / "files"

    @property
    def lake(self) -> Path:
        """Facts and month-end census as Parquet; may be deleted, and made again."""
        return self.path / "lake"

    @property
    def logs(self) -> Path:
        """A file of log lines for each day."""
        return self.path / "logs"

    @property
    def metrics(self) -> Path:
        """What the server's processes count, shared while they run."""
        return self.path / "metrics"

    @property
    def demo_marker(self) -> Path:
        """Present in a demo home only: what it was built with, as JSON, `as_of` among it."""
        return self.path / "demo.json"

    @property
    def restoring(self) -> Path:
        """Present while a backup is restored into this home: it is not whole yet."""
        return self.path / "restoring"

    @property
    def postgres(self) -> Path:
        return self.path / "postgres"

    @property
    def passwords(self) -> Path:
        """libpq's password file (mode 0600) with the passwords of both roles."""
        return self.postgres / "passwords"

    @property
    def sockets(self) -> Path:
        """The folder of the embedded server's socket, short enough for a socket's path."""
        folder = self.postgres / "socket"
        if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
            return folder
        digest = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"gongjiang-{os.getuid()}-{digest}"


def demo_day(home: Home) -> date | None:
    """The day on which a demo zone stands still; None in a home that is not a demo."""
    try:
        return date.fromisoformat(json.loads(home.demo_marker.read_text())["as_of"])
    except FileNotFoundError:
        return None
