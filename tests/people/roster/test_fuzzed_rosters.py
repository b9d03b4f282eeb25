"""Whatever stands in the cells, a check ends with a verdict for each row, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongjiang.people.models import RosterImport
from gongjiang.people.services.roster_checks import check
from gongjiang.people.services.rosters import apply
from rosters import HEADINGS, Desk, national_id, row
from world import NOON

pytestmark = pytest.mark.django_db

State = RosterImport.State

ALL = [*HEADINGS, "性别", "出生日期", "用工单位", "系统编号"]
ODD = st.one_of(
    st.text(max_size=140),
    st.text(alphabet="0123456789Xx*- /年月日一二三十", max_size=24),
    st.sampled_from(
        ["", "*" * 18, "*" * 40, "阿" * 60, "#N/A", "=1+1", "一车间/一班/九班", "/", "\u0000"]
    ),
)


def as_csv(rows: list[dict[str, str]]) -> bytes:
    quoted = [[each.get(name, "") for name in ALL] for each in rows]
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in cells) for cells in quoted]
    return "\n".join([",".join(ALL), *lines]).encode("utf-8", "replace")


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.dictionaries(st.sampled_from(ALL), ODD, max_size=5), min_size=1, max_size=4))
def test_odd_cells_are_told_and_never_break(desk: Desk, changes: list[dict[str, str]]):
    rows = [row("李新", national_id(at + 1), **change) for at, change in enumerate(changes)]

    brought = desk.bring_file(as_csv(rows), name="花名册.csv")
    roster = check(brought.id, actor=desk.actor, at=NOON)

    assert roster.state in {State.CHECKED, State.FAILED}
    if roster.state == State.CHECKED:
        assert sum(roster.counts.values()) == roster.lines.count()
        if not roster.counts["WRONG"]:
            apply(roster.id, actor=desk.actor, at=NOON)
