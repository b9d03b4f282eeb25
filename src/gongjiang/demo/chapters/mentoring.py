"""Agreements between masters and apprentices, how they went, and what their months were like."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.chapters import mentoring_stories
from gongjiang.demo.clerks import SECOND, after, moments
from gongjiang.demo.columns import copy, picked, reserve
from gongjiang.demo.facts import Happened, batch, clerks_of, firm_units
from gongjiang.demo.growth import apprentices
from gongjiang.demo.growth.apprentices import (
    FAILED,
    GRADUATED,
    SKILL_MASTER,
    TERMINATED,
    plus_months,
    posting_on,
)
from gongjiang.demo.growth.columns import Agreements
from gongjiang.demo.numbers import public_ids
from gongjiang.demo.spells import DAY
from gongjiang.kernel.columns import NO_DAY, NULL, Days, Flags, Ints, Moments, ids_or_null
from gongjiang.ledger.facts.mentoring import (
    AgreementExtended,
    AgreementFailed,
    AgreementSigned,
    AgreementStarted,
    AgreementTerminated,
    ApprenticeGraduated,
    ApprenticeTaught,
)
from gongjiang.mentoring.models import Agreement

KINDS = tuple(str(kind) for kind in Agreement.Kind.values)
RESULTS = tuple(str(result) for result in Agreement.Result.values)
STATES = (
    "DRAFT", "SIGNED", "ACTIVE", "EXTENDED", "EXIT_EXAM", "GRADUATED", "FAILED", "TERMINATED",
)  # fmt: skip
"""In the order of the constants of `growth.apprentices`."""
GOALS = ("独立完成本岗位操作", "掌握高一级技能", "熟悉设备点检与安全规程")
LEAST_MARKS = {0: 90, 1: 75, 2: 60}
MARKS_ABOVE = 10
NOT_YET_ENOUGH = 45


def write(build: Build) -> None:
    agreements = build.growth.agreements
    rng = build.plan.rng("agreement rows")
    build.agreement_ids = reserve(build.cursor, "mentoring_agreement", len(agreements))
    signed_at = moments(rng, agreements.signed)
    started_at = after(signed_at, signed_at)
    _write_agreements(build, agreements, signed_at, started_at)
    _write_tenures(build, agreements)
    _write_exams(build, agreements)
    _record(build, agreements, signed_at, started_at)
    mentoring_stories.write(build)


def _write_agreements(
    build: Build, agreements: Agreements, signed_at: Moments, started_at: Moments
) -> None:
    rng = build.plan.rng("agreements' public ids")
    count = len(agreements)
    posting = posting_on(build, agreements.employment, agreements.signed)
    clerk = ids_or_null(clerks_of(build, agreements.employment, started_at))
    goal = np.where(agreements.kind == SKILL_MASTER, 1, 0)
    extended_on = np.where(agreements.extended, _first_end(agreements), NO_DAY)
    moment = "datetime64[s]"
    copy(
        build.cursor,
        "mentoring_agreement",
        {
            "id": build.agreement_ids,
            "public_id": public_ids(rng, count),
            "kind": picked(KINDS, agreements.kind),
            "apprentice_id": build.person_ids[agreements.person],
            "master_id": build.person_ids[agreements.master],
            "enterprise_id": firm_units(build)[build.work.site[agreements.employment]],
            "unit_id": agreements.unit,
            "occupation_id": build.occupation_ids[build.occupation_of[posting]],
            "goal": picked(GOALS, goal),
            "term_months": agreements.months,
            "starts_on": agreements.start,
            "ends_on": agreements.end,
            "state": picked(STATES, agreements.state),
            "result": _results(agreements),
            "renews_id": [NULL] * count,
            "drafted_by_id": clerk,
            "drafted_at": (signed_at - 7200 * SECOND).astype(moment),
            "master_signed_at": (signed_at - 1800 * SECOND).astype(moment),
            "apprentice_signed_at": signed_at,
            "registered_by_id": clerk,
            "registered_at": started_at,
            "extended_on": extended_on,
            "ended_on": agreements.over,
            "end_reason": ["LEFT" if state == TERMINATED else "" for state in agreements.state],
        },
    )


def _results(agreements: Agreements) -> list[str]:
    return [
        RESULTS[result] if state == GRADUATED else ""
        for result, state in zip(agreements.result.tolist(), agreements.state.tolist(), strict=True)
    ]


def _write_tenures(build: Build, agreements: Agreements) -> None:
    """One master from the first day to the last: nobody here changed theirs."""
    taught = np.flatnonzero(~(agreements.over <= agreements.start))
    copy(
        build.cursor,
        "mentoring_tenure",
        {
            "id": reserve(build.cursor, "mentoring_tenure", len(taught)),
            "agreement_id": build.agreement_ids[taught],
            "master_id": build.person_ids[agreements.master[taught]],
            "valid_from": agreements.start[taught],
            "valid_to": agreements.over[taught],
        },
    )


@dataclass(frozen=True, slots=True)
class _Exams:
    """Columns, a row an exit examination; `outcome`: "" while it is open.

    Attributes:
        row: in `Agreements`; `least`: the marks that its outcome asks for.
    """

    row: Ints
    number: Ints
    on: Days
    outcome: list[str]
    least: Ints


def _write_exams(build: Build, agreements: Agreements) -> None:
    """What each extension, graduation or failure rests on, and the examinations that are open."""
    extended = np.flatnonzero(agreements.extended)
    first = _Exams(
        row=extended,
        number=np.ones(len(extended), dtype=np.int64),
        on=_first_end(agreements)[extended],
        outcome=["EXTENDED"] * len(extended),
        least=np.full(len(extended), NOT_YET_ENOUGH),
    )
    decided = np.isin(agreements.state, [GRADUATED, FAILED])
    rows = np.flatnonzero(decided | (agreements.state == apprentices.EXIT_EXAM))
    failed = agreements.state[rows] == FAILED
    by_result = np.array([LEAST_MARKS[each] for each in range(len(RESULTS))])
    last = _Exams(
        row=rows,
        number=np.where(agreements.extended[rows], 2, 1),
        on=np.where(decided[rows], agreements.over[rows], agreements.end[rows]),
        outcome=[
            ("FAILED" if lost else result) if over else ""
            for over, lost, result in zip(
                decided[rows].tolist(),
                failed.tolist(),
                picked(RESULTS, agreements.result[rows]),
                strict=True,
            )
        ],
        least=np.where(failed, NOT_YET_ENOUGH, by_result[agreements.result[rows]]),
    )
    for exams in (first, last):
        _copy_exams(build, agreements, exams)


def _first_end(agreements: Agreements) -> Days:
    """The day on which what was extended was: some days after the first term."""
    return plus_months(agreements.start, agreements.months) + 3 * DAY


def _copy_exams(build: Build, agreements: Agreements, exams: _Exams) -> None:
    rng = build.plan.rng(f"exit examinations to {exams.outcome[0] if exams.outcome else None}")
    rows, count = exams.row, len(exams.row)
    done = np.array([bool(word) for word in exams.outcome], dtype=bool)
    agrees = np.array(
        [word not in {"EXTENDED", "FAILED"} for word in exams.outcome], dtype=np.int64
    )
    theory = exams.least + rng.integers(0, MARKS_ABOVE, size=count)
    practice = exams.least + rng.integers(0, MARKS_ABOVE, size=count)
    clerk = clerks_of(build, agreements.employment[rows], exams.on.astype("datetime64[s]"))
    marked_at = (exams.on - DAY).astype("datetime64[s]") + 30000 * SECOND
    nobody, texts = [NULL] * count, [""] * count
    copy(
        build.cursor,
        "mentoring_exitexam",
        {
            "id": reserve(build.cursor, "mentoring_exitexam", count),
            "agreement_id": build.agreement_ids[rows],
            "number": exams.number,
            "opened_by_id": ids_or_null(clerk),
            "opened_on": exams.on - 2 * DAY,
            "early_reason": texts,
            "theory": _known(done, theory),
            "practice": _known(done, practice),
            "marked_by_id": _known(done & (clerk > 0), clerk),
            "marked_at": np.where(done, marked_at, np.datetime64("NaT", "s")),
            "master_agrees": _known(done, agrees),
            "master_opinion": texts,
            "master_opined_by_id": _known(done, build.person_ids[agreements.master[rows]]),
            "leader_agrees": _known(done, agrees),
            "leader_opinion": texts,
            "leader_opined_by_id": nobody,
            "outcome": exams.outcome,
            "decided_by_id": _known(done & (clerk > 0), clerk),
            "decided_on": np.where(done, exams.on, NO_DAY),
            "decision_reason": texts,
        },
    )


def _known(there: Flags, values: Ints) -> list[str]:
    return [
        str(value) if is_there else NULL
        for is_there, value in zip(there.tolist(), values.tolist(), strict=True)
    ]


def _record(build: Build, agreements: Agreements, signed_at: Moments, started_at: Moments) -> None:
    rng = build.plan.rng("agreement facts")
    ids, master = build.agreement_ids, build.person_ids[agreements.master]
    signed = Happened(ids, agreements.employment, agreements.signed, signed_at)
    started = Happened(ids, agreements.employment, agreements.start, started_at)
    agreed_end = plus_months(agreements.start, agreements.months)
    build.facts += [
        batch(build, AgreementSigned, signed, {"master_id": master}),
        batch(
            build,
            AgreementStarted,
            started,
            {
                "master_id": master,
                "mentoring_kind": picked(KINDS, agreements.kind),
                "ends_on": agreed_end,
            },
        ),
    ]
    over_at = np.where(np.isnat(agreements.over), started_at, moments(rng, _or_start(agreements)))
    over_at = after(over_at, started_at)
    _record_extensions(build, agreements, rng)
    over = Happened(ids, agreements.employment, _or_start(agreements), over_at)
    result = picked(RESULTS, agreements.result)
    for state, fact, detail in (
        (FAILED, AgreementFailed, {}),
        (TERMINATED, AgreementTerminated, {"reason": ["LEFT"] * len(agreements)}),
        (GRADUATED, ApprenticeGraduated, {"result": result}),
    ):
        rows = _in(agreements, state)
        told = {name: [words[row] for row in rows.tolist()] for name, words in detail.items()}
        build.facts.append(batch(build, fact, over.at(rows), {"master_id": master[rows], **told}))
    _record_taught(build, agreements, over, result)


def _or_start(agreements: Agreements) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    return np.where(np.isnat(agreements.over), agreements.start, agreements.over)


def _in(agreements: Agreements, state: int) -> Ints:
    return np.flatnonzero(agreements.state == state)


def _record_taught(build: Build, agreements: Agreements, over: Happened, result: list[str]) -> None:
    rows = _in(agreements, GRADUATED)
    of = over.at(rows)
    whole = agreements.over[rows].astype("datetime64[M]") - agreements.start[rows].astype(
        "datetime64[M]"
    )
    months = whole.astype(np.int64)
    months -= plus_months(agreements.start[rows], months) > agreements.over[rows]
    taught = Happened(of.subject, of.employment, of.on, of.recorded_at, agreements.master[rows])
    build.facts.append(
        batch(
            build,
            ApprenticeTaught,
            taught,
            {
                "apprentice_id": build.person_ids[agreements.person[rows]],
                "result": [result[row] for row in rows.tolist()],
                "months": months,
            },
        )
    )


def _record_extensions(build: Build, agreements: Agreements, rng: np.random.Generator) -> None:
    rows = np.flatnonzero(agreements.extended)
    on = _first_end(agreements)[rows]
    told = Happened(build.agreement_ids[rows], agreements.employment[rows], on, moments(rng, on))
    build.facts.append(batch(build, AgreementExtended, told, {"ends_on": agreements.end[rows]}))
