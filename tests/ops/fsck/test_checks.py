"""Each check sees what contradicts it, and no other check does."""

from __future__ import annotations

import pytest

from gongjiang.ops.fsck import CHECKS, check_everything
from ops.fsck.breaks import BREAKS, SEEN_BESIDE
from ops.fsck.conftest import Break
from thoroughness import some


def test_the_demo_zone_contradicts_no_check(demo_zone: None):
    report = check_everything()

    assert [broken.as_json() for broken in report.broken] == []
    assert len(report.checked) == len(CHECKS)


@pytest.mark.parametrize("name", some(list(BREAKS), one_in=4))
def test_exactly_this_check_sees_it(broken_by: Break, name: str):
    seen = broken_by(BREAKS[name])

    assert set(seen) == {name} | SEEN_BESIDE.get(name, set())


def test_each_check_is_broken_once():
    assert set(BREAKS) == {check.name for check in CHECKS}
