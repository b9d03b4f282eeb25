"""What went up a level because nobody had acted by its day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.chapters.ideas_terms import terms
from gongjiang.demo.clerks import seconds_into
from gongjiang.demo.columns import copy, reserve
from gongjiang.demo.ideas import where
from gongjiang.demo.ideas.course import STATES
from gongjiang.demo.seasons import AS_OF
from gongjiang.demo.spells import DAY
from gongjiang.demo.workdays import workdays
from gongjiang.innovation.models import State
from gongjiang.kernel.columns import Days, Ints, texts_at
from gongjiang.ledger.bulk import NONE, Batch
from gongjiang.ledger.facts.proposals import ProposalEscalated

MOST_LEVELS = 5
NIGHT = -(6 * 3600 + 1500)
"""Half past one in Shanghai and some minutes, in UTC."""


@dataclass(frozen=True, slots=True)
class Lapses:
    """Columns, a row a stage of an idea that was left waiting: its row, and until when.

    Attributes:
        until: when somebody acted; the last day where nobody has.
    """

    row: Ints
    state: Ints
    due_on: Days
    until: Days
    holder: Ints


def write(build: Build) -> None:
    lapses = _lapses(build)
    above, height = _tree(build)
    parts = []
    step = terms().escalate
    unit = lapses.holder
    for level in range(1, MOST_LEVELS + 1):
        day = workdays().after(lapses.due_on, (level - 1) * step) + DAY
        told = (day <= lapses.until) & (level <= height[lapses.holder])
        parts.append((level, np.flatnonzero(told), day, unit, above[unit]))
        unit = above[unit]
    _write(build, lapses, parts)


def _lapses(build: Build) -> Lapses:
    told, found = build.ideas.course, []
    last = np.datetime64(AS_OF)
    first, panel, home = where.screened_at(build), where.panel_of(build), where.unit_of(build)
    screened = np.where(np.isnat(told.returned_on), told.screened_on, told.returned_on)
    done = np.where(np.isnat(told.first_done_on), told.implemented_on, told.first_done_on)
    after = workdays().after
    screen_due = np.where(
        np.isnat(told.returned_on), told.screen_due, after(build.ideas.handed.on, terms().screen)
    )
    rework_due = after(told.rework_on, terms().accept)
    for state, due, acted, began, holder in (
        (State.SUBMITTED, screen_due, screened, build.ideas.handed.on, first),
        (State.SUBMITTED, told.screen_due, told.screened_on, told.resubmitted_on, first),
        (State.REVIEWING, told.decide_due, told.decided_on, told.panel_on, panel),
        (State.ADOPTED, told.start_due, told.started_on, told.decided_on, panel),
        (State.IMPLEMENTING, told.planned_on, done, told.started_on, home),
        (State.REWORK, rework_due, told.implemented_on, told.rework_on, home),
    ):
        waits = ~np.isnat(began) & np.isnat(told.withdrawn_on)
        if state == State.ADOPTED:
            waits &= told.outcome == 0
        until = np.where(np.isnat(acted), last, acted)
        rows = np.flatnonzero(waits & (until > due))
        place = STATES.index(state)
        found.append((rows, np.full(len(rows), place), due[rows], until[rows], holder[rows]))
    return Lapses(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _tree(build: Build) -> tuple[Ints, Ints]:
    """By unit id the unit above, the zone's own being itself, and how many levels are told."""
    grounds = build.grounds
    size = max(team.unit for team in grounds.teams) + 1
    size = max(size, *(firm.unit + 1 for firm in grounds.firms), grounds.zone + 1)
    above = np.full(size, grounds.zone)
    height = np.zeros(size, dtype=np.int64)
    height[grounds.zone] = 1
    for firm in grounds.firms:
        height[firm.unit] = 2
    for team in grounds.teams:
        firm_unit = grounds.firms[team.firm].unit
        if team.workshop != firm_unit:
            above[team.workshop], height[team.workshop] = firm_unit, 3
        above[team.unit], height[team.unit] = team.workshop, height[team.workshop] + 1
    return above, height


def _write(build: Build, lapses: Lapses, parts: list[tuple[int, Ints, Days, Ints, Ints]]) -> None:
    lapse = np.concatenate([rows for _, rows, *_ in parts])
    level = np.concatenate([np.full(len(rows), place) for place, rows, *_ in parts])
    on = np.concatenate([day[rows] for _, rows, day, *_ in parts])
    below = np.concatenate([unit[rows] for _, rows, _, unit, _ in parts])
    up = np.concatenate([unit[rows] for _, rows, _, _, unit in parts])
    order = np.lexsort((level, lapses.row[lapse], on))
    lapse, level, on, below, up = (each[order] for each in (lapse, level, on, below, up))
    ids = reserve(build.cursor, "innovation_escalation", len(lapse))
    rows, states = lapses.row[lapse], texts_at(STATES, lapses.state[lapse])
    copy(
        build.cursor,
        "innovation_escalation",
        {
            "id": ids,
            "proposal_id": build.ideas.ids[rows],
            "state": states,
            "lapsed_on": lapses.due_on[lapse],
            "level": level,
            "from_unit_id": below,
            "to_unit_id": up,
            "escalated_on": on,
        },
    )
    build.facts.append(
        Batch(
            fact=ProposalEscalated,
            subject=ids,
            on=on,
            person=np.full(len(ids), NONE),
            unit=where.stands_at(build, rows, on),
            enterprise=where.firm_of(build)[rows],
            actor=np.full(len(ids), NONE),
            recorded_at=seconds_into(on, NIGHT),
            detail={
                "proposal_id": build.ideas.ids[rows],
                "state_code": states,
                "level": level,
            },
        )
    )
