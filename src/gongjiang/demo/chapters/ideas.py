"""Five years of proposals: processes, what was handed in, whose it was, and what became of it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gongjiang.demo.build import Build
from gongjiang.demo.chapters import escalations, idea_facts, idea_spread, ideas_close_by
from gongjiang.demo.chapters.ideas_terms import terms
from gongjiang.demo.clerks import NOBODY
from gongjiang.demo.columns import copy, reserve
from gongjiang.demo.ideas import authors, course, texts, ways, where
from gongjiang.demo.ideas.columns import Ideas
from gongjiang.demo.ideas.course import STATES
from gongjiang.demo.ideas.desks import desks
from gongjiang.demo.ideas.phrases import PLACES
from gongjiang.demo.ideas.processes import WAYS
from gongjiang.demo.ideas.spread import first_copies, offers
from gongjiang.demo.numbers import public_id_column
from gongjiang.demo.seasons import AS_OF
from gongjiang.demo.units import days
from gongjiang.innovation.services.similarity import write_segments
from gongjiang.kernel.columns import Days, Flags, Ints, ids_or_null, texts_at
from gongjiang.kernel.periods import end_of

SHARE_CONFIDENTIAL = 0.01
LINE = "\n"
"""Between the words by which an idea is found, as `rules.similarity.said` has it."""

PLANS = (
    "本班组按方案试做，验证后固化。", "设备部门配合改造，利用检修窗口实施。",
    "先在一台设备上试点，稳定后推广到同类设备。", "修订作业指导书并培训全员。",
)  # fmt: skip
RESULTS = ("已按计划完成，运行稳定。", "完成改造，现场反映良好。", "试点达到预期，已在全线实施。")
EVIDENCE = ("对比前后各两周记录，效果明显。", "现场查看，符合方案要求。", "附前后照片与点检记录。")


def write(build: Build) -> None:
    of_team = ways.of_teams(build)
    build.ideas = _ideas(build, of_team)
    spread = offers(build, of_team, confidential(build))
    _write_proposals(build, first_copies(spread, len(build.ideas.handed)))
    _write_authors(build)
    _write_numbers(build)
    _write_implementations(build)
    idea_facts.write(build)
    _write_texts(build)
    ideas_close_by.write(build)
    escalations.write(build)
    idea_spread.write(build, spread)


def _ideas(build: Build, of_team: Ints) -> Ideas:
    handed = authors.handed_in(build)
    units = np.array([team.unit for team in build.grounds.teams])
    way_of_unit = np.full(int(units.max()) + 1, -1)
    way_of_unit[units] = of_team
    place = _places(build)
    words = texts.choose(
        build.plan.rng("words"), way_of_unit[handed.unit], place[handed.unit % len(place)]
    )
    signed = authors.signed(build, handed)
    return Ideas(
        ids=reserve(build.cursor, "innovation_proposal", len(handed)),
        handed=handed,
        authors=signed,
        words=words,
        texts=texts.written(words),
        course=course.ran(build.plan, handed, words, terms()),
        desks=desks(build),
        process_ids=_write_processes(build, of_team),
        way_of_unit=way_of_unit,
    )


def _places(build: Build) -> Ints:
    """Where each team's ideas mostly come from: its own corner of the works."""
    last = max(team.unit for team in build.grounds.teams) + 1
    return build.plan.rng("corners").integers(0, len(PLACES), size=last)


def _write_processes(build: Build, of_team: Ints) -> Ints:
    """The zone's processes, and by which of them each team works as long as it stands."""
    ids = reserve(build.cursor, "innovation_process", len(WAYS))
    copy(
        build.cursor,
        "innovation_process",
        {
            "id": ids,
            "code": [way.code for way in WAYS],
            "name": [way.name for way in WAYS],
            "trade": [way.trade for way in WAYS],
        },
    )
    teams = build.grounds.teams
    opened = days(tuple(team.opened for team in teams))
    copy(
        build.cursor,
        "innovation_unitprocess",
        {
            "id": reserve(build.cursor, "innovation_unitprocess", len(teams)),
            "unit_id": np.array([team.unit for team in teams]),
            "process_id": ids[of_team],
            "valid_from": opened,
            "valid_to": days(tuple(team.closed for team in teams)),
        },
    )
    return ids


def _write_proposals(build: Build, replicated_on: Days) -> None:
    ideas, rng = build.ideas, build.plan.rng("proposals")
    handed, told, count = ideas.handed, ideas.course, len(ideas.handed)
    due, holder = where.desk_of(build)
    reviewed = where.had_a_panel(build)
    money = (~np.isnat(told.benefit_on)) & told.money
    points = (~np.isnat(told.benefit_on)) & ~told.money
    standard = ~np.isnat(told.standardised_on)
    numbers = _numbers(build)
    copy(
        build.cursor,
        "innovation_proposal",
        {
            "id": ideas.ids,
            "public_id": public_id_column(rng, count),
            "number": numbers,
            "kind": texts_at(idea_facts.KINDS, idea_facts.kinds_of(build)),
            "enterprise_id": where.firm_of(build),
            "unit_id": where.unit_of(build),
            "process_id": ids_or_null(
                np.where(handed.anonymous, 0, ideas.process_ids[ideas.words.way])
            ),
            "title": ideas.texts.title,
            "problem": ideas.texts.problem,
            "cause": ideas.texts.cause,
            "method": ideas.texts.method,
            "expected": ideas.texts.expected,
            "anonymous": handed.anonymous,
            "post_facto": np.zeros(count, dtype=bool),
            "confidential": confidential(build),
            "submitted_on": handed.on,
            "submitted_at": np.where(handed.anonymous, np.datetime64("NaT"), handed.at),
            "reply_by": told.reply_by,
            "state": texts_at(STATES, told.state),
            "due_on": due,
            "holder_unit_id": ids_or_null(holder),
            "panel_unit_id": ids_or_null(where.decided_at(build)),
            "chair_id": persons(build, np.where(reviewed, where.chairs(build), NOBODY)),
            "round": reviewed.astype(np.int64),
            "screened_on": told.screened_on,
            "decided_on": told.decided_on,
            "started_on": told.started_on,
            "implemented_on": np.where(
                np.isnat(told.implemented_on), told.first_done_on, told.implemented_on
            ),
            "accepted_on": told.accepted_on,
            "benefit": texts_at(("", "MONEY", "POINTS"), money + 2 * points),
            "benefit_on": told.benefit_on,
            "rewarded_on": told.rewarded_on,
            "payment_reference": _references(build, numbers),
            "closed_on": told.closed_on,
            "withdrawn_on": told.withdrawn_on,
            "standardised_on": told.standardised_on,
            "sop_reference": pc.if_else(
                pa.array(standard), pc.binary_join_element_wise("SOP-", numbers, ""), ""
            ),
            "replicated_on": replicated_on,
        },
    )


