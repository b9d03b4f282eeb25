"""The version of the static files, for their address."""

from __future__ import annotations

import hashlib
from pathlib import Path

VERSION_LENGTH = 10


def static_version(source: Path, checkout: Path) -> str:
    """A short hash of our own static files and of the pinned npm packages.

    Whatever changes a byte changes every address, relative imports between modules included.
    """
    digest = hashlib.sha256()
    own = sorted(path for path in source.glob("web/*/static/**/*") if path.is_file())
    for path in [*own, checkout / "package-lock.json"]:
        if path.exists():
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:VERSION_LENGTH]
