"""One story an employment: placed, taught, certified, risen, each part in keeping with the rest."""

from __future__ import annotations

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.growth import apprentices, flagship, grades, ranks, titles
from gongjiang.demo.growth.apprentices import GRADUATED, SKILL_MASTER, Wishes
from gongjiang.demo.growth.columns import Agreements, Certified, Growth
from gongjiang.demo.places import TOMORROW
from gongjiang.demo.spells import DAY, is_open
from gongjiang.kernel.columns import Days, Flags

SHARE_CERTIFIED_AFTER_GRADUATION = 0.88  # ours, as are the next
SHARE_FROM_TECHNICAL_SCHOOLS = 0.2
SHARE_WITH_A_SKILL_MASTER = 0.02
FROM_RANK = 2


def grow(build: Build) -> Growth:
    """Make the columns, each from those before it."""
    who = grades.climbers(build)
    steps = grades.climb(build, who)
    titled = titles.by_grade(build, who, steps)
    titled = titles.rising(
        titles.joined([titled, flagship.new_engineers(build, who, steps, titled)])
    )
    first = ranks.by_grade(build, who, steps)
    over_the_bridge = ranks.by_title(build, titled, _until(build))
    of_masters = ranks.of_masters(build, who)
    certified = ranks.rising(ranks.joined([first, over_the_bridge, of_masters]))
    at = flagship.entries(build, who, flagship.Told(steps, certified, titled))
    wishes = _in_order(
        [
            apprentices.newcomers(build),
            flagship.masters_wanted(build, who, at),
            _skill_masters(build, certified),
        ]
    )
    taught = apprentices.pair(build, wishes, ranks.reached(certified, len(build.persons)))
    after, schooled = _after_graduation(build, taught)
    certified, schooled = _with_graduates(certified, after, schooled)
    taught, certified, schooled = flagship.exactly(
        build, (who, steps, titled), taught, certified, schooled
    )
    bridged = titles.over_the_bridge(build, certified, titled)
    titled = titles.rising(titles.joined([titled, bridged]))
    return Growth(who, steps, certified, titled, taught, schooled)


def _until(build: Build) -> Days:
    """The day each employment ended, the day after the demo's last while it runs."""
    spells = build.work.spells
    return np.where(is_open(spells), TOMORROW, spells.end)


def _in_order(parts: list[Wishes]) -> Wishes:
    """By signature; a person once at a time, for nobody has two masters."""
    joined = Wishes(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("employment", "kind", "months", "signed")
        )
    )
    order = np.lexsort((joined.kind, joined.signed))
    return Wishes(
        joined.employment[order], joined.kind[order], joined.months[order], joined.signed[order]
    )


def _skill_masters(build: Build, certified: Certified) -> Wishes:
    """Some who are certified already learn from a master of a higher rank, for a year or two."""
    rng = build.plan.rng("skill masters")
    chosen = np.flatnonzero(
        (rng.random(len(certified)) < SHARE_WITH_A_SKILL_MASTER)
        & (certified.rank >= FROM_RANK)
        & (certified.rank < ranks.HIGHEST_CERTIFIED)
        & (build.work.site[certified.employment] != grades.FLAGSHIP)
    )
    wait = rng.integers(30, 200, size=len(chosen)) * DAY
    signed = certified.on[chosen] + wait
    employment = certified.employment[chosen]
    spells = build.work.spells
    fits = (
        (signed >= np.datetime64("2018-01-01"))
        & (signed > spells.start[employment] + 520 * DAY)
        & (signed + 30 * DAY < np.minimum(_until(build)[employment], TOMORROW))
    )
    months = rng.choice((12, 18, 24), size=len(chosen))
    # Whoever is chosen twice had the first of them.
    _, once = np.unique(employment[fits], return_index=True)
    rows = np.flatnonzero(fits)[once]
    return Wishes(employment[rows], np.full(len(rows), SKILL_MASTER), months[rows], signed[rows])


def _after_graduation(build: Build, taught: Agreements) -> tuple[Certified, Flags]:
    """The first certificate of those who graduated, and the second of those with a diploma."""
    rng = build.plan.rng("graduates")
    rows = np.flatnonzero(
        (taught.state == GRADUATED)
        & (taught.kind == apprentices.NEW_WORKER)
        & (
            (rng.random(len(taught)) < SHARE_CERTIFIED_AFTER_GRADUATION)
            | (build.work.site[taught.employment] == grades.FLAGSHIP)
        )
    )
    first = Certified(
        taught.employment[rows],
        taught.person[rows],
        np.full(len(rows), 1),
        taught.over[rows] + rng.integers(15, 90, size=len(rows)) * DAY,
    )
    again = np.flatnonzero(rng.random(len(rows)) < SHARE_FROM_TECHNICAL_SCHOOLS)
    began = build.work.spells.start[first.employment[again]]
    second = Certified(
        first.employment[again],
        first.person[again],
        np.full(len(again), 2),
        np.maximum(
            began + rng.integers(540, 720, size=len(again)) * DAY, first.on[again] + 60 * DAY
        ),
    )
    both = ranks.joined([first, second])
    schooled = np.arange(len(both)) >= len(first)
    on_time = both.on < _until(build)[both.employment]
    return both.at(on_time), schooled[on_time]


def _with_graduates(
    before: Certified, after: Certified, schooled: Flags
) -> tuple[Certified, Flags]:
    both = ranks.joined([before, after])
    marks = np.r_[np.zeros(len(before), dtype=bool), schooled]
    kept = ranks.rising_rows(both)
    return both.at(kept), marks[kept]
