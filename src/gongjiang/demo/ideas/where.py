"""On whose desk each idea was and is, and who acted on it."""

from __future__ import annotations

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.clerks import NOBODY
from gongjiang.demo.ideas.course import REJECTED, STATES
from gongjiang.innovation.models import State
from gongjiang.innovation.proposal_terms import ProposalTerms
from gongjiang.kernel.columns import NO_DAY, Days, Flags, Ints

PANEL_SIZE = ProposalTerms().least_panel
OFFICE_SEATS = 3
"""On each panel the manager, who is in the chair, and at need finance and the union."""

NO_DESK, FIRST, PANEL, FIRM, HOME = range(5)
DESKS = {
    State.SUBMITTED: FIRST, State.PRELIM_OK: PANEL, State.REVIEWING: PANEL, State.ADOPTED: PANEL,
    State.IMPLEMENTING: HOME, State.REWORK: HOME, State.IMPLEMENTED: PANEL,
    State.ACCEPTED: FIRM, State.BENEFIT_CONFIRMED: FIRM, State.REWARDED: FIRM,
}  # fmt: skip
"""On whose desk a proposal lies."""


def firm_of(build: Build) -> Ints:
    """The unit of each idea's enterprise."""
    firms = np.array([ground.unit for ground in build.grounds.firms])
    found: Ints = firms[build.ideas.handed.firm]
    return found


def unit_of(build: Build) -> Ints:
    """The team of each idea's first author; the enterprise of an anonymous one."""
    handed = build.ideas.handed
    return np.where(handed.anonymous, firm_of(build), handed.unit)


def panel_of(build: Build) -> Ints:
    """The unit at whose level each idea's panel sits: the workshop, where there is one."""
    last = max(team.unit for team in build.grounds.teams) + 1
    workshop = np.zeros(last, dtype=np.int64)
    for team in build.grounds.teams:
        workshop[team.unit] = team.workshop
    above = workshop[build.ideas.handed.unit]
    anonymous = build.ideas.handed.anonymous
    return np.where(anonymous | (above == 0), firm_of(build), above)


def screened_at(build: Build) -> Ints:
    """The unit at whose desk each idea was first: the team's, unless only an author sits there."""
    handed, led = build.ideas.handed, build.ideas.desks
    leads = (led.leader[handed.unit] >= 0) & (led.leads_since[handed.unit] <= handed.on)
    own = np.zeros(len(handed), dtype=bool)
    of = build.ideas.authors
    own[of.idea[led.leader[handed.unit[of.idea]] == of.person]] = True
    return np.where(leads & ~own & ~handed.anonymous, handed.unit, firm_of(build))


def decided_at(build: Build) -> Ints:
    """The unit at whose level it is, or was, decided; 0 before it was screened."""
    told = build.ideas.course
    at = np.where(told.outcome == REJECTED, screened_at(build), panel_of(build))
    return np.where(np.isnat(told.screened_on), 0, at)


def had_a_panel(build: Build) -> Flags:
    """Whether a panel was named for it: once it was screened, on the next working day."""
    told = build.ideas.course
    named: Flags = ~np.isnat(told.panel_on)
    return named


def desk_of(build: Build) -> tuple[Days, Ints]:
    """By when, and at which unit, somebody must act on each now; no day and 0 where nobody must."""
    told = build.ideas.course
    desk = np.zeros(len(STATES), dtype=np.int64)
    desk[[STATES.index(state) for state in DESKS]] = list(DESKS.values())
    units = np.stack(
        [
            np.zeros(len(told), dtype=np.int64),
            screened_at(build),
            panel_of(build),
            firm_of(build),
            unit_of(build),
        ]
    )
    holder = units[desk[told.state], np.arange(len(told))]
    return np.where(holder > 0, told.due_on, NO_DAY), holder


def stands_at(build: Build, rows: Ints, on: Days) -> Ints:
    """Where facts of these days stand: the unit of each, or its enterprise once that is closed."""
    closed = np.full(int(max(t.unit for t in build.grounds.teams)) + 1, np.datetime64("2999-01-01"))
    for team in build.grounds.teams:
        if team.closed is not None:
            closed[team.unit] = np.datetime64(team.closed)
    handed = build.ideas.handed
    gone = handed.anonymous[rows] | (closed[handed.unit[rows]] <= on)
    return np.where(gone, firm_of(build)[rows], handed.unit[rows])


def first_author(build: Build) -> Ints:
    """The first author of each as a row in `Persons`; NOBODY of an anonymous one."""
    of = build.ideas.authors
    found = np.full(len(build.ideas.handed), NOBODY)
    first = of.place == 0
    found[of.idea[first]] = of.person[first]
    return found


def screeners(build: Build) -> Ints:
    """Who screened each: the leader, unless they are an author; else the manager."""
    ideas = build.ideas
    who = ideas.desks.screener(ideas.handed.unit, ideas.handed.firm, ideas.handed.on)
    who = np.where(ideas.handed.anonymous, chairs(build), who)
    return _by_others(build, who, chairs(build))


def chairs(build: Build) -> Ints:
    """Who decided about each: the manager of the firm, in the chair of its panel."""
    found: Ints = build.ideas.desks.manager[build.ideas.handed.firm]
    return found


def owners(build: Build) -> Ints:
    """Who puts it into practice: its first author; of an anonymous one, the team's leader."""
    first = first_author(build)
    handed = build.ideas.handed
    return np.where(first == NOBODY, chairs(build), first) if len(handed) else first


def accepters(build: Build) -> Ints:
    """Who saw that it works: somebody of the panel who did not carry it out."""
    ideas = build.ideas
    second = ideas.desks.panel[ideas.handed.firm, 1]
    other = np.where(second == NOBODY, ideas.desks.finance[ideas.handed.firm], second)
    who = np.where(ideas.handed.anonymous, other, chairs(build))
    return np.where(who == owners(build), other, who)


def _by_others(build: Build, who: Ints, instead: Ints) -> Ints:
    """Whoever would act, or somebody else where they are among the authors themselves."""
    of = build.ideas.authors
    own: Flags = np.zeros(len(who), dtype=bool)
    own[of.idea[who[of.idea] == of.person]] = True
    return np.where(own, instead, who)


def panels(build: Build) -> Ints:
    """Three for each idea who are no authors of it, the chair first; rows in `Persons`."""
    handed, sits = build.ideas.handed, build.ideas.desks.panel
    of = build.ideas.authors
    found = np.full((len(handed), PANEL_SIZE), NOBODY)
    found[:, 0] = chairs(build)
    filled = np.ones(len(handed), dtype=np.int64)
    technicians = sits.shape[1] - OFFICE_SEATS
    rank = np.arange(len(handed))
    for turn in range(1, sits.shape[1]):
        # Technicians take turns; those of the office sit in where there are too few of them.
        column = (
            1 + (rank + turn) % technicians if turn <= technicians else np.full_like(rank, turn)
        )
        who = sits[handed.firm, column]
        own: Flags = np.zeros(len(handed), dtype=bool)
        own[of.idea[who[of.idea] == of.person]] = True
        rows = np.flatnonzero((who != NOBODY) & ~own & (filled < PANEL_SIZE))
        found[rows, filled[rows]] = who[rows]
        filled[rows] += 1
    return found