def confidential(build: Build) -> Flags:
    """Whether each is a secret of its enterprise."""
    chance = build.plan.rng("secrets").random(len(build.ideas.handed))
    secret: Flags = chance < SHARE_CONFIDENTIAL
    return secret


def _write_texts(build: Build) -> None:
    """Let each be found by what it says, as if it had been remembered when it was handed in."""
    ideas = build.ideas
    rows = np.flatnonzero(np.isnat(ideas.course.withdrawn_on))
    place = pa.array(rows)
    words = (ideas.texts.title, ideas.texts.problem, ideas.texts.method)
    texts = pc.binary_join_element_wise(*(text.take(place) for text in words), LINE)
    write_segments(
        build.cursor,
        proposal_ids=ideas.ids[rows],
        enterprise_ids=where.firm_of(build)[rows],
        confidential=confidential(build)[rows],
        texts=texts.to_pylist(),
        at=end_of(AS_OF),
    )


def _write_authors(build: Build) -> None:
    of = build.ideas.authors
    copy(
        build.cursor,
        "innovation_author",
        {
            "id": reserve(build.cursor, "innovation_author", len(of)),
            "proposal_id": build.ideas.ids[of.idea],
            "person_id": build.person_ids[of.person],
            "position": of.place + 1,
            "share_bp": of.share_bp,
        },
    )


def _numbers(build: Build) -> pa.Array:
    """The number of each, counted by enterprise and year in the order in which they came."""
    years, rank = _ranks(build)
    counted = pc.utf8_lpad(pa.array(rank + 1).cast(pa.string()), 6, "0")
    return pc.binary_join_element_wise(pa.array(years).cast(pa.string()), counted, "-")


def _ranks(build: Build) -> tuple[Ints, Ints]:
    """The year of each, and how many of its enterprise came before it in that year."""
    handed = build.ideas.handed
    years = handed.on.astype("datetime64[Y]").astype(np.int64) + 1970
    order = np.lexsort((np.arange(len(handed)), years, handed.firm))
    key = handed.firm[order] * 10_000 + years[order]
    begins = np.flatnonzero(np.r_[True, key[1:] != key[:-1]])
    rank = np.empty(len(handed), dtype=np.int64)
    rank[order] = np.arange(len(handed)) - np.repeat(begins, np.diff(np.r_[begins, len(key)]))
    return years, rank


def _write_numbers(build: Build) -> None:
    years, rank = _ranks(build)
    firm = where.firm_of(build)
    keys, place = np.unique(firm * 10_000 + years, return_inverse=True)
    last = np.zeros(len(keys), dtype=np.int64)
    np.maximum.at(last, place, rank + 1)
    copy(
        build.cursor,
        "innovation_numbergiven",
        {
            "id": reserve(build.cursor, "innovation_numbergiven", len(keys)),
            "enterprise_id": keys // 10_000,
            "year": keys % 10_000,
            "last": last,
        },
    )


def _references(build: Build, numbers: pa.Array) -> pa.Array:
    """Under what the reward of each was paid."""
    rewarded = pa.array(~np.isnat(build.ideas.course.rewarded_on))
    return pc.if_else(rewarded, pc.binary_join_element_wise("付款", numbers, ""), "")


def _write_implementations(build: Build) -> None:
    """Who put each into practice, and who saw that it works."""
    ideas, told = build.ideas, build.ideas.course
    rng = build.plan.rng("implementations")
    rows = np.flatnonzero(~np.isnat(told.started_on))
    done = ~np.isnat(told.implemented_on[rows]) | ~np.isnat(told.first_done_on[rows])
    accepted = ~np.isnat(told.accepted_on[rows])

    def some(words: tuple[str, ...], there: Flags) -> pa.Array:
        chosen = rng.integers(1, len(words) + 1, size=len(rows))
        return texts_at(("", *words), np.where(there, chosen, 0))

    copy(
        build.cursor,
        "innovation_implementation",
        {
            "id": reserve(build.cursor, "innovation_implementation", len(rows)),
            "proposal_id": ideas.ids[rows],
            "owner_id": build.person_ids[where.owners(build)[rows]],
            "plan": some(PLANS, np.ones(len(rows), dtype=bool)),
            "planned_on": told.planned_on[rows],
            "pilot": told.pilot[rows],
            "result": some(RESULTS, done),
            "accepted_by_id": persons(build, np.where(accepted, where.accepters(build)[rows], -1)),
            "evidence": some(EVIDENCE, accepted),
        },
    )


def persons(build: Build, rows: Ints) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The ids of persons, null where a row is NOBODY."""
    return ids_or_null(np.where(rows < 0, 0, build.person_ids[rows]))
