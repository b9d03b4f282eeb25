"""The benefit ledger of five years: effects, claims, months, and the awards that came of them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gongjiang.demo.build import Build
from gongjiang.demo.chapters import awards
from gongjiang.demo.clerks import LATEST, NOBODY, OFFICE_OPENS, SECOND, seconds_into
from gongjiang.demo.columns import copy, reserve
from gongjiang.demo.growth.apprentices import plus_months
from gongjiang.demo.ideas import effects
from gongjiang.demo.ideas.effects import KINDS, LINES, SOURCES, Effects, Months
from gongjiang.demo.numbers import public_id_column
from gongjiang.innovation.rules.benefit import MONTHS
from gongjiang.kernel.columns import NO_DAY, Days, Ints, Moments, ids_or_null, texts_at
from gongjiang.ledger.bulk import NONE, Batch
from gongjiang.ledger.facts.benefits import BenefitConfirmed

COST_LINES = ("电费", "主材", "辅料", "人工工时", "质量损失", "备件", "蒸汽", "压缩空气", "刀具",
              "包装物", "运输", "产出边际")  # fmt: skip
DISTINCT = "与同一成本项下的前一项作用于不同工序，台账分别计量。"
CONFIDENCES = ("MEASURED", "ESTIMATED", "ASSERTED")
CONFIDENCE_SHARES = (0.62, 0.32, 0.06)
EVIDENCE = "车间月度成本报表与计量台账"
WHOLE = 10_000
SHIFT = 4 * 3600
FAR = 1 << 20
"""Days since 1970 are fewer."""


def write(build: Build) -> None:
    found = effects.effects(build)
    told = effects.months(build, found)
    ids = reserve(build.cursor, "innovation_effect", len(found))
    claims = reserve(build.cursor, "innovation_claim", len(found))
    confidence = build.plan.rng("confidence").choice(
        len(CONFIDENCES), size=len(found), p=CONFIDENCE_SHARES
    )
    confirmed = np.bincount(told.effect, minlength=len(found))
    sums = np.bincount(told.effect, weights=told.fen, minlength=len(found)).astype(np.int64)
    _write_effects(build, found, told, ids, confidence, confirmed)
    _write_claims(build, found, ids, claims)
    _write_months(build, found, told, claims, confidence)
    _write_steps(build, found, told, ids)
    awards.write(build, found, sums, last_confirmed(found, told, confirmed))


def entered_at(found: Effects) -> Moments:
    return np.minimum(seconds_into(found.entered_on, OFFICE_OPENS + SHIFT), LATEST)


def last_confirmed(found: Effects, told: Months, confirmed: Ints) -> Days:
    """The day on which the last of the twelve months was confirmed; NaT while one is left."""
    last = np.full(len(found), np.datetime64("1900-01-01"), dtype="datetime64[D]")
    np.maximum.at(last, told.effect, told.confirmed_on)
    return np.where(confirmed == MONTHS, last, NO_DAY)


def finance_of(build: Build, firm: Ints) -> Ints:
    """The id of who keeps each firm's finance."""
    found: Ints = build.person_ids[build.ideas.desks.finance[firm]]
    return found


def firms(build: Build) -> Ints:
    return np.array([ground.unit for ground in build.grounds.firms])


