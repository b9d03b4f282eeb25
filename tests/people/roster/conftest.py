from __future__ import annotations

import pytest

from rosters import Desk
from world import World


@pytest.fixture
def desk(world: World) -> Desk:
    """The HR of enterprise A."""
    return Desk(world.a.enterprise, world.a.hr)
