"""What ideas brought, in columns: effects, who claims them, and the months finance confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from gongjiang.demo.build import Build
from gongjiang.demo.growth.apprentices import plus_months
from gongjiang.demo.ideas import where
from gongjiang.demo.ideas.phrases import SUBJECTS
from gongjiang.demo.seasons import AS_OF
from gongjiang.demo.spells import DAY
from gongjiang.demo.workdays import workdays
from gongjiang.innovation.models import Effect, Source
from gongjiang.innovation.rules.benefit import MONTHS
from gongjiang.kernel.columns import NO_DAY, Days, Flags, Ints

SOURCES = tuple(str(source) for source in Source.values)
PROPOSAL = SOURCES.index(Source.PROPOSAL)
KINDS = tuple(str(kind) for kind in Effect.Kind.values)
KIND_OF_SUBJECT = {
    "EQUIPMENT": "LABOUR", "QUALITY": "QUALITY", "MATERIAL": "MATERIAL", "ENERGY": "ENERGY",
    "LABOUR": "LABOUR", "OUTPUT": "OUTPUT",
}  # fmt: skip

PROPOSAL_YUAN, PROPOSAL_SPREAD = 11_000, 0.9
"""The middle of those that are told in money, and how far they spread. Over all that are put into
practice it comes to some 800 yuan each, as at a comparable firm (domain.md §6.1)."""
REPORTS_AFTER = 15
"""Working days into the next month in which finance confirms a month, at the latest (ours)."""
LINES = 12


@dataclass(frozen=True, slots=True)
class Effects:
    """Columns, a row an effect with the one claim that is made of it.

    Attributes:
        source: place in SOURCES; `source_id`: the row it comes from; `kind`: place in KINDS.
        at_once: finance confirmed all its months on `confirmed_on`; else each after its end.
        price, output, one_off: of its formula, in fen and units; `fen`: what comes of them.
        line: which of the firm's cost lines it shows on.
    """

    source: Ints
    source_id: Ints
    firm: Ints
    unit: Ints
    what: pa.Array
    kind: Ints
    window_from: Days
    entered_by: Ints
    entered_on: Days
    price: Ints
    output: Ints
    one_off: Ints
    fen: Ints
    line: Ints
    at_once: Flags
    confirmed_on: Days

    def __len__(self) -> int:
        return len(self.source)


@dataclass(frozen=True, slots=True)
class Months:
    """Columns, a row a confirmed month of an effect: its row, and which of the twelve it is."""

    effect: Ints
    place: Ints
    first: Days
    fen: Ints
    confirmed_on: Days
    counts_on: Days

    def __len__(self) -> int:
        return len(self.effect)


def effects(build: Build) -> Effects:
    """Those of proposals told in money and accepted, and those of ventures, by day."""
    rng = build.plan.rng("effects")
    of_proposals, of_ventures = _of_proposals(build, rng), _of_ventures(build, rng)
    joined = {name: _joined(of_proposals[name], of_ventures[name]) for name in of_proposals}
    order = np.lexsort((joined["source_id"], joined["source"], joined["window_from"]))
    columns: dict[str, Any] = {
        name: values.take(pa.array(order)) if isinstance(values, pa.Array) else values[order]
        for name, values in joined.items()
    }
    wanted = columns.pop("wanted")
    price = 2 * rng.integers(60, 4000, size=len(wanted))
    # Half a unit less of something at a price: whole fen in, whole fen out.
    output = np.maximum(wanted * 20 // 19 * 2 // price, 1)
    gross = output * price // 2
    one_off = gross // 20
    return Effects(
        **columns,
        price=price,
        output=output,
        one_off=one_off,
        fen=gross - one_off,
        line=rng.integers(0, LINES, size=len(wanted)),
    )


def _joined(one: pa.Array | Ints, other: pa.Array | Ints) -> pa.Array | Ints:
    if isinstance(one, pa.Array):
        return pa.concat_arrays([one, other])
    return np.concatenate([one, other])


def _of_proposals(build: Build, rng: np.random.Generator) -> dict[str, pa.Array | Ints]:
    ideas, told = build.ideas, build.ideas.course
    rows = np.flatnonzero(told.money & ~np.isnat(told.accepted_on))
    fen = (PROPOSAL_YUAN * np.exp(PROPOSAL_SPREAD * rng.standard_normal(len(rows)))).astype(int)
    codes = [subject.code for subject in SUBJECTS]
    kinds = np.array([KINDS.index(KIND_OF_SUBJECT.get(code, "LABOUR")) for code in codes])
    return {
        "source": np.full(len(rows), PROPOSAL),
        "source_id": ideas.ids[rows],
        "firm": ideas.handed.firm[rows],
        "unit": where.stands_at(build, rows, told.accepted_on[rows]),
        "what": ideas.texts.title.take(pa.array(rows)),
        "kind": kinds[ideas.words.subject[rows]],
        "window_from": told.decided_on[rows],
        "entered_by": where.first_author(build)[rows],
        "entered_on": told.accepted_on[rows],
        "at_once": np.ones(len(rows), dtype=bool),
        "confirmed_on": told.benefit_on[rows],
        "wanted": fen * 100,
    }


def _of_ventures(build: Build, rng: np.random.Generator) -> dict[str, pa.Array | Ints]:
    """What is large is confirmed month by month, as each is over."""
    found = build.ventures
    row_of = {int(person): row for row, person in enumerate(build.person_ids.tolist())}
    on = np.array([each.adopted_on for each in found], dtype="datetime64[D]")
    kinds = [KINDS.index(kind) for kind in ("MATERIAL", "ENERGY", "LABOUR", "QUALITY", "OUTPUT")]
    return {
        "source": np.array([SOURCES.index(each.source) for each in found]),
        "source_id": np.array([each.id for each in found]),
        "firm": np.array([each.firm for each in found]),
        "unit": np.array([each.unit for each in found]),
        "what": pa.array([each.what for each in found]),
        "kind": rng.choice(kinds, size=len(found)),
        "window_from": on,
        "entered_by": np.array([row_of[each.people[0][0]] for each in found]),
        "entered_on": np.minimum(on + 7 * DAY, np.datetime64(AS_OF)),
        "at_once": np.zeros(len(found), dtype=bool),
        "confirmed_on": np.full(len(found), NO_DAY),
        "wanted": np.array([each.fen for each in found]),
    }


def months(build: Build, found: Effects) -> Months:
    """The months that finance has confirmed by the last day."""
    rng = build.plan.rng("months of effects")
    effect = np.repeat(np.arange(len(found)), MONTHS)
    place = np.tile(np.arange(MONTHS), len(found))
    begins = plus_months(found.window_from[effect], place)
    first = begins.astype("datetime64[M]")
    ends: Days = ((first + 1).astype("datetime64[D]") - DAY).astype("datetime64[D]")
    after_end = workdays().after(ends, rng.integers(3, REPORTS_AFTER, size=len(effect)))
    after_entry = found.entered_on[effect] + 3 * DAY
    each = np.maximum(after_end, after_entry)
    confirmed = np.where(found.at_once[effect], found.confirmed_on[effect], each)
    there = ~np.isnat(confirmed) & (confirmed <= np.datetime64(AS_OF))
    fen = found.fen[effect]
    upto, before = (fen * (place + 1) + 6) // MONTHS, (fen * place + 6) // MONTHS
    rows = np.flatnonzero(there)
    return Months(
        effect=effect[rows],
        place=place[rows],
        first=first[rows].astype("datetime64[D]"),
        fen=(upto - before)[rows],
        confirmed_on=confirmed[rows],
        counts_on=np.minimum(ends, confirmed)[rows],
    )
