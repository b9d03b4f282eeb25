"""A zone whose rules have been approved."""

from __future__ import annotations

import pytest

from gongjiang.governance.services.defaults import install_defaults
from gongjiang.kernel.periods import start_of
from gongjiang.people.actors import SYSTEM
from gongjiang.reports.reform_rule import record_reform
from world import OPENING, TODAY, World


@pytest.fixture
def governed(world: World) -> World:
    """The zone, who counts as an industrial worker, and when the reform began."""
    install_defaults(actor=SYSTEM, on=OPENING)
    record_reform(
        began_on=OPENING, procedure_reference="示范〔2017〕1号", actor=SYSTEM, at=start_of(TODAY)
    )
    return world
