"""Proposals close by: what was done about each, step by step, and what waits for whom.

Of those that are long over only the days stand on the proposal itself, and each return.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from gongjiang.demo.build import Build
from gongjiang.demo.chapters.idea_facts import Deeds, acted, batch, first_moments
from gongjiang.demo.clerks import NOBODY, SECOND
from gongjiang.demo.columns import copy, reserve
from gongjiang.demo.ideas import where
from gongjiang.demo.ideas.course import GROUNDS, OUTCOMES, REJECTED, STATES
from gongjiang.demo.numbers import public_id_column
from gongjiang.demo.seasons import AS_OF
from gongjiang.innovation.models import State
from gongjiang.kernel.columns import Days, Flags, Ints, Moments, ids_or_null, texts_at
from gongjiang.ledger.facts.proposals import ProposalReturned

CLOSE_DAYS = 60
"""So long ago at most was handed in what is told step by step, though it is over (ours)."""
SAID = {
    State.RETURNED: "方案写得不够具体，请补充做法和地点后再提交。",
    State.REJECTED: "感谢参与。经初审，本条暂不受理，理由已当面说明。",
    State.ADOPTED: "方案可行，予以采纳，请做好实施计划。",
    State.NOT_ADOPTED: "评审认为投入与效果不相称，本次不采纳。",
    State.RESERVED: "思路好，条件暂不具备，先行存档。",
}
COMMENTS = (
    "可行，建议先试点。", "效果有数据支撑。", "与现有改造计划不冲突。", "需要明确责任人。", "",
)  # fmt: skip
SHARE_SCORED = 0.35
"""Of the reviews of what is under way."""


def write(build: Build) -> None:
    steps = _steps(build)
    ids = reserve(build.cursor, "innovation_proposalstep", len(steps.row))
    _write_steps(build, steps, ids)
    _record_returns(build, steps, ids)
    _write_reviews(build)
    _write_receipts(build)


def close_by(build: Build) -> Flags:
    told = build.ideas.course
    open_ = ~np.isnat(told.due_on) | (told.state == STATES.index(State.RETURNED))
    close: Flags = open_ | (build.ideas.handed.on > np.datetime64(AS_OF) - CLOSE_DAYS)
    return close


@dataclass(frozen=True, slots=True)
class Steps:
    """Columns, a row a step: of which idea, from where to where, when, by whom, to which desk."""

    row: Ints
    before: Ints
    after: Ints
    on: Days
    at: Moments
    by: Ints
    unit: Ints


def _steps(build: Build) -> Steps:
    told, handed = build.ideas.course, build.ideas.handed
    first, panel, firm, home = (
        where.screened_at(build), where.panel_of(build), where.firm_of(build), where.unit_of(build),
    )  # fmt: skip
    author, chair, owner = where.first_author(build), where.chairs(build), where.owners(build)
    finance = build.ideas.desks.finance[handed.firm]
    nobody = np.zeros(len(handed), dtype=np.int64)
    screener = where.screeners(build)
    decided = np.array([STATES.index(outcome) for outcome in OUTCOMES])[told.outcome]
    rejected = told.outcome == REJECTED
    place = STATES.index
    is_close = close_by(build)
    done = np.where(np.isnat(told.first_done_on), told.implemented_on, told.first_done_on)
    found: list[tuple[Any, ...]] = [
        (place(State.DRAFT), place(State.SUBMITTED), handed.on, author, first, is_close),
        (place(State.SUBMITTED), place(State.RETURNED), told.returned_on, screener, nobody, True),
        (
            place(State.RETURNED), place(State.SUBMITTED), told.resubmitted_on, author, first,
            is_close,
        ),
        (
            place(State.SUBMITTED),
            np.where(rejected, place(State.REJECTED), place(State.PRELIM_OK)),
            told.screened_on, screener, np.where(rejected, 0, panel), is_close,
        ),
        (
            place(State.PRELIM_OK), place(State.REVIEWING), told.panel_on, chair, panel, is_close,
        ),
        (
            place(State.REVIEWING), decided, told.decided_on, chair,
            np.where(told.outcome == 0, panel, 0), is_close & ~rejected,
        ),
        (place(State.ADOPTED), place(State.IMPLEMENTING), told.started_on, chair, home, is_close),
        (place(State.IMPLEMENTING), place(State.IMPLEMENTED), done, owner, panel, is_close),
        (place(State.IMPLEMENTED), place(State.REWORK), told.rework_on, chair, home, is_close),
        (
            place(State.REWORK), place(State.IMPLEMENTED), told.implemented_on, owner, panel,
            is_close & ~np.isnat(told.rework_on),
        ),
        (
            place(State.IMPLEMENTED), place(State.ACCEPTED), told.accepted_on,
            where.accepters(build), firm, is_close,
        ),
        (
            place(State.ACCEPTED), place(State.BENEFIT_CONFIRMED), told.benefit_on, finance, firm,
            is_close,
        ),
        (
            place(State.BENEFIT_CONFIRMED), place(State.REWARDED), told.rewarded_on, finance, firm,
            is_close,
        ),
        (
            np.where(handed.anonymous, place(State.BENEFIT_CONFIRMED), place(State.REWARDED)),
            place(State.CLOSED), told.closed_on, finance, nobody, is_close,
        ),
        (
            place(State.SUBMITTED), place(State.WITHDRAWN), told.withdrawn_on, author, nobody,
            is_close,
        ),
    ]  # fmt: skip
    parts = [_part(build, number, *each) for number, each in enumerate(found)]
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    order = np.lexsort((columns[-1], columns[0], columns[4]))
    return Steps(*(column[order] for column in columns[:-1]))


def _part(  # noqa: PLR0917  (a line of the table above)
    build: Build,
    number: int,
    before: Ints | int,
    after: Ints | int,
    on: Days,
    by: Ints,
    unit: Ints,
    some: Flags | bool,
) -> tuple[NDArray[Any], ...]:
    rows = np.flatnonzero(~np.isnat(on) & some)
    size = len(on)
    at = first_moments(build) if number == 0 else acted(build, f"step {number}", on)
    return (
        rows,
        np.broadcast_to(before, size)[rows],
        np.broadcast_to(after, size)[rows],
        on[rows],
        at[rows],
        by[rows],
        unit[rows],
        np.full(len(rows), number),
    )


def _write_steps(build: Build, steps: Steps, ids: Ints) -> None:
    ground = build.ideas.course.ground[steps.row]
    turned = np.isin(steps.after, [STATES.index(State.RETURNED), STATES.index(State.REJECTED)])
    reasons = [SAID.get(State(state), "") for state in STATES]
    copy(
        build.cursor,
        "innovation_proposalstep",
        {
            "id": ids,
            "proposal_id": build.ideas.ids[steps.row],
            "from_state": texts_at(STATES, steps.before),
            "to_state": texts_at(STATES, steps.after),
            "by_id": ids_or_null(np.where(steps.by == NOBODY, 0, build.person_ids[steps.by])),
            "unit_id": ids_or_null(steps.unit),
            "on": steps.on,
            "at": np.where(steps.by == NOBODY, np.datetime64("NaT"), steps.at),
            "ground": texts_at(
                (*GROUNDS, ""), np.where(turned & (ground >= 0), ground, len(GROUNDS))
            ),
            "reason": texts_at(reasons, steps.after),
        },
    )


def _record_returns(build: Build, steps: Steps, ids: Ints) -> None:
    back = np.flatnonzero(steps.after == STATES.index(State.RETURNED))
    rows = steps.row[back]
    deeds = Deeds(rows, steps.on[back], steps.at[back], steps.by[back])
    detail = {"proposal_id": build.ideas.ids[rows]}
    build.facts.append(batch(build, ProposalReturned, deeds, detail, subject=ids[back]))


def _write_reviews(build: Build) -> None:
    """The marks of the panels of what is close by; of what is under review, some are missing."""
    rng = build.plan.rng("reviews")
    told = build.ideas.course
    rows = np.flatnonzero(close_by(build) & ~np.isnat(told.panel_on))
    sits = where.panels(build)[rows]
    idea, place = np.nonzero(sits != NOBODY)
    count = len(idea)
    under_way = np.isnat(told.decided_on[rows][idea])
    # Whoever walks about as a reviewer finds work to do.
    walks_about = build.readers["demo-reviewer"]
    scored = ~under_way | ((rng.random(count) < SHARE_SCORED) & (sits[idea, place] != walks_about))
    marks = rng.integers(4, 11, size=(3, count))
    on = np.where(under_way, told.panel_on[rows][idea], told.decided_on[rows][idea])
    at = on.astype("datetime64[s]") + (3600 + rng.integers(0, 7200, size=count)) * SECOND
    copy(
        build.cursor,
        "innovation_proposalreview",
        {
            "id": reserve(build.cursor, "innovation_proposalreview", count),
            "proposal_id": build.ideas.ids[rows][idea],
            "round": np.ones(count, dtype=np.int64),
            "reviewer_id": build.person_ids[sits[idea, place]],
            "assigned_by_id": build.person_ids[where.chairs(build)[rows]][idea],
            "assigned_on": told.panel_on[rows][idea],
            **{
                name: np.ma.masked_array(values, ~scored)
                for name, values in zip(
                    ("progress", "feasibility", "benefit", "score"),
                    (*marks, marks.sum(axis=0)),
                    strict=True,
                )
            },
            "comment": _comments(rng, scored),
            "scored_at": np.where(scored, at, np.datetime64("NaT")),
        },
    )


def _comments(rng: np.random.Generator, scored: Flags) -> pa.Array:
    chosen = rng.integers(0, len(COMMENTS), size=len(scored))
    return texts_at(COMMENTS, np.where(scored, chosen, len(COMMENTS) - 1))


def _write_receipts(build: Build) -> None:
    """By what the author of an anonymous one could find it again: the hash of a code nobody has."""
    rng = build.plan.rng("receipts")
    rows = np.flatnonzero(build.ideas.handed.anonymous)
    halves = [public_id_column(rng, len(rows)).to_pylist() for _ in range(2)]
    hashes = [(one + other).replace("-", "") for one, other in zip(*halves, strict=True)]
    copy(
        build.cursor,
        "innovation_receipt",
        {
            "id": reserve(build.cursor, "innovation_receipt", len(rows)),
            "proposal_id": build.ideas.ids[rows],
            "code_hash": hashes,
            "claimed_on": np.full(len(rows), np.datetime64("NaT", "D")),
        },
    )