def _cost_lines(build: Build, found: Effects) -> Ints:
    """Write the cost lines that are used; the id of each effect's."""
    keys, place = np.unique(found.firm * LINES + found.line, return_inverse=True)
    ids = reserve(build.cursor, "innovation_costline", len(keys))
    copy(
        build.cursor,
        "innovation_costline",
        {
            "id": ids,
            "enterprise_id": firms(build)[keys // LINES],
            "name": texts_at(COST_LINES, keys % LINES),
        },
    )
    lines: Ints = ids[place]
    return lines


def _write_effects(  # noqa: PLR0917  (columns of equal length)
    build: Build, found: Effects, told: Months, ids: Ints, confidence: Ints, confirmed: Ints
) -> None:
    line = _cost_lines(build, found)
    sums = np.bincount(told.effect, weights=told.fen, minlength=len(found)).astype(np.int64)
    whole = confirmed == MONTHS
    copy(
        build.cursor,
        "innovation_effect",
        {
            "id": ids,
            "public_id": public_id_column(build.plan.rng("effects' public ids"), len(found)),
            "enterprise_id": firms(build)[found.firm],
            "unit_id": found.unit,
            "what": found.what,
            "cost_line_id": line,
            "distinct_reason": texts_at(("", DISTINCT), _overlaps(found, line).astype(np.int64)),
            "kind": texts_at(KINDS, found.kind),
            "window_from": found.window_from,
            "window_to": plus_months(found.window_from, np.full(len(found), MONTHS)),
            "inputs": _inputs(found),
            "evidence": pa.repeat(EVIDENCE, len(found)),
            "confidence": texts_at(CONFIDENCES, confidence),
            "estimated_fen": found.fen,
            "confirmed_fen": sums,
            "points": np.zeros(len(found), dtype=np.int64),
            "state": texts_at(("WAITING", "CONFIRMED"), whole.astype(np.int64)),
            "entered_by_id": ids_or_null(
                np.where(found.entered_by == NOBODY, 0, build.person_ids[found.entered_by])
            ),
            "entered_at": entered_at(found),
            "confirmed_by_id": ids_or_null(np.where(whole, finance_of(build, found.firm), 0)),
            "confirmed_on": last_confirmed(found, told, confirmed),
        },
    )


def _overlaps(found: Effects, line: Ints) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether the one before on the same line of the unit still counts when this one begins."""
    order = np.lexsort((np.arange(len(found)), found.window_from, line, found.unit))
    unit, on, begins = found.unit[order], line[order], found.window_from[order]
    until = plus_months(begins, np.full(len(begins), MONTHS))
    same = np.r_[False, (unit[1:] == unit[:-1]) & (on[1:] == on[:-1]) & (begins[1:] < until[:-1])]
    flags = np.zeros(len(found), dtype=bool)
    flags[order] = same
    return flags


def _inputs(found: Effects) -> pa.Array:
    """What the formula of each kind takes: of output alone more is better."""
    more = pa.array(found.kind == KINDS.index("OUTPUT"))
    before = pc.if_else(more, "12.0", "12.5")
    after = pc.if_else(more, "12.5", "12.0")

    def words(numbers: Ints) -> pa.Array:
        return pa.array(numbers).cast(pa.string())

    return pc.binary_join_element_wise(
        '{"before": "', before, '", "after": "', after, '", "price_fen": "', words(found.price),
        '", "output": "', words(found.output), '", "one_off_fen": ', words(found.one_off),
        ', "running_fen": 0}', "",
    )  # fmt: skip


def _write_claims(build: Build, found: Effects, ids: Ints, claims: Ints) -> None:
    copy(
        build.cursor,
        "innovation_claim",
        {
            "id": claims,
            "effect_id": ids,
            "source": texts_at(SOURCES, found.source),
            "source_id": found.source_id,
            "starts_bp": np.zeros(len(found), dtype=np.int64),
            "share_bp": np.full(len(found), WHOLE),
            "claimed_by_id": ids_or_null(
                np.where(found.entered_by == NOBODY, 0, build.person_ids[found.entered_by])
            ),
            "claimed_at": entered_at(found),
            "withdrawn_at": np.full(len(found), np.datetime64("NaT", "s")),
        },
    )


def _write_months(
    build: Build, found: Effects, told: Months, claims: Ints, confidence: Ints
) -> None:
    ids = reserve(build.cursor, "innovation_benefitentry", len(told))
    by = finance_of(build, found.firm[told.effect])
    known = texts_at(CONFIDENCES, confidence[told.effect])
    copy(
        build.cursor,
        "innovation_benefitentry",
        {
            "id": ids,
            "claim_id": claims[told.effect],
            "month": told.first,
            "revision": np.zeros(len(told), dtype=np.int64),
            "amount_fen": told.fen,
            "confidence": known,
            "reason": pa.repeat("", len(told)),
            "confirmed_by_id": by,
            "confirmed_on": told.confirmed_on,
        },
    )
    build.facts.append(
        Batch(
            fact=BenefitConfirmed,
            subject=ids,
            on=told.counts_on,
            person=np.full(len(told), NONE),
            unit=found.unit[told.effect],
            enterprise=firms(build)[found.firm[told.effect]],
            actor=by,
            recorded_at=_confirmed_at(told.confirmed_on),
            detail={
                "claim_id": claims[told.effect],
                "source": texts_at(SOURCES, found.source[told.effect]),
                "confidence": known,
            },
            amount_fen=told.fen,
        )
    )


def _confirmed_at(on: Days) -> Moments:
    return np.minimum(seconds_into(on, OFFICE_OPENS + SHIFT + 3600), LATEST)


def _write_steps(build: Build, found: Effects, told: Months, ids: Ints) -> None:
    """What was done with each effect: entered, claimed, and confirmed once or month by month."""
    rows = np.arange(len(found))
    entered = np.where(found.entered_by == NOBODY, 0, build.person_ids[found.entered_by])
    # All months of one confirmation are one step.
    days = told.confirmed_on.astype(np.int64)
    _, once = np.unique(told.effect * FAR + days, return_index=True)
    confirmed, on = told.effect[once], told.confirmed_on[once]
    effect = np.concatenate([rows, rows, confirmed])
    what = np.repeat([0, 1, 2], [len(rows), len(rows), len(confirmed)])
    at = np.concatenate([entered_at(found), entered_at(found) + SECOND, _confirmed_at(on)])
    by = np.concatenate([entered, entered, finance_of(build, found.firm[confirmed])])
    order = np.lexsort((what, at))
    copy(
        build.cursor,
        "innovation_effectstep",
        {
            "id": reserve(build.cursor, "innovation_effectstep", len(effect)),
            "effect_id": ids[effect[order]],
            "what": texts_at(("ENTERED", "CLAIMED", "CONFIRMED"), what[order]),
            "by_id": ids_or_null(by[order]),
            "at": at[order],
            "reason": pa.repeat("", len(effect)),
        },
    )
