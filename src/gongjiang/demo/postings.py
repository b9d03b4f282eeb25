"""Where within a firm people worked: which team first, which later, in which posts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gongjiang.demo.grounds import Grounds
from gongjiang.demo.places import TOMORROW, WORKER, Places
from gongjiang.demo.plan import Plan
from gongjiang.demo.seasons import REFORM, plain
from gongjiang.demo.spells import DAY
from gongjiang.demo.workforce import INTERNSHIP, Employments
from gongjiang.kernel.columns import Days, Flags, Ints

SHARE_MOVED = 0.17  # ours
SHARE_RISEN = 0.13
SHORTEST_BEFORE_A_MOVE = 60 * DAY

POSTS = (  # by post kind, in the order of PostKind: at first, and after some years
    (("操作工", "高级操作工"), ("装配工", "高级装配工"), ("焊工", "高级焊工"),
     ("设备保全工", "高级设备保全工"), ("质检员", "高级质检员"), ("数控机床工", "高级数控机床工")),
    (("助理工程师", "工程师"), ("工艺技术员", "工艺工程师"), ("设备技术员", "设备工程师")),
    (("仓储员", "高级仓储员"), ("叉车司机", "叉车班司机长"), ("配送员", "高级配送员")),
    (("服务员", "领班"), ("导购员", "领班")),
    (("人事专员", "人事主管"), ("行政专员", "行政主管"), ("会计", "主管会计")),
    (("主管", "部门经理"), ("车间主任", "生产经理")),
)  # fmt: skip
INTERN_POST = "实习生"

POST_NAMES = (INTERN_POST, *(name for kind in POSTS for pair in kind for name in pair))


@dataclass(frozen=True, slots=True)
class Postings:
    """Columns, a row a posting, those of one employment together and in order of days.

    Attributes:
        employment: row in `Employments`; `post`: place in POST_NAMES.
        came_from: the unit of the posting before, 0 for a first one.
    """

    employment: Ints
    unit: Ints
    post: Ints
    post_kind: Ints
    start: Days
    end: Days
    came_from: Ints

    @property
    def first(self) -> Flags:
        flags: Flags = self.came_from == 0
        return flags

    def __len__(self) -> int:
        return len(self.employment)


def post(plan: Plan, grounds: Grounds, places: Places, work: Employments) -> Postings:
    """Split each employment into its postings."""
    rng = plan.rng("postings")
    spells, count = work.spells, len(work)
    until = np.where(np.isnat(spells.end), TOMORROW, spells.end)
    at_first, at_best = _posts(places, work, rng)
    earlier, moved_on = _moves(grounds, places, work, until, rng)
    settled_on = np.where(np.isnat(moved_on), spells.start, moved_on)
    risen_on = _rises(until, settled_on, at_first != at_best, rng)
    moved, risen = ~np.isnat(moved_on), ~np.isnat(risen_on)
    here = places.unit[spells.place]
    rows = np.arange(count)
    # One row for where they began, one for a move to the present team, one for a better post.
    start = np.concatenate([spells.start, moved_on[moved], risen_on[risen]])
    employment = np.concatenate([rows, rows[moved], rows[risen]])
    unit = np.concatenate([np.where(moved, earlier, here), here[moved], here[risen]])
    held = np.concatenate([at_first, at_first[moved], at_best[risen]])
    order = np.lexsort((start, employment))
    employment, unit, start = employment[order], unit[order], start[order]
    follows = np.r_[False, employment[1:] == employment[:-1]]
    end = np.r_[start[1:], start[:1]]
    last = np.r_[~follows[1:], True]
    end[last] = spells.end[employment[last]]
    return Postings(
        employment=employment,
        unit=unit,
        post=held[order],
        post_kind=places.post_kind[spells.place[employment]],
        start=start,
        end=end,
        came_from=np.where(follows, np.r_[0, unit[:-1]], 0),
    )


def _posts(places: Places, work: Employments, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """For each employment, its post at first and after a rise, as places in POST_NAMES."""
    begins = np.cumsum([1, *(2 * len(pairs) for pairs in POSTS)])[:-1]
    widths = np.array([len(pairs) for pairs in POSTS])
    kind = places.post_kind[work.spells.place]
    pick = (rng.random(len(work)) * widths[kind]).astype(np.int64)
    junior = begins[kind] + 2 * pick
    senior = junior + 1
    intern = work.kind == INTERNSHIP
    junior[intern] = 0
    long_here = work.spells.start < np.datetime64(REFORM) - 700 * DAY
    experienced = ~intern & (long_here | (rng.random(len(work)) < 0.1))  # noqa: PLR2004  (ours)
    return np.where(experienced, senior, junior), np.where(intern, junior, senior)


def _moves(
    grounds: Grounds, places: Places, work: Employments, until: Days, rng: np.random.Generator
) -> tuple[Ints, Days]:
    """The unit some worked in before, and the day they came to the present one."""
    spells, count = work.spells, len(work)
    team = places.team[spells.place]
    of_firm = np.array([(g.teams.start, len(g.teams)) for g in grounds.firms])[work.site]
    shift = 1 + (rng.random(count) * np.maximum(of_firm[:, 1] - 1, 1)).astype(np.int64)
    other = of_firm[:, 0] + (team - of_firm[:, 0] + shift) % np.maximum(of_firm[:, 1], 1)
    other = np.where((team >= 0) & (of_firm[:, 1] > 1), other, 0)
    opened = np.array([t.opened for t in grounds.teams], dtype="datetime64[D]")
    closed = np.array([t.closed or TOMORROW for t in grounds.teams], dtype="datetime64[D]")
    first = np.maximum(spells.start + SHORTEST_BEFORE_A_MOVE, np.datetime64(REFORM))
    last = np.minimum(until - 30 * DAY, closed[other])
    day = plain().between(rng, np.minimum(first, last), last)
    moved = (
        (rng.random(count) < SHARE_MOVED)
        & (places.sort[spells.place] == WORKER)
        & (work.kind != INTERNSHIP)
        & (other != team)
        & (of_firm[:, 1] > 1)
        & (opened[other] <= spells.start)
        & (first < last)
        & (day > spells.start)
    )
    units = np.array([t.unit for t in grounds.teams])
    return units[other], np.where(moved, day, np.datetime64("NaT"))


def _rises(until: Days, since: Days, could: Flags, rng: np.random.Generator) -> Days:
    """The day on which some came to a better post in the same unit."""
    first = np.maximum(since + 200 * DAY, np.datetime64(REFORM))
    last = until - 20 * DAY
    day = plain().between(rng, np.minimum(first, last), last)
    risen = could & (rng.random(len(since)) < SHARE_RISEN) & (first < last) & (day > since)
    return np.where(risen, day, np.datetime64("NaT"))
