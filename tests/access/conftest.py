"""The readers of the matrix, seated once a test."""

from __future__ import annotations

import pytest

from access.readers import Readers, seat_readers
from world import World


@pytest.fixture
def readers(world: World) -> Readers:
    return seat_readers(world)
