"""What small groups are withheld, and that sums over trees and months do not tell them."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from gongjiang.index.disclosure import withheld_values
from gongjiang.index.indicators.age_balance import AgeBalance
from gongjiang.index.indicators.leavers import Leavers
from gongjiang.index.measuring import Counted, Places, of_days
from gongjiang.index.records import month_ends
from gongjiang.kernel.disclosure import withheld_in, withhold_small
from gongjiang.kernel.periods import add_months

FIRST = date(2020, 1, 31)
MONTHS = [add_months(FIRST, back) for back in range(27)]
"""Long enough that the months before the first day asked for are told by differences."""
ENTERPRISES, TEAMS = 3, 3
GROUPS = ENTERPRISES * TEAMS
SIZE = 1 + ENTERPRISES + GROUPS
EXACT = 1e-7


def ends() -> list[date]:
    return sorted({at for day in MONTHS[11:] for at in month_ends(day)})


def number(day: date) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))


def membership() -> np.ndarray:
    """Which of the teams each unit holds: the zone, its enterprises, then the teams themselves."""
    teams = np.eye(GROUPS, dtype=np.int64)
    enterprises = np.repeat(np.eye(ENTERPRISES, dtype=np.int64), TEAMS, axis=1)
    return np.vstack([np.ones((1, GROUPS), dtype=np.int64), enterprises, teams])


def zone(heads: np.ndarray) -> Places:
    """A zone of three enterprises of three teams each, on the ends of months.

    Args:
        heads: a row per month end, a column per team.
    """
    days = ends()
    parents = [-1, *[0] * ENTERPRISES, *[1 + team // TEAMS for team in range(GROUPS)]]
    kinds = ["ZONE", *["ENTERPRISE"] * ENTERPRISES, *["TEAM"] * GROUPS]
    return Places(
        at=np.repeat([number(day) for day in days], SIZE),
        unit=np.tile(np.arange(1, SIZE + 1), len(days)),
        kind=np.array(kinds * len(days)),
        people=(heads @ membership().T).ravel(),
        parent=np.concatenate(
            [np.array([p + k * SIZE if p >= 0 else -1 for p in parents]) for k in range(len(days))]
        ),
    )


def shown_units(heads: np.ndarray) -> np.ndarray:
    """A row per day asked for, a column per unit: whether it is shown."""
    everywhere = zone(heads)
    asked = MONTHS[11:]
    there = of_days(everywhere, asked)
    blank = np.zeros(len(there.at))
    nothing = np.zeros((len(there.at), len(AgeBalance.parts)), dtype=np.int64)
    counts = [Counted(AgeBalance(), nothing, blank, np.ones(len(there.at), dtype=bool))]
    withheld = withheld_values(everywhere, there, counts, asked)[:, 0]
    return ~withheld.reshape(len(asked), SIZE)


@st.composite
def months_of_teams(draw: st.DrawFn) -> np.ndarray:
    """Teams of some size that dip below five now and then; or sizes without any order."""
    sizes = st.lists(st.sampled_from([0, 3, 6, 9, 15, 40]), min_size=GROUPS, max_size=GROUPS)
    heads = np.tile(np.array(draw(sizes)), (len(ends()), 1))
    month, team = st.integers(0, len(ends()) - 1), st.integers(0, GROUPS - 1)
    for at, whose, people in draw(
        st.lists(st.tuples(month, team, st.integers(0, 12)), min_size=1, max_size=12)
    ):
        heads[at, whose] = people
    return heads


@hypothesis(max_examples=40, deadline=None)
@given(months_of_teams())
def test_no_sums_over_trees_and_months_tell_a_small_unit(table: np.ndarray):
    """The attacker solves everything that is shown for what is not.

    The unknowns are the people of each team at each month end. Each unit that is shown on a day
    tells its people on it, and their sum over the twelve month ends up to it.
    """
    days, unit = ends(), membership()
    shown = shown_units(table)
    told = []
    for place, day in enumerate(MONTHS[11:]):
        window = [days.index(at) for at in month_ends(day)]
        for each in np.flatnonzero(shown[place]):
            for over in ([days.index(day)], window):
                row = np.zeros((len(days), GROUPS))
                row[over] = unit[each]
                told.append(row.ravel())
    _, strengths, rows = np.linalg.svd(np.array(told))
    known = rows[: (strengths > EXACT).sum()]

    for place, day in enumerate(MONTHS[11:]):
        at = days.index(day)
        people = unit @ table[at]
        # The zone itself, the first of the units, is always shown.
        for each in 1 + np.flatnonzero((people[1:] > 0) & (people[1:] < 5)):
            assert not shown[place, each]
            row = np.zeros((len(days), GROUPS))
            row[at] = unit[each]
            # Some of it lies outside everything that can be put together from what is told.
            left = row.ravel() - known.T @ (known @ row.ravel())
            assert np.abs(left).max() > EXACT


def test_a_unit_stays_withheld_while_a_sum_looks_back_on_the_month_in_which_it_was_small():
    heads = np.full((len(ends()), GROUPS), 20)
    heads[11, 0] = 3  # the first team, on the first of the days asked for

    shown = shown_units(heads)

    team = 1 + ENTERPRISES
    assert not shown[:12, team].any()
    assert shown[12:, team].all()
    assert not shown[:12, team + 1 : team + 3].all(axis=1).any()  # a neighbour covers it
    assert shown[:, :1].all()


def test_all_beneath_a_withheld_enterprise_is_withheld():
    heads = np.full((len(ends()), GROUPS), 20)
    heads[:, :3] = [[1, 1, 1]]

    shown = shown_units(heads)

    assert not shown[:, 1].any()
    assert not shown[:, 4:7].any()


groups = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 12)), min_size=1, max_size=40)


@given(groups)
def test_many_families_at_once_are_treated_as_each_alone(found: list[tuple[int, int]]):
    family, counts = (np.array(column) for column in zip(*found, strict=True))

    hidden = withheld_in(family, counts)

    for each in set(family.tolist()):
        mine = {int(i): int(counts[i]) for i in np.flatnonzero(family == each)}
        shown = withhold_small(mine).groups
        assert {i for i in mine if hidden[i]} == set(mine) - set(shown)


def test_a_small_numerator_is_a_small_group():
    everywhere = zone(np.full((len(ends()), GROUPS), 20))
    asked = MONTHS[11:12]
    there = of_days(everywhere, asked)
    leavers = membership() @ np.array([2, 7, 9, 8, 8, 8, 8, 8, 8])
    sums = np.column_stack([leavers, there.people * 12])
    blank = np.zeros(len(there.at))
    counts = [Counted(Leavers(), sums, blank, np.ones(len(there.at), dtype=bool))]

    withheld = withheld_values(everywhere, there, counts, asked)[:, 0]

    assert np.flatnonzero(withheld).tolist() == [4, 5]  # two left, and seven beside them
