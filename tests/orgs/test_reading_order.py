"""Names are sorted as they are spoken, and the numbers in them as numbers."""

from __future__ import annotations

from itertools import pairwise

import pytest

from gongjiang.orgs.rules import reading_order


@pytest.mark.parametrize(
    "names",
    [
        ["一车间", "二车间", "三车间", "十车间", "十一车间", "二十车间"],
        ["焊装2班", "焊装10班", "涂装1班"],
        ["第九班", "第一百零二班"],
        ["二〇二一年组", "二〇二二年组"],
        ["安全部", "财务部", "质量部"],
    ],
)
def test_reading_order(names: list[str]):
    assert all(reading_order(one) < reading_order(next_one) for one, next_one in pairwise(names))
