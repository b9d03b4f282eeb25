"""A few facts one by one, each an object, as the batches that the ledger is written from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from gongjiang.kernel.columns import Ints
from gongjiang.kernel.periods import day_of
from gongjiang.ledger.bulk import NONE, Batch
from gongjiang.ledger.facts.base import Fact


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that was recorded as it happened, by ids."""

    fact: Fact
    unit: int
    enterprise: int
    at: datetime
    person: int = NONE
    by: int = NONE


def as_batches(told: Iterable[Told]) -> list[Batch]:
    """One batch a kind of fact."""
    by_kind: dict[type[Fact], list[Told]] = defaultdict(list)
    for each in told:
        by_kind[type(each.fact)].append(each)
    return [_batch(kind, rows) for kind, rows in by_kind.items()]


def _batch(kind: type[Fact], rows: list[Told]) -> Batch:
    details = [row.fact.detail() for row in rows]
    return Batch(
        fact=kind,
        subject=np.array([row.fact.subject_id for row in rows]),
        on=np.array([day_of(row.at) for row in rows], dtype="datetime64[D]"),
        person=np.array([row.person for row in rows]),
        unit=np.array([row.unit for row in rows]),
        enterprise=np.array([row.enterprise for row in rows]),
        actor=np.array([row.by for row in rows]),
        recorded_at=np.array([_utc(row.at) for row in rows], dtype="datetime64[s]"),
        detail={name: [detail[name] for detail in details] for name in details[0]},
        quantity=_own(rows, "quantity"),
        amount_fen=_own(rows, "amount_fen"),
    )


def _own(rows: list[Told], name: str) -> Ints | None:
    """Whole numbers of a field with a column of its own; None where the fact has no such field."""
    if not hasattr(rows[0].fact, name):
        return None
    return np.array([int(getattr(row.fact, name)) for row in rows])


def _utc(at: datetime) -> np.datetime64:
    return np.datetime64(int(at.timestamp()), "s")
