from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gongjiang.kernel.home import Home
from gongjiang.kernel.keyring import Keyring
from gongjiang.ops.postgres import cluster


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home with keys and nothing else yet."""
    home = Home(tmp_path / "home")
    Keyring.generate().save(home.keys)
    yield home
    cluster.stop(home)
    cluster.remove_far_sockets(home)
