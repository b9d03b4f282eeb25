"""Which ideas were offered to teams with the same process elsewhere, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.seasons import AS_OF
from gongjiang.demo.spells import DAY
from gongjiang.demo.workdays import workdays
from gongjiang.innovation.contents.spread import SpreadTerms
from gongjiang.innovation.models import SpreadOffer
from gongjiang.innovation.services.defaults_studios import DEFAULTS
from gongjiang.kernel.columns import NO_DAY, Days, Flags, Ints

SHARE_OFFERED = 0.012
"""Of what was accepted, but for secrets (ours, as is what follows)."""
MOST_OFFERS = 3
ANSWERS = tuple(str(answer) for answer in SpreadOffer.Answer.values)
ANSWER_SHARES = (0.45, 0.27, 0.28)
NOT_APPLICABLE = ANSWERS.index("NOT_APPLICABLE")
SHARE_VERIFIED = 0.8
TERMS = SpreadTerms.read(dict(DEFAULTS[SpreadTerms.key]))


@dataclass(frozen=True, slots=True)
class Spread:
    """Columns, a row an offer, in the order of days.

    Attributes:
        row: in `Handed`; `team`: place in `Grounds.teams`; `answer`: place in ANSWERS.
    """

    row: Ints
    team: Ints
    offered_on: Days
    due_on: Days
    answer: Ints
    answered_on: Days
    verified_on: Days

    def __len__(self) -> int:
        return len(self.row)


def offers(build: Build, of_team: Ints, secret: Flags) -> Spread:
    """Some accepted ideas, each offered to up to three teams that work by the same process.

    Args:
        of_team: of each team the place of its process in WAYS.
    """
    rng = build.plan.rng("spread")
    told, words = build.ideas.course, build.ideas.words
    named = ~build.ideas.handed.anonymous & ~secret
    fits = named & ~np.isnat(told.accepted_on) & (rng.random(len(told)) < SHARE_OFFERED)
    rows = np.repeat(np.flatnonzero(fits), rng.integers(1, MOST_OFFERS + 1, size=int(fits.sum())))
    team = _teams(build, rng, words.way[rows], of_team)
    own = np.array([t.unit for t in build.grounds.teams])[team] == build.ideas.handed.unit[rows]
    # A team is offered an idea once.
    _, once = np.unique(rows * len(of_team) + team, return_index=True)
    kept = np.zeros(len(rows), dtype=bool)
    kept[once] = True
    kept &= ~own & (team >= 0)
    rows, team = rows[kept], team[kept]
    offered = told.accepted_on[rows] + rng.integers(2, 60, size=len(rows)) * DAY
    opened = np.array([t.opened for t in build.grounds.teams], dtype="datetime64[D]")[team]
    there = (offered <= np.datetime64(AS_OF)) & (opened <= offered)
    return _answered(rng, rows[there], team[there], offered[there])


def _teams(build: Build, rng: np.random.Generator, way: Ints, of_team: Ints) -> Ints:
    """A team of each process, of those that stand; -1 where there is none."""
    firms = build.grounds.firms
    stands = np.array([t.closed is None and firms[t.firm].firm.runs for t in build.grounds.teams])
    teams = np.flatnonzero(stands)
    teams = teams[np.argsort(of_team[teams], kind="stable")]
    begins = np.searchsorted(of_team[teams], way)
    ends = np.searchsorted(of_team[teams], way, side="right")
    place = begins + (rng.random(len(way)) * (ends - begins)).astype(np.int64)
    return np.where(ends > begins, teams[np.minimum(place, len(teams) - 1)], -1)


def _answered(rng: np.random.Generator, rows: Ints, team: Ints, offered: Days) -> Spread:
    count, last = len(rows), np.datetime64(AS_OF)
    due = workdays().after(offered, TERMS.reply_working_days)
    late = rng.random(count) < 0.08  # noqa: PLR2004  (ours)
    wait = np.where(late, TERMS.reply_working_days + 3, rng.integers(1, 10, size=count))
    answered = workdays().after(offered, wait)
    answer = rng.choice(len(ANSWERS), size=count, p=ANSWER_SHARES)
    verified: Days = answered + rng.integers(20, 120, size=count).astype("timedelta64[D]")
    verified = np.where(
        (answer != NOT_APPLICABLE) & (rng.random(count) < SHARE_VERIFIED), verified, NO_DAY
    )
    answered = np.where(answered <= last, answered, NO_DAY)
    verified = np.where(~np.isnat(answered) & (verified <= last), verified, NO_DAY)
    answer = np.where(np.isnat(answered), -1, answer)
    order = np.lexsort((team, rows, offered))
    return Spread(
        row=rows[order],
        team=team[order],
        offered_on=offered[order],
        due_on=due[order],
        answer=answer[order],
        answered_on=answered[order],
        verified_on=verified[order],
    )


def first_copies(spread: Spread, count: int) -> Days:
    """The day of the first verified copy of each idea."""
    far = np.datetime64("2999-01-01")
    found = np.full(count, far, dtype="datetime64[D]")
    seen = ~np.isnat(spread.verified_on)
    np.minimum.at(found, spread.row[seen], spread.verified_on[seen])
    return np.where(found == far, NO_DAY, found)
